import pytest

from corpus.article import Kind
from corpus.formats.html import declared_charset, read_html
from corpus.formats.reading import TextBlock

PARAGRAPHS = [
    f"Paragraf {number} bercerita tentang ayam yang berkokok pada pagi hari, lalu ia diam saja."
    for number in ("satu", "dua", "tiga", "empat")
]
ARTICLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PAGE = f"""<!doctype html>
<html lang="id-ID"><head>
<title>Ayam Berkokok - Koran Pagi</title>
<meta property="og:title" content="Ayam Berkokok">
<meta property="og:site_name" content="Koran Pagi">
<meta name="author" content="Budi Santoso">
<meta property="article:published_time" content="2024-03-05T10:00:00+07:00">
<link rel="canonical" href="https://koran.example/ayam">
<style>p {{ color: red }}</style><script>var rahasia = "skrip";</script>
</head><body>
<nav><a href="/">Beranda</a> <a href="/olahraga">Olahraga</a></nav>
<article><h1>Ayam Berkokok</h1>{ARTICLE}
<h2>Daftar</h2><ul><li>Satu <b>ekor</b></li><li>Dua ekor</li></ul>
<ol><li>pertama</li><li>kedua</li></ol>
<table><tr><th>Kota</th><th>Penduduk</th></tr><tr><td>Jakarta</td><td>10 juta</td></tr>
<tr><td>Bandung</td><td>2 juta</td></tr></table>
<script>alert("skrip")</script></article>
<footer>Hak cipta Koran Pagi. Semua hak dilindungi.</footer></body></html>"""


def test_the_article_is_extracted_without_boilerplate() -> None:
    assert read_html(PAGE).body == "\n\n".join(
        [
            *PARAGRAPHS,
            "Daftar",
            "• Satu ekor\n• Dua ekor",
            "1. pertama\n2. kedua",
            "Kota: Jakarta | Penduduk: 10 juta\nKota: Bandung | Penduduk: 2 juta",
        ]
    )


def test_the_title_above_an_article_is_left_out_and_that_of_a_document_kept() -> None:
    document = PAGE.replace('<meta property="og:title" content="Ayam Berkokok">', "")

    assert read_html(PAGE).blocks[0] == TextBlock("Ayam Berkokok", Kind.HEADING, left_out=True)
    assert read_html(document).blocks[0] == TextBlock("Ayam Berkokok", Kind.HEADING)


def test_a_title_that_is_not_marked_as_a_heading_is_one() -> None:
    page = f"<title>Ayam Berkokok</title><p style='font-size: 26pt'>Ayam Berkokok</p>{ARTICLE}"

    assert read_html(page).blocks[0] == TextBlock("Ayam Berkokok", Kind.HEADING)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("<p>Koran Pagi</p>", ("Koran Pagi", None, None)),
        ("<p>Oleh Sari Contoh</p><p>12 Juni 2024</p>", (None, "Sari Contoh", "2024-06-12")),
        ("<div>Koran Pagi | 12 Juni 2024</div>", ("Koran Pagi", None, "2024-06-12")),
        ("<link rel=canonical href=https://koran.example/a>", ("koran.example", None, None)),
    ],
)
def test_lines_below_the_title_name_the_source_author_and_date(
    lines: str, expected: tuple[str | None, ...]
) -> None:
    found = read_html(f"<title>Ayam</title><h1>Ayam</h1>{lines}{ARTICLE}")

    assert (found.source, found.author, found.published) == expected
    assert found.body == "\n\n".join(["Ayam", *PARAGRAPHS])


def test_a_line_below_the_title_that_says_something_else_is_text() -> None:
    found = read_html(f"<title>Ayam</title><h1>Ayam</h1><p>tentang ayam</p>{ARTICLE}")

    assert found.body == "\n\n".join(["Ayam", "tentang ayam", *PARAGRAPHS])


def test_the_language_of_a_page_is_the_declared_one() -> None:
    assert read_html(PAGE).language == "id-ID"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>Ayam berkokok.</p>", "Ayam berkokok."),
        ("Ayam<br>berkokok", "Ayam\nberkokok"),
        ("<title>Judul</title><div>Ayam</div><div>bebek</div>", "Ayam\n\nbebek"),
        ("<title/><script src=x /><p>Ayam berkokok.</p>", "Ayam berkokok."),
        ("<p>Ayam <!-- rahasia --> berkokok", "Ayam berkokok"),
    ],
)
def test_all_text_is_read_where_no_article_is_found(page: str, expected: str) -> None:
    assert read_html(page).body == expected


def test_a_page_without_optional_tags_is_read() -> None:
    page = f"<!doctype html><meta charset=utf-8><title>Judul</title><main><h1>Ayam</h1>{ARTICLE}"

    assert read_html(page).body == "\n\n".join(["Ayam", *PARAGRAPHS])


@pytest.mark.parametrize("page", ["", "   ", "<!-- -->", "<html></html>", "<script>x()</script>"])
def test_a_page_without_text_has_an_empty_body(page: str) -> None:
    assert read_html(page).body == ""


@pytest.mark.parametrize("tag", ["div", "b", "span", "table", "ul", "blockquote"])
def test_elements_nested_a_thousand_deep_are_read(tag: str) -> None:
    page = f"<p>{PARAGRAPHS[0]}</p>" + f"<{tag}>" * 1000 + f"<p>{PARAGRAPHS[1]}"

    assert read_html(page).body.split("\n\n") == PARAGRAPHS[:2]


def test_code_blocks_keep_their_lines_and_inline_code_stays_inline() -> None:
    block = '<pre><code class="language-py">x = 1\n    y = 2</code></pre>'
    page = f"<article>{ARTICLE}<p>Tulis <code>x</code> di sini.</p>{block}</article>"

    assert read_html(page).body.endswith("Tulis x di sini.\n\nx = 1\n    y = 2")


def test_entities_that_name_entities_stay_small() -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(20))
    page = f'<!DOCTYPE html [<!ENTITY e0 "ha">{entities}]><p>Ayam &e20; berkokok.</p>'

    assert len(read_html(page).body) < 20_000


def test_no_resource_that_a_page_refers_to_is_loaded() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<p>Ayam &x; berkokok.</p><object data='file:///etc/passwd'></object>"
    )

    assert "root:" not in read_html(page).body


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b'<meta charset="Shift_JIS">', "Shift_JIS"),
        (b"<META http-equiv=Content-Type content='text/html; CHARSET=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><html>', "iso-8859-1"),
        (b"<p>charset=utf-8</p>", None),
        (b"<meta " * 10_000, None),
    ],
)
def test_the_declared_encoding_is_found(start: bytes, expected: str | None) -> None:
    assert declared_charset(start) == expected


@pytest.mark.parametrize("name", ["_ftn1", "_ftn1_lain"])
def test_a_note_below_the_text_of_words_pages_is_kept_whatever_its_anchor_is_named(
    name: str,
) -> None:
    mark = '<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>'
    note = f'<a href="#_ftnref1" name="{name}"><span class=MsoFootnoteReference>[1]</span></a>'
    page = f"""<body><div class=WordSection1>{ARTICLE}<p>Kata Sari.{mark}</p></div>
    <div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>
    <p class=MsoFootnoteText>{note} Kecuali hujan.</p></div></div></body>"""

    last, found = read_html(page).blocks[-2:]
    assert (last.text, found.text, found.kind) == ("Kata Sari.", "Kecuali hujan.", Kind.NOTE)


def test_notes_outside_the_element_of_the_article_are_kept_once() -> None:
    page = f"""<body><article><h1>Ayam</h1>{ARTICLE}<p>Kata Sari.<sup><a href=#n1>1</a></sup></p>
    </article><div class=catatan><p id=n1>Saat hujan.</p></div></body>"""

    assert [block.text for block in read_html(page).blocks][-2:] == ["Kata Sari.", "Saat hujan."]
