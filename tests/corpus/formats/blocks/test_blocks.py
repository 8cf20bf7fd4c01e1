import pytest

from corpus.article import Kind
from corpus.formats.blocks import blocks_of
from corpus.formats.markup import parse_html
from corpus.formats.reading import Extract, TextBlock
from corpus.formats.tables import LONGEST_LABEL


def blocks(html: str) -> tuple[TextBlock, ...]:
    root = parse_html(html)
    assert root is not None
    return blocks_of(root)


def text(html: str) -> str:
    return Extract(blocks(html)).body


def kinds(html: str) -> list[tuple[Kind | None, str]]:
    return [(block.kind, block.text) for block in blocks(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>a</h1>b<p>c <i>d</i>e</p>f", "a\n\nb\n\nc de\n\nf"),
        ("<p>a\n   b\t c</p>", "a b c"),
        ("<p>a <br> b</p>", "a\nb"),
        ("<pre>x = 1\n    y\n</pre>", "x = 1\n    y"),
        ("<div>a<span>b</span><o:p></o:p>c</div>", "abc"),
        ("<p>a<script>x</script>b<style>y</style>c<svg><text>z</text></svg></p>", "abc"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\nb"),
        ("<p> </p><p>\u00a0</p><p>a</p>", "a"),
    ],
)
def test_blocks_are_separated_by_blank_lines(html: str, expected: str) -> None:
    assert text(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p>Harga <!-- -->Rp5.000<!-- --> per orang.</p>",
        "<p>Harga <?php harga() ?>Rp5.000 per orang.</p>",
        "<p>Harga <q>Rp5.000</q> per orang.</p>",
        "<p>Harga <ruby>Rp5.000<rp>(</rp><rt>lima ribu</rt><rp>)</rp></ruby> per orang.</p>",
        "<p>Harga <ruby><rb>Rp5.000</rb><rtc><rt>lima ribu</rt></rtc></ruby> per orang.</p>",
        "<p>Harga <span>Rp5.000</span><wbr> per <a href=x>orang</a>.</p>",
    ],
)
def test_what_is_within_a_sentence_does_not_cut_it(html: str) -> None:
    assert text(html) == "Harga Rp5.000 per orang."


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<br><br>b<br> <br>\n<br>c<br>d</p>", ["a", "b", "c\nd"]),
        ("<div>a<br>&nbsp;<br>b</div>", ["a", "b"]),
    ],
)
def test_blank_lines_separate_paragraphs(html: str, expected: list[str]) -> None:
    assert [block.text for block in blocks(html)] == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("1,5 × 10<sup>11</sup> m", "1,5 × 10¹¹ m"),
        ("10<sup>-3</sup>", "10⁻³"),
        ("400 m<sup> 2 </sup>", "400 m ² "),
        ("CO<sub>2</sub>", "CO₂"),
        ("CO<sub><i>2</i></sub>", "CO₂"),
        ("2.450<sup>a</sup> jiwa", "2.450^a jiwa"),
        ("1<sup>st</sup>", "1st"),
        ("Ayam<sup>[butuh rujukan]</sup>", "Ayam[butuh rujukan]"),
    ],
)
def test_raised_and_lowered_characters_do_not_change_a_figure(html: str, expected: str) -> None:
    assert text(f"<p>{html}</p>") == expected.strip()


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_what_is_struck_out_is_marked(tag: str) -> None:
    html = f"<p>Harga <{tag}>Rp<b>75.000</b></{tag}> Rp50.000.</p>"

    assert text(html) == "Harga ~~Rp75.000~~ Rp50.000."


def test_each_block_that_is_struck_out_is_marked() -> None:
    assert text("<del><p>a</p>b<p>c</p></del>d") == "~~a~~\n\n~~b~~\n\n~~c~~\n\nd"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a<li>b</ul><ul><li>c</ul>", "• a\n• b\n\n• c"),
        ("<ol><li>a<ol><li>b<li>c</ol><li>d</ol>", "1. a\n1. b\n2. c\n2. d"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "• a\nb"),
        ("<ul><li></li><li>a</li></ul>b", "• a\n\nb"),
        ("<li>a</li><li>b</li>", "• a\n• b"),
        ("<ul><li>a<pre>x</pre></li></ul>", "• a\n\nx"),
    ],
)
def test_items_of_lists_are_lines(html: str, expected: str) -> None:
    assert text(html) == expected


def test_items_with_headings_are_sections() -> None:
    html = (
        "<ul><li><h3>Ada parkir?</h3><p>Ada.</p><ul><li>mobil</ul></li>"
        "<li><h3>Jam buka?</h3>Pukul delapan.</li></ul>"
        "<ol><li><h3>Daftar</h3>Isi formulir.</li></ol>"
    )
    assert kinds(html) == [
        (Kind.HEADING, "Ada parkir?"),
        (Kind.PARAGRAPH, "Ada."),
        (Kind.LIST_ITEM, "• mobil"),
        (Kind.HEADING, "Jam buka?"),
        (Kind.PARAGRAPH, "Pukul delapan."),
        (Kind.HEADING, "1. Daftar"),
        (Kind.PARAGRAPH, "Isi formulir."),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a | b\nc | d"),
        ("<table><tr><th>K<th>L<tr><td>a<td>b</table>", "K: a | L: b"),
        ("<table><thead><tr><td>K<td>L<tbody><tr><td>a<td></table>", "K: a"),
        ("<table><tr><th>K<th>L<tr><td>a<td>b<td>c</table>", "K: a | L: b | c"),
        ("<table><tr><th>K<td>a<tr><th>L:<td>b</table>", "K: a\nL: b"),
        ("<table><tr><th>K<th>L</table>", "K | L"),
        ("<table><tr><td>a<td><ul><li>b<li>c</ul></table>", "a\n• b\n• c"),
        ("<table><caption>J</caption><tr><td>a</table>b", "J\n\na\n\nb"),
        ("<table><tr><th colspan=2>J<tr><th>K<th>L<tr><td>a<td>b</table>", "J\n\nK: a | L: b"),
        ("<td>a</td>b", "a\n\nb"),
        ("<b><table><tr><td>a<td>b</table></b>", "a | b"),
    ],
)
def test_rows_of_tables_are_lines(html: str, expected: str) -> None:
    assert text(html) == expected


def test_paragraphs_of_a_cell_stay_apart() -> None:
    html = "<table><tr><th>K<th>L<tr><td><p>a</p><p>b</p><td>c<tr><td>d<td>e</table>"

    assert text(html) == "K: a\nb\nL: c\n\nK: d | L: e"


def test_merged_cells_repeat_their_text() -> None:
    rows = "<tr><td rowspan=2>a<td>b<td>c<tr><td>d<td>e<tr><td>f<td colspan=2>g<tr><td colspan=3>h"
    html = f"<table><tr><th>K<th>L<th>M{rows}</table>"

    assert text(html).split("\n") == [
        "K: a | L: b | M: c",
        "K: a | L: d | M: e",
        "K: f | L: g | M: g",
        "h",
    ]


def test_a_cell_may_be_merged_with_rows_and_columns_at_once() -> None:
    html = (
        "<table><tr><th>K<th>L<th>M<th>N"
        "<tr><td>a<td rowspan=2 colspan=2>b<td>c<tr><td>d<td>e<tr><td>f<td>g<td>h<td>i</table>"
    )
    assert text(html).split("\n") == [
        "K: a | L: b | M: b | N: c",
        "K: d | L: b | M: b | N: e",
        "K: f | L: g | M: h | N: i",
    ]


def test_a_bold_first_row_names_the_columns() -> None:
    html = (
        "<table><tr><td><p><b>Hari</b></p><td><b>Jam</b>"
        "<tr><td><b>Senin</b><td>08.00<tr><td>Selasa<td>09.00</table>"
    )
    assert text(html) == "Hari: Senin | Jam: 08.00\nHari: Selasa | Jam: 09.00"


@pytest.mark.parametrize("value", ["x", "-1", "0", "99999", "9" * 5000, "1.5"])
def test_odd_spans_do_no_harm(value: str) -> None:
    html = f"<table><tr><td rowspan={value}>a<td colspan={value}>b<tr><td>c<td>d</table>"

    assert set("abcd") <= set(text(html))


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


def test_each_block_has_the_kind_of_its_element() -> None:
    html = (
        "<h2>Harga</h2><p>Berlaku hari ini.</p><ul><li>telur</ul><table><tr><td>a<td>b</table>"
        "<blockquote>Segar!</blockquote><pre>ayam()</pre><dl><dt>Ayam<dd>Unggas.</dl>"
        "<aside>Catatan.</aside><div role=note>Awas.</div><div class='admonition tip'>Coba.</div>"
        "<details><summary>Di mana?</summary>Di sini.</details>"
    )
    assert kinds(html) == [
        (Kind.HEADING, "Harga"),
        (Kind.PARAGRAPH, "Berlaku hari ini."),
        (Kind.LIST_ITEM, "• telur"),
        (Kind.TABLE_ROW, "a | b"),
        (Kind.QUOTATION, "Segar!"),
        (Kind.CODE, "ayam()"),
        (Kind.HEADING, "Ayam"),
        (Kind.PARAGRAPH, "Unggas."),
        (Kind.NOTE, "Catatan."),
        (Kind.NOTE, "Awas."),
        (Kind.NOTE, "Coba."),
        (Kind.HEADING, "Di mana?"),
        (Kind.PARAGRAPH, "Di sini."),
    ]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p><b>Ada parkir?</b></p>", Kind.HEADING),
        ("<p><strong>Ada <i>parkir</i>?</strong></p>", Kind.HEADING),
        ("<p><b>Ada</b> parkir?</p>", Kind.PARAGRAPH),
        ("<p><b>Parkir ada di belakang.</b></p>", Kind.PARAGRAPH),
        ("<p><b>Syaratnya:</b></p>", Kind.PARAGRAPH),
        (f"<p><b>{'parkir ' * 30}</b></p>", Kind.PARAGRAPH),
        ("<ul><li><b>Ada parkir?</b></ul>", Kind.LIST_ITEM),
        (f"<h2>{'Ayam berkokok. ' * 20}</h2>", Kind.PARAGRAPH),
    ],
)
def test_a_short_bold_paragraph_is_a_heading_and_a_long_heading_is_not(
    html: str, kind: Kind
) -> None:
    assert [block.kind for block in blocks(html)] == [kind]
