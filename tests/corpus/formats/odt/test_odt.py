import pytest

from corpus.article import Kind
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.odt import read_odt
from corpus.formats.reading import ReadingWarning, TextBlock
from tests.corpus.formats.documents import archive, odt, odt_style, odt_styles


def texts(body: str, styles: str = "", members: dict[str, str] | None = None) -> list[str]:
    blocks = read_odt(odt(body, styles, members=members)).blocks
    return [block.text for block in blocks if not block.left_out]


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_headings_paragraphs_lists_and_tables_are_read_in_order() -> None:
    row = "<table:table-row>{}</table:table-row>"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = (
        '<text:h text:outline-level="1">Judul</text:h>'
        + p("Ayam <text:span>jago</text:span>.")
        + f"<text:list><text:list-item>{p('satu')}</text:list-item>"
        f"<text:list-item>{p('dua')}</text:list-item></text:list>"
        + "<table:table><table:table-header-rows>"
        + row.format(cell.format("Kota") + cell.format("Isi"))
        + "</table:table-header-rows>"
        + row.format(cell.format("Solo") + cell.format("500"))
        + "</table:table>"
    )

    assert read_odt(odt(body)).blocks == (
        TextBlock("Judul", Kind.HEADING),
        TextBlock("Ayam jago.", Kind.PARAGRAPH),
        TextBlock("• satu", Kind.LIST_ITEM),
        TextBlock("• dua", Kind.LIST_ITEM, follows=True),
        TextBlock("Kota: Solo | Isi: 500", Kind.TABLE_ROW),
    )


def test_spaces_tabs_and_breaks_are_read_as_they_show() -> None:
    body = p(
        "  a \n  b<text:span> </text:span> c <text:s text:c='2'/>d<text:tab/>e<text:line-break/>f"
    )

    assert texts(body) == ["a b c   d e\nf"]


def test_a_document_made_of_spaces_stays_small() -> None:
    assert len(texts(p('a<text:s text:c="9999"/>b'))[0]) < 200


def test_raised_lowered_and_struck_out_text_is_marked() -> None:
    styles = (
        odt_style("T1", 'style:text-position="super 58%"')
        + odt_style("T2", 'style:text-position="-33% 58%"')
        + odt_style("T3", 'style:text-line-through-style="solid"')
        + odt_style("T4", 'style:text-position="0% 100%"')
    )
    span = '<text:span text:style-name="{}">{}</text:span>'
    body = p(
        f"10{span.format('T1', '11')} m CO{span.format('T2', '2')} {span.format('T3', 'Rp75')}"
        f" Rp50 {span.format('T4', '3')}"
    )

    assert texts(body, styles) == ["10¹¹ m CO₂ ~~Rp75~~ Rp50 3"]


def test_hidden_text_is_left_out_also_if_a_style_hides_it() -> None:
    styles = odt_style("P2", "", "paragraph", 'style:parent-style-name="Gaib"')
    gaib = odt_styles(odt_style("Gaib", 'text:display="none"', "paragraph"))
    body = (
        p("a", "P2")
        + p('<text:hidden-text text:is-hidden="true">b</text:hidden-text>c')
        + p('<text:hidden-text text:is-hidden="false">d</text:hidden-text>')
        + f'<text:section text:display="none">{p("e")}</text:section>'
        + f"<text:tracked-changes><text:changed-region>{p('f')}</text:changed-region>"
        "</text:tracked-changes>"
    )

    assert texts(body, styles, gaib) == ["c", "d"]


def test_notes_and_frames_follow_the_paragraph_that_they_stand_in() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('Sensus.')}</text:note-body></text:note>"
    )
    frame = f"<draw:frame><draw:text-box>{p('kotak')}</draw:text-box></draw:frame>"
    comment = f"<office:annotation>{p('komentar')}</office:annotation>"

    assert read_odt(odt(p(f"2.450{note} jiwa{frame}{comment}."))).blocks == (
        TextBlock("2.450 jiwa.", Kind.PARAGRAPH),
        TextBlock("kotak", Kind.PARAGRAPH),
        TextBlock("Sensus.", Kind.NOTE),
    )


def test_a_table_of_contents_is_left_out() -> None:
    contents = (
        f"<text:table-of-content><text:index-body>{p('Bab 3')}</text:index-body>"
        "</text:table-of-content>"
    )
    body = contents + p("Bab 5", "Contents_20_1") + p("Teks.")

    blocks = read_odt(odt(body)).blocks
    assert [(block.text, block.left_out) for block in blocks] == [
        ("Bab 3", True),
        ("Bab 5", True),
        ("Teks.", False),
    ]


def test_merged_cells_are_repeated() -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}>{p(text)}</table:table-cell>"

    covered = "<table:covered-table-cell/>"
    tall, wide = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    row = "<table:table-row {}>{}</table:table-row>"
    names = row.format("", cell("Poli") + cell("Anak") + cell("Dewasa"))
    rows = (
        f"<table:table-header-rows>{names}</table:table-header-rows>"
        + row.format("", cell("Gigi", tall) + cell("10") + cell("20"))
        + row.format("", covered + cell("gratis", wide) + covered)
        + row.format('table:visibility="collapse"', cell("x") + cell("y"))
    )

    assert texts(f"<table:table>{rows}</table:table>") == [
        "Poli: Gigi | Anak: 10 | Dewasa: 20",
        "Poli: Gigi | Anak: gratis | Dewasa: gratis",
    ]


def test_a_first_row_in_bold_has_the_names_of_the_columns() -> None:
    bold = odt_style("B", 'fo:font-weight="bold"', "paragraph")
    cell = "<table:table-cell>{}</table:table-cell>"
    rows = "".join(
        f"<table:table-row>{cell.format(p(a, style))}{cell.format(p(b, style))}</table:table-row>"
        for a, b, style in (("Kota", "Isi", "B"), ("Solo", "500", ""))
    )

    assert texts(f"<table:table>{rows}</table:table>", bold) == ["Kota: Solo | Isi: 500"]


def test_a_cell_repeated_ten_thousand_times_is_as_wide_as_a_table_can_be() -> None:
    cells = (
        f"<table:table-cell>{p('a')}</table:table-cell>"
        '<table:table-cell table:number-columns-repeated="9999"/>'
    )

    assert texts(f"<table:table><table:table-row>{cells}</table:table-row></table:table>") == ["a"]


def test_title_author_and_date_come_from_styles_or_else_from_the_properties() -> None:
    meta = (
        "<office:meta><dc:title>Judul</dc:title><meta:initial-creator>Ani</meta:initial-creator>"
        "<dc:creator>Budi</dc:creator></office:meta>"
    )
    plain = read_odt(odt(p("isi"), meta=meta))
    styled = read_odt(
        odt(p("Buku", "Title") + p("Cici", "Author") + p("2024-06-12", "Date"), meta=meta)
    )

    assert (plain.title, plain.author, plain.published) == ("Judul", "Ani", None)
    assert (styled.title, styled.author, styled.published) == ("Buku", "Cici", "2024-06-12")


def test_the_title_page_before_the_first_heading_has_the_title() -> None:
    styles = odt_style("P1", 'fo:font-size="28pt"', "paragraph")
    body = p("Panitia Kemah") + p("Buku Saku", "P1") + "<text:h>Pendahuluan</text:h>"

    assert read_odt(odt(body, styles)).title == "Buku Saku"


def test_a_placeholder_is_no_text() -> None:
    found = read_odt(odt(p("Nama: <text:placeholder>&lt;nama&gt;</text:placeholder>")))

    assert (found.body, found.warnings) == ("Nama:", (ReadingWarning.PLACEHOLDERS,))


def test_a_document_with_a_password_is_encrypted() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    with pytest.raises(UnreadableError) as raised:
        read_odt(odt("", members={"META-INF/manifest.xml": manifest, "content.xml": b"\x00"}))

    assert raised.value.reason is Unreadable.ENCRYPTED


def test_an_archive_without_text_is_damaged() -> None:
    with pytest.raises(UnreadableError) as raised:
        read_odt(archive({"content.xml": "<a/>"}))

    assert raised.value.reason is Unreadable.DAMAGED


def test_text_is_read_to_any_depth_that_xml_has() -> None:
    deep = "<text:span>" * 240 + "dalam" + "</text:span>" * 240

    assert texts(p(deep)) == ["dalam"]
