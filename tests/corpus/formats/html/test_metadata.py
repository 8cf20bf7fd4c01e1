import json

import pytest

from corpus.formats.html import read_html
from corpus.formats.html.metadata import Metadata, read_metadata
from corpus.formats.markup import parse_html


def read(head: str, body: str = "<p>Ayam berkokok.</p>") -> Metadata:
    root = parse_html(f"<html><head>{head}</head><body>{body}</body></html>")
    assert root is not None
    return read_metadata(root)


def data(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


@pytest.mark.parametrize(
    "head",
    [
        "<meta property=og:title content='Ayam Berkokok'>",
        "<meta name=twitter:title content='Ayam Berkokok'><title>Koran</title>",
        "<title>Ayam Berkokok</title>",
        "<title>\n Ayam   Berkokok </title>",
        "<title>Ayam Berkokok - Koran Pagi</title><meta property=og:site_name content='Koran"
        " Pagi'>",
        "<title>Koran Pagi | Ayam Berkokok</title><meta property=og:site_name content='koran"
        " pagi'>",
        "<title>Ayam Berkokok » koranpagi.id</title><link rel=canonical"
        " href=https://koranpagi.id/a>",
        data(**{"@type": "NewsArticle", "headline": "Ayam Berkokok"}),
    ],
)
def test_the_title_is_without_the_name_of_the_site(head: str) -> None:
    assert read(head).title == "Ayam Berkokok"


@pytest.mark.parametrize("separator", [" - ", " | ", " – ", " — ", " · ", " » ", " :: "])
def test_what_follows_the_heading_in_the_title_is_the_site(separator: str) -> None:
    found = read(f"<title>Ayam - Bebek{separator}Koran Pagi</title>", "<h1>Ayam - Bebek</h1>")

    assert (found.title, found.site) == ("Ayam - Bebek", "Koran Pagi")


def test_a_dash_in_a_title_is_a_part_of_it() -> None:
    assert read("<title>Perang 1950 - 1953</title>").title == "Perang 1950 - 1953"


def test_a_page_without_a_title_takes_its_heading() -> None:
    assert read("", "<h1>Ayam <i>Berkokok</i></h1>").title == "Ayam Berkokok"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta property=og:site_name content='Koran Pagi'>", "Koran Pagi"),
        (data(**{"@type": "Article", "publisher": {"name": "Koran Pagi"}}), "Koran Pagi"),
        ("<link rel=canonical href=https://www.koran.example/a>", None),
        ("", None),
    ],
)
def test_the_site_is_found_where_the_page_states_it(head: str, expected: str | None) -> None:
    assert read(head).site == expected


def test_an_address_that_is_none_has_no_host() -> None:
    assert read("<link rel=canonical href='http://['>").host is None


def test_the_host_is_that_of_the_address_that_the_page_states() -> None:
    assert read("<link rel=canonical href=https://www.koran.example/a>").host == "koran.example"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta name=author content='Sari Contoh'>", ""),
        (
            "<meta property=article:author content='https://x.example/sari'>",
            "<p id=penulis>Sari Contoh",
        ),
        (data(**{"@type": "BlogPosting", "author": {"name": "Sari Contoh"}}), ""),
        (data(**{"@graph": [{"@type": ["Thing", "Article"], "author": ["Sari Contoh"]}]}), ""),
        ("", "<div class=detail__author>Sari Contoh - <span>Koran Pagi</span></div>"),
        ("", "<p class=byline>Oleh: <a href=/s>Sari Contoh</a> | 12 Juni 2024</p>"),
        ("", "<a rel=author href=/s>Sari Contoh</a>"),
        (
            "<meta name=author content=Admin>",
            "<div class=comment-author>Budi</div><a rel=author>Sari Contoh",
        ),
    ],
)
def test_the_author_is_found_where_the_page_states_it(head: str, body: str) -> None:
    assert read(head, body).author == "Sari Contoh"


def test_several_authors_are_one_line() -> None:
    authors = [{"name": "Sari Contoh"}, {"name": "Tri Contoh"}, {"name": "Sari Contoh"}]

    assert read(data(**{"@type": "Article", "author": authors})).author == "Sari Contoh, Tri Contoh"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta property=article:published_time content=2024-06-12T10:15:00+07:00>", ""),
        ("<meta name=publishdate content='2024/06/12 10:15:00'>", ""),
        ("<meta name=dcterms.date content=20240612>", ""),
        (data(**{"@type": "Article", "datePublished": "2024-06-12"}), ""),
        ("", "<time datetime=2024-06-12T10:15>kemarin</time>"),
        ("", "<div class=detail__date>Rabu, 12 Jun 2024 10:15 WIB</div>"),
        ("", "<h1>Ayam</h1><div>Rabu, 12 Juni 2024</div><p>Ayam bertelur sejak 1 Mei 2020.</p>"),
    ],
)
def test_the_date_is_found_where_the_page_states_it(head: str, body: str) -> None:
    assert read(head, body).published == "2024-06-12"


def test_a_date_in_a_paragraph_is_not_that_of_the_article() -> None:
    long = (
        "Ayam itu bertelur setiap hari sejak tanggal <b>1 Januari 2025</b>, kata pemiliknya. " * 2
    )

    assert read("", f"<h1>Ayam</h1><p>{long}</p>").published is None


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 100_000,
        "null",
        '"Article"',
        '{"@type": null, "author": 5}',
        '{"@type": "Article", "author": {"name": {"name": "x"}}, "headline": ["", 7]}',
        '{"@type": "Article", "headline": "Ayam\n Berkokok"}',
    ],
)
def test_odd_data_does_no_harm(script: str) -> None:
    found = read(
        f'<script type="application/ld+json">{script}</script><title>Ayam Berkokok</title>'
    )

    assert found.title == "Ayam Berkokok"


def test_a_date_in_a_sentence_is_not_when_the_page_was_published() -> None:
    sentence = "<p>Pasar dibuka <time datetime=2025-01-01>1 Januari</time> oleh bupati.</p>"
    page = f"<article><h1>Pasar</h1>{sentence}</article>"
    line = "<p>Dewi, <time datetime=2026-02-03>Selasa</time></p>"

    assert read_html(page).published is None
    assert read_html(page.replace("<p>", f"{line}<p>", 1)).published == "2026-02-03"
