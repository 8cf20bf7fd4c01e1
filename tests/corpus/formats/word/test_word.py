import pytest

from corpus.article import Kind
from corpus.formats.reading import ReadingWarning, TextBlock
from corpus.formats.word import read_word
from tests.corpus.formats.documents import (
    WORD_NAMESPACE,
    archive,
    docx,
    relationships,
    word_paragraph,
    word_part,
    word_run,
    word_style,
    word_table,
)

NUMBERING = f"""<w:numbering xmlns:w="{WORD_NAMESPACE}">
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def properties(title: str, creator: str = "Budi") -> dict[str, str]:
    return {
        "docProps/core.xml": '<cp xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator></cp>"
    }


def test_paragraphs_headings_lists_and_tables_are_read_in_order() -> None:
    body = (
        word_paragraph("Judul", "Heading1")
        + word_paragraph("Ayam & bebek <jago>.")
        + "".join(word_paragraph(text, number="3") for text in ("satu", "dua"))
        + word_paragraph("dalam", number="3", level=1)
        + word_paragraph("tiga", number="3")
        + word_paragraph("lain", "ListBullet")
        + word_paragraph("urut", "ListNumber")
        + word_table([["Kota", "Isi"], ["Jakarta", "10 juta"], ["Bandung", ""]], heading=True)
        + word_table([["a", "b"], ["c", "d"]])
    )

    body_read = read_word(docx(body, {"word/numbering.xml": NUMBERING})).body
    assert body_read.split("\n\n") == [
        "Judul",
        "Ayam & bebek <jago>.",
        "1. satu\n2. dua\n• dalam\n3. tiga",
        "• lain",
        "1. urut",
        "Kota: Jakarta | Isi: 10 juta\nKota: Bandung",
        "a | b\nc | d",
    ]


def test_runs_tabs_and_breaks_are_read_as_they_show() -> None:
    run = (
        "<w:r><w:t>ay</w:t></w:r><w:r><w:t>am</w:t><w:tab/><w:t>jago</w:t><w:br/><w:t>x</w:t></w:r>"
    )

    assert read_word(docx(f"<w:p>{run}</w:p>")).body == "ayam jago\nx"


def test_tracked_deletions_and_field_codes_are_left_out() -> None:
    paragraph = (
        "<w:p><w:del><w:r><w:delText>lama</w:delText><w:t>lama</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>baru</w:t></w:r></w:ins>"
        '<w:r><w:instrText>HYPERLINK "http://x.example"</w:instrText></w:r></w:p>'
    )

    assert read_word(docx(paragraph)).body == "baru"


def test_content_controls_and_tables_within_tables_are_read() -> None:
    body = (
        f"<w:sdt><w:sdtContent>{word_paragraph('kotak')}</w:sdtContent></w:sdt>"
        f"<w:tbl><w:tr><w:tc>{word_paragraph('luar')}"
        f"{word_table([['dalam', 'lagi']])}</w:tc></w:tr>"
        f"<w:sdt><w:sdtContent><w:tr><w:tc>{word_paragraph('baris')}</w:tc></w:tr>"
        "</w:sdtContent></w:sdt>"
        "</w:tbl>"
    )

    assert read_word(docx(body)).body == "kotak\n\nluar\n\ndalam | lagi\n\nbaris"


def test_a_table_of_headings_only_is_not_lost() -> None:
    assert read_word(docx(word_table([["Kota", "Isi"]], heading=True))).body == "Kota | Isi"


def test_a_document_saved_as_strict_is_read_too() -> None:
    body = f"<w:body>{word_paragraph('Ayam.')}</w:body>"
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{namespace}">{body}</w:document>'

    assert read_word(archive({"word/document.xml": document})).body == "Ayam."


def test_title_and_author_come_from_the_properties() -> None:
    found = read_word(docx(word_paragraph("isi"), properties("Ayam Berkokok")))

    assert (found.title, found.author) == ("Ayam Berkokok", "Budi")


@pytest.mark.parametrize("title", ["", "Document1", "Microsoft Word - surat.doc", " untitled "])
def test_a_default_title_is_replaced_by_a_heading(title: str) -> None:
    body = word_paragraph("isi") + word_paragraph("Judul Sebenarnya", "Title")

    assert read_word(docx(body, properties(title))).title == "Judul Sebenarnya"


def test_an_empty_document_has_an_empty_body() -> None:
    found = read_word(docx(""))

    assert (found.body, found.title) == ("", None)


def texts(body: str, members: dict[str, str] | None = None) -> list[str]:
    return [block.text for block in read_word(docx(body, members)).blocks if not block.left_out]


def left_out(body: str, members: dict[str, str] | None = None) -> list[str]:
    return [block.text for block in read_word(docx(body, members)).blocks if block.left_out]


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        f"{mark.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>"
        f"{mark.format('separate')}{result}{mark.format('end')}"
    )


def test_raised_lowered_and_struck_out_text_is_marked() -> None:
    raised, lowered = ('<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>')
    runs = (
        word_run("10") + word_run("11", raised) + word_run(" m CO") + word_run("2", lowered)
        + word_run(" m") + word_run("2", '<w:position w:val="6"/>')
        + word_run(" Rp75", "<w:strike/>") + word_run(" Rp50") + word_run(" x", "<w:dstrike/>")
    )  # fmt: skip

    assert texts(word_paragraph(runs)) == ["10¹¹ m CO₂ m² ~~Rp75~~ Rp50 ~~x~~"]


def test_text_moved_by_less_than_half_a_line_is_not_raised() -> None:
    runs = word_run("10") + word_run("11", '<w:position w:val="2"/>')

    assert texts(word_paragraph(runs)) == ["1011"]


def test_hidden_text_is_left_out_also_if_a_style_hides_it() -> None:
    styles = word_part(
        "styles",
        '<w:style w:type="character" w:styleId="Gaib"><w:rPr><w:vanish/></w:rPr></w:style>'
        + word_style("Rahasia", run="<w:vanish/>")
        + word_style("Turunan", based_on="Rahasia"),
    )
    gaib = '<w:rStyle w:val="Gaib"/>'
    body = (
        word_paragraph(
            word_run("a") + word_run("b", "<w:vanish/>") + word_run("c", gaib)
            + word_run("d", f'{gaib}<w:vanish w:val="0"/>')
        )
        + word_paragraph("e", "Turunan")
        # Two styles that both hide undo each other, as Word does.
        + word_paragraph(word_run("f", gaib), "Turunan")
    )  # fmt: skip

    assert texts(body, styles) == ["ad", "f"]


def test_notes_follow_the_paragraph_that_refers_to_them_without_their_marks() -> None:
    notes = word_part(
        "footnotes",
        '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{word_run("Sensus 2020.")}</w:p>'
        "</w:footnote>",
    ) | word_part("endnotes", f'<w:endnote w:id="2">{word_paragraph("Lampiran.")}</w:endnote>')
    custom = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    body = (
        word_paragraph(
            word_run("2.450") + custom + word_run(" jiwa")
            + '<w:r><w:endnoteReference w:id="2"/></w:r>'
        )
        + word_paragraph("Lanjut.")
    )  # fmt: skip

    blocks = read_word(docx(body, notes)).blocks
    assert [(block.text, block.kind) for block in blocks] == [
        ("2.450 jiwa", Kind.PARAGRAPH),
        ("Sensus 2020.", Kind.NOTE),
        ("Lampiran.", Kind.NOTE),
        ("Lanjut.", Kind.PARAGRAPH),
    ]


def test_a_text_box_follows_the_paragraph_that_it_is_anchored_in() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{word_paragraph('kotak')}</w:txbxContent></w:pict></w:r>"
    body = word_paragraph(word_run("sebelum") + box + word_run(" sesudah"))

    assert texts(body) == ["sebelum sesudah", "kotak"]


def test_a_table_of_contents_is_left_out_however_it_is_marked() -> None:
    by_control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{word_paragraph('Isi 3')}</w:sdtContent></w:sdt>"
    )
    by_style = word_paragraph("Bab dua 5", "Verzeichnis1")
    by_field = word_paragraph(field(r"TOC \\o", word_run("Bab tiga 7")))
    by_simple_field = f'<w:p><w:fldSimple w:instr=" TOC ">{word_run("Bab 8")}</w:fldSimple></w:p>'
    styles = word_part("styles", word_style("Verzeichnis1", "toc 1"))
    body = by_control + by_style + by_field + by_simple_field + word_paragraph("Teks.")

    assert left_out(body, styles) == ["Isi 3", "Bab dua 5", "Bab tiga 7", "Bab 8"]
    assert texts(body, styles) == ["Teks."]


def test_the_heading_of_a_table_of_contents_is_left_out_with_it() -> None:
    body = (
        word_paragraph("Panduan", "Title")
        + word_paragraph("Daftar Isi", "Heading1")
        + word_paragraph("Bab 3", "TOC1")
    )

    assert left_out(body) == ["Daftar Isi", "Bab 3"]


def test_a_field_over_several_paragraphs_shows_its_result_only() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF</w:instrText></w:r>'
    body = (
        word_paragraph(word_run("a") + begin + field("REF", word_run("syarat")))
        + word_paragraph(
            word_run("kode") + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + word_run("hasil") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    )  # fmt: skip

    assert texts(body) == ["a", "hasil"]


def test_a_field_that_never_ends_hides_nothing_beyond_its_paragraph() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'

    assert texts(word_paragraph(begin + word_run("a")) + word_paragraph("b")) == ["b"]


def test_merged_cells_and_rows_are_read() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{word_paragraph(text)}</w:tc>"

    first, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide, before = '<w:gridSpan w:val="2"/>', '<w:gridBefore w:val="1"/>'
    table = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        f"{cell('Poli')}{cell('Anak')}{cell('Dewasa')}</w:tr>"
        f"<w:tr>{cell('Gigi', first)}{cell('10')}{cell('20')}</w:tr>"
        f"<w:tr>{cell('', below)}{cell('gratis', wide)}</w:tr>"
        f"<w:tr><w:trPr>{before}</w:trPr>{cell('30')}{cell('40')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('hapus')}</w:tr>"
        f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('gaib')}</w:tr></w:tbl>"
    )

    assert texts(table) == [
        "Poli: Gigi | Anak: 10 | Dewasa: 20",
        "Poli: Gigi | Anak: gratis | Dewasa: gratis",
        "Anak: 30 | Dewasa: 40",
    ]


@pytest.mark.parametrize("look", ['w:val="0020"', 'w:firstRow="1" w:val="0000"'])
def test_a_first_row_that_the_style_of_its_table_shows_in_bold_has_the_names(look: str) -> None:
    style = (
        '<w:style w:type="table" w:styleId="Grid"><w:tblStylePr w:type="firstRow">'
        "<w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>"
    )
    table = word_table([["Kota", "Isi"], ["Solo", "500"]]).replace(
        "<w:tbl>", f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblLook {look}/></w:tblPr>'
    )

    assert texts(table, word_part("styles", style)) == ["Kota: Solo | Isi: 500"]
    assert texts(table) == ["Kota | Isi", "Solo | 500"]


def test_headings_are_recognized_by_name_outline_level_and_base_of_their_style() -> None:
    styles = word_part(
        "styles",
        word_style("berschrift1", "heading 1")
        + word_style("JudulBab", "Judul Bab", "berschrift1")
        + word_style("Pasal", properties='<w:outlineLvl w:val="2"/>')
        + word_style("Biasa", based_on="berschrift1", properties='<w:outlineLvl w:val="9"/>'),
    )
    body = (
        "".join(word_paragraph(each, each) for each in ("berschrift1", "JudulBab", "Pasal"))
        + word_paragraph("langsung", properties='<w:outlineLvl w:val="0"/>')
        + word_paragraph("Biasa", "Biasa")
        + word_paragraph("panjang " * 100, "Pasal")
    )

    kinds = [block.kind for block in read_word(docx(body, styles)).blocks]
    assert kinds == [*[Kind.HEADING] * 4, Kind.PARAGRAPH, Kind.PARAGRAPH]


def test_quotations_and_code_are_recognized_by_their_styles() -> None:
    body = (
        word_paragraph("Bijak.", "IntenseQuote")
        + word_paragraph("a = 1", "SourceCode")
        + word_paragraph("  b = 2", "SourceCode")
    )

    blocks = read_word(docx(body)).blocks
    assert [(block.text, block.kind) for block in blocks] == [
        ("Bijak.", Kind.QUOTATION),
        ("a = 1\n  b = 2", Kind.CODE),
    ]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    deleted = word_paragraph("Paragraf ini ", properties="<w:rPr><w:del/></w:rPr>")

    assert texts(deleted + word_paragraph("bersambung.")) == ["Paragraf ini bersambung."]
    assert texts(deleted) == ["Paragraf ini "]


def test_a_large_first_letter_belongs_to_its_paragraph() -> None:
    letter = word_paragraph("P", properties='<w:framePr w:dropCap="drop"/>')

    assert texts(letter + word_paragraph("agi itu cerah.")) == ["Pagi itu cerah."]


def test_pronunciations_and_line_ends_within_text_are_not_shown() -> None:
    ruby = (
        f"<w:ruby><w:rt>{word_run('かん')}</w:rt><w:rubyBase>{word_run('漢')}</w:rubyBase></w:ruby>"
    )

    assert texts(word_paragraph(f"<w:r>{ruby}</w:r>" + word_run("字\n baru"))) == ["漢字  baru"]


def test_an_equation_is_written_on_one_line() -> None:
    run = "<m:r><m:t>{}</m:t></m:r>"
    base, exponent = f"<m:e>{run.format(10)}</m:e>", f"<m:sup>{run.format(11)}</m:sup>"
    power = f"<m:sSup>{base}{exponent}</m:sSup>"
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

    assert texts(word_paragraph(word_run("x = ") + f"<m:oMath {math}>{power}</m:oMath>")) == [
        "x = 10¹¹"
    ]


def test_signs_of_the_font_symbol_are_read() -> None:
    runs = '<w:r><w:sym w:font="Symbol" w:char="F0B1"/><w:sym w:font="Symbol" w:char="x"/></w:r>'
    private = word_run("\uf0b0", '<w:rFonts w:ascii="Symbol"/>')

    assert texts(word_paragraph(runs + word_run("2") + private)) == ["±2°"]


@pytest.mark.parametrize("inline", [True, False])
def test_the_prompt_of_an_empty_content_control_is_no_text(inline: bool) -> None:
    prompt = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    if inline:
        control = f"<w:sdt>{prompt}<w:sdtContent>{word_run('Klik')}</w:sdtContent></w:sdt>"
        body = word_paragraph(word_run("Nama: ") + control)
    else:
        control = f"<w:sdt>{prompt}<w:sdtContent>{word_paragraph('Klik')}</w:sdtContent></w:sdt>"
        body = word_paragraph("Nama: ") + control

    found = read_word(docx(body))
    assert (found.body, found.warnings) == ("Nama:", (ReadingWarning.PLACEHOLDERS,))


def test_the_title_page_before_the_first_heading_has_the_title() -> None:
    large, centred = '<w:sz w:val="48"/>', '<w:jc w:val="center"/>'
    body = (
        word_paragraph("Panitia Kemah", properties=centred)
        + word_paragraph(word_run("BUKU SAKU", large), properties=centred)
        + word_paragraph(word_run("RELAWAN", large), properties=centred)
        + word_paragraph("")
        + word_paragraph("Edisi 2025", properties=centred)
        + word_paragraph("Pendahuluan", "Heading1")
    )

    assert read_word(docx(body)).title == "BUKU SAKU RELAWAN"


def test_the_paragraphs_of_a_title_block_have_title_author_and_date() -> None:
    styles = word_part(
        "styles",
        word_style("Title")
        + "".join(word_style(each, based_on="Title") for each in ("Subtitle", "Author", "Date")),
    )
    body = (
        word_paragraph("Buku", "Title") + word_paragraph("Saku", "Title")
        + word_paragraph("Edisi dua", "Subtitle") + word_paragraph("Ani", "Author")
        + word_paragraph("2024-06-12", "Date") + word_paragraph("Bab", "Title")
    )  # fmt: skip
    found = read_word(docx(body, properties("Judul berkas") | styles))

    assert (found.title, found.author, found.published) == ("Buku Saku", "Ani", "2024-06-12")
    assert [block.kind for block in found.blocks][2:5] == [Kind.PARAGRAPH] * 3


@pytest.mark.parametrize("creator", ["python-docx", "Microsoft Office User", "admin"])
def test_the_name_of_a_program_or_computer_is_no_author(creator: str) -> None:
    assert read_word(docx(word_paragraph("isi"), properties("a", creator))).author is None


def test_the_text_is_where_the_relationships_say() -> None:
    data = archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relationships({"r1": ("officeDocument", "/word/document22.xml")}),
            "word/_rels/document22.xml.rels": relationships({"r1": ("styles", "gaya.xml")}),
            "word/gaya.xml": word_part("styles", word_style("a", "heading 1"))["word/styles.xml"],
            "word/document22.xml": f'<w:document xmlns:w="{WORD_NAMESPACE}"><w:body>'
            f"{word_paragraph('Ayam', 'a')}</w:body></w:document>",
        }
    )

    assert read_word(data).blocks == (TextBlock("Ayam", Kind.HEADING),)


def test_tables_within_tables_are_read_to_any_depth_that_xml_has() -> None:
    body = word_paragraph("dalam")
    for _ in range(80):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"

    assert texts(body) == ["dalam"]
