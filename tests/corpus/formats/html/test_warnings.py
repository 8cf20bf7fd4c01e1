"""Warnings about a page that was not read whole."""

import json

import pytest

from corpus.formats.html import read_html
from corpus.formats.reading import ReadingWarning

PARAGRAPH = "Bengkel itu dijalankan oleh delapan relawan, dan warga hanya membayar suku cadang."
TEXT = f"<p>{PARAGRAPH}</p>" * 6
META = "<link rel=canonical href=https://melur.example/bengkel>"


def warnings(html: str) -> tuple[ReadingWarning, ...]:
    return read_html(html).warnings


@pytest.mark.parametrize(
    "page",
    [
        f"<div><h1>Bengkel</h1><div>{TEXT * 6}</div></div><div><p>{PARAGRAPH}</p></div>"
        f"<div><h2>Syarat</h2><p>{PARAGRAPH}</p></div><div><h2>Jam</h2><p>{PARAGRAPH}</p></div>",
        f"<main>{TEXT}</main><div><ul><li>{PARAGRAPH}<li>{PARAGRAPH}</ul></div>",
    ],
)
def test_a_page_of_which_headings_items_or_much_is_not_read_says_so(page: str) -> None:
    assert warnings(page) == (ReadingWarning.TEXT_MISSING,)


def test_a_page_whose_text_is_only_for_search_engines_says_so() -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": TEXT})

    assert warnings(f"<script type=application/ld+json>{data}</script><p>{PARAGRAPH}</p>") == (
        ReadingWarning.TEXT_MISSING,
    )


@pytest.mark.parametrize(
    "page",
    [
        TEXT,
        f"<nav><ul><li><a href=/>Beranda</a></ul></nav><main>{TEXT}</main><footer>{TEXT}</footer>",
        f"<div><h1>Bengkel</h1><div>{TEXT}</div></div><div class=sidebar><h3>Lain</h3>{TEXT}</div>",
        f"<div>{TEXT}</div><div><h3>Terbaru</h3><ul><li><a href=/1>{PARAGRAPH}</a></ul></div>",
        f"<div id=cookie>{PARAGRAPH}</div><div>{TEXT}</div><div>Hak cipta 2026</div>",
    ],
)
def test_a_page_that_is_read_but_for_its_frame_says_nothing(page: str) -> None:
    assert warnings(page) == ()


@pytest.mark.parametrize(
    ("head", "line", "address"),
    [
        ("", "<div>Halaman <a>1</a> <a>2</a> <a>Selanjutnya</a></div>", ""),
        ("", "<div>Halaman 1 <a href='?page=2'>2</a> <a href='?page=3'>3</a></div>", "?page=2"),
        ("", "<ul><li>1</li><li><a href=/b/2>2</a></li><li><a href=/b/3>3</a></li></ul>", "/b/2"),
        ("", "<p>Halaman: <b>1</b> <a href=/b/2>2</a> <a href=/b/2>Selanjutnya</a></p>", "/b/2"),
        ("", "<div>Halaman <b>1</b>/<a href='?page=2'>2</a></div>", "?page=2"),
        ("", "<a href='/bengkel?page=all'>Tampilkan semua</a>", "/bengkel?page=all"),
        ("<link rel=next href='/bengkel?page=2'>", "", "/bengkel?page=2"),
        (
            "<link rel=next href='https://melur.example/bengkel/2'>",
            "",
            "https://melur.example/bengkel/2",
        ),
    ],
)
def test_an_article_that_goes_on_on_other_pages_says_so(head: str, line: str, address: str) -> None:
    page = f"<head>{META}{head}</head><article><h1>Bengkel</h1><div>{TEXT}</div>{line}</article>"
    found = read_html(page)

    assert found.warnings == (ReadingWarning.ONE_OF_SEVERAL_PAGES,)
    assert found.next_page == (address or None)
    assert "Halaman" not in found.body


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("<link rel=next href=/artikel-lain>", ""),
        ("<link rel=next href='http://['>", ""),
        ("<link rel=next href='/2'>", ""),
        ("<link rel=next href='https://lain.example/bengkel?page=2'>", ""),
        ("", "<a rel=next href=/artikel-lain>Artikel berikutnya</a>"),
        ("", "<p>Halaman 12</p>"),
        ("", "<p>Skor akhir 1 : 2</p>"),
        ("", "<table><tr><td>1</td><td>2</td><td>3</td></tr></table>"),
        ("", "<div class=comments><div>1 <a href='?c=2'>2</a> <a href='?c=3'>3</a></div></div>"),
    ],
)
def test_an_article_on_one_page_does_not(head: str, line: str) -> None:
    page = f"<head>{META}{head}</head><article><h1>Bengkel</h1><div>{TEXT}</div>{line}</article>"

    assert warnings(page) == ()
