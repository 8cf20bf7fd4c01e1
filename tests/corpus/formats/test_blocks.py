import pytest

from corpus.article import Kind
from corpus.formats.blocks import LONGEST_LABEL, blocks_of, row_text
from corpus.formats.markup import parse_html
from corpus.formats.reading import Extract


def text(html: str) -> str:
    root = parse_html(html)
    assert root is not None
    return Extract(blocks_of(root)).body


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>a</h1>b<p>c <i>d</i>e</p>f", "a\n\nb\n\nc de\n\nf"),
        ("<p>a\n   b\t c</p>", "a b c"),
        ("<p>a <br> b</p>", "a\nb"),
        ("<pre>x = 1\n    y\n</pre>", "x = 1\n    y"),
        ("<div>a<span>b</span><o:p></o:p>c</div>", "abc"),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>", "漢字"),
        ("<p>a<script>x</script>b<style>y</style>c<svg><text>z</text></svg></p>", "abc"),
        ("<p>a<button>klik</button><textarea>isi</textarea></p>", "a"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\nb"),
        ("<p> </p><p>\u00a0</p><p>a</p>", "a"),
    ],
)
def test_blocks_are_separated_by_blank_lines(html: str, expected: str) -> None:
    assert text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a<li>b</ul><ul><li>c</ul>", "• a\n• b\n\n• c"),
        ("<ol><li>a<ol><li>b<li>c</ol><li>d</ol>", "1. a\n1. b\n2. c\n2. d"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ol start=x><li>a</ol>", "1. a"),
        (f"<ol start={'9' * 5000}><li>a</ol>", "1. a"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "• a\nb"),
        ("<ul><li></li><li>a</li></ul>b", "• a\n\nb"),
        ("<li>a</li>", "• a"),
    ],
)
def test_items_of_lists_are_lines(html: str, expected: str) -> None:
    assert text(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\nc | d"),
        ("<table><tr><th>K<th>L<tr><td>a<td>b</table>", "K: a | L: b"),
        ("<table><thead><tr><td>K<td>L<tbody><tr><td>a<td></table>", "K: a"),
        ("<table><tr><th>K<th>L<tr><td>a<td>b<td>c</table>", "a | b | c"),
        ("<table><tr><th>K<td>a<tr><th>L:<td>b</table>", "K: a\nL: b"),
        ("<table><tr><th>K<th>L</table>", "K | L"),
        ("<table><tr><td><p>a</p><p>b</p><td><ul><li>c</ul></table>", "a b | • c"),
        ("<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>", "a b | c | d"),
        ("<table><caption>J</caption><tr><td>a</table>b", "J\n\na\n\nb"),
        ("<td>a</td>b", "a\n\nb"),
    ],
)
def test_rows_of_tables_are_lines(html: str, expected: str) -> None:
    assert text(html) == expected


def test_a_page_laid_out_as_a_table_is_read_as_a_page() -> None:
    paragraph = "Ayam berkokok pada pagi hari. " * 15
    html = f"<table><tr><td>menu<td><p>{paragraph}</p><p>{paragraph}</p></table>"

    assert text(html) == f"menu\n\n{paragraph.strip()}\n\n{paragraph.strip()}"


def test_a_long_column_heading_is_not_repeated_in_each_row() -> None:
    long = "k" * (LONGEST_LABEL + 1)
    rows = "<tr><td>a<td>b" * 3

    assert text(f"<table><tr><th>{long}<th>L{rows}</table>") == "\n".join(
        [f"{long} | L", *["a | b"] * 3]
    )


def test_a_row_omits_empty_cells() -> None:
    assert row_text(["a", "", "c"], ["K", "L", ""]) == "K: a | c"


def test_each_block_has_the_kind_of_its_element() -> None:
    root = parse_html(
        "<h2>Harga</h2><p>Berlaku hari ini.</p><ul><li>telur</ul><table><tr><td>a<td>b</table>"
        "<blockquote>Segar!</blockquote><pre>ayam()</pre>"
    )
    assert root is not None
    assert [(block.kind, block.text) for block in blocks_of(root)] == [
        (Kind.HEADING, "Harga"),
        (Kind.PARAGRAPH, "Berlaku hari ini."),
        (Kind.LIST_ITEM, "• telur"),
        (Kind.TABLE_ROW, "a | b"),
        (Kind.QUOTATION, "Segar!"),
        (Kind.CODE, "ayam()"),
    ]
