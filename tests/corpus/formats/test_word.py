import pytest

from corpus.formats.word import read_word
from tests.corpus.formats.documents import WORD_NAMESPACE, archive, docx, word_paragraph, word_table

NUMBERING = f"""<w:numbering xmlns:w="{WORD_NAMESPACE}">
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
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

    assert read_word(docx(body)).body == "kotak\n\nluar dalam lagi\nbaris"


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
