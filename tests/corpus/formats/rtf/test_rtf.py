import pytest

from corpus.article import Kind
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.reading import ReadingWarning, TextBlock
from corpus.formats.rtf import read_rtf
from corpus.formats.rtf.document import DEEPEST


def rtf(body: str, header: str = "") -> bytes:
    return f"{{\\rtf1\\ansi\\ansicpg1252{header}{body}}}".encode("latin-1")


def texts(body: str, header: str = "") -> list[str]:
    return [block.text for block in read_rtf(rtf(body, header)).blocks if not block.left_out]


STYLES = (
    r"{\stylesheet{Normal;}{\s1\outlinelevel0 heading 1;}{\s2\sbasedon1 Bab;}"
    r"{\s3 heading 2;}{\s4 Quote;}{\s5 toc 1;}{\s6 Title;}{\*\cs7 heading 9;}}"
)


def test_paragraphs_are_read_without_the_groups_that_are_no_text() -> None:
    body = (
        r"{\info{\doccomm x}}{\*\generator x;}{\header x\par}{\*\unknown x}{\pict ffd8}"
        r"{\*\bkmkstart x}\pard Ayam {\b jago}.\par\pard Bebek\line baru.\par"
    )

    assert texts(body) == ["Ayam jago.", "Bebek\nbaru."]


def test_headings_are_recognized_by_outline_level_and_style() -> None:
    body = (
        r"\pard\s1 a\par\pard\s2 b\par\pard\s3 c\par\pard\outlinelevel2 d\par"
        r"{\pard\outlinelevel0 e\par}\pard\s1\outlinelevel9 f\par\pard\s4 g\par\pard h\par"
    )

    kinds = [block.kind for block in read_rtf(rtf(body, STYLES)).blocks]
    assert kinds == [*[Kind.HEADING] * 5, Kind.PARAGRAPH, Kind.QUOTATION, Kind.PARAGRAPH]


def test_raised_lowered_and_struck_out_text_is_marked_and_hidden_text_left_out() -> None:
    body = (
        r"\pard 10{\super 11} m CO{\sub 2} 400 m\up6 2\up0  {\strike Rp75} Rp50"
        r"{\v rahasia}{\deleted lama}\v gaib\v0 .\striked1 x\striked0 y\par\pard\v semua\v0\par"
    )

    assert texts(body) == ["10¹¹ m CO₂ 400 m² ~~Rp75~~ Rp50.~~x~~y"]


def test_lists_have_the_markers_that_the_file_states() -> None:
    body = (
        r"\pard{\listtext\pard\plain \u61623\'3f\tab}\ls1 satu\par"
        r"\pard{\listtext Pasal 2\tab}\ls1 dua\par\pard{\pntext\'95\tab}tiga\par"
        r"\pard{\listtext o\tab}\ls1 empat\par"
    )
    blocks = read_rtf(rtf(body)).blocks

    assert [block.text for block in blocks] == ["• satu", "Pasal 2 dua", "• tiga", "• empat"]
    assert {block.kind for block in blocks} == {Kind.LIST_ITEM}
    assert [block.follows for block in blocks] == [False, True, False, False]


def test_markers_that_were_typed_before_a_tab_make_items_of_a_list() -> None:
    body = r"{\pard\li360\fi-360 \bullet \tx360\tab satu\par}{\pard\li360\fi-360 2.\tab dua\par}"
    blocks = read_rtf(rtf(body)).blocks

    assert blocks == (
        TextBlock("• satu", Kind.LIST_ITEM),
        TextBlock("2. dua", Kind.LIST_ITEM, follows=True),
    )
    assert texts(r"\pard 2.\tab dua\par") == ["2. dua"]


def test_notes_and_text_boxes_follow_the_paragraph_that_they_stand_in() -> None:
    body = (
        r"\pard 2.450{\super\chftn}{\footnote\pard{\super\chftn} Sensus.\par} jiwa"
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard kotak\par}}{\shprslt kotak}}.\par"
        r"\pard Lanjut.\par"
    )

    assert read_rtf(rtf(body)).blocks == (
        TextBlock("2.450 jiwa.", Kind.PARAGRAPH),
        TextBlock("Sensus.", Kind.NOTE),
        TextBlock("kotak", Kind.PARAGRAPH),
        TextBlock("Lanjut.", Kind.PARAGRAPH),
    )


def test_fields_show_their_result_and_tables_of_contents_are_left_out() -> None:
    body = (
        r'\pard Lihat {\field{\*\fldinst HYPERLINK "http://a"}{\fldrslt tautan}}.\par'
        r"{\field{\*\fldinst{ TOC \\o}}{\fldrslt\pard Bab 3\par}}\pard\s5 Bab 5\par\pard Isi.\par"
    )

    assert texts(body, STYLES) == ["Lihat tautan.", "Isi."]
    blocks = read_rtf(rtf(body, STYLES)).blocks
    assert [block.text for block in blocks if block.left_out] == ["Bab 3", "Bab 5"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"caf\'e9", "café"),
        (r"\u8220?kutip\u8221\'94", "“kutip”"),
        (r"\uc2\u233 ab.\uc0\u233 a", "é.éa"),
        (r"{\uc2{\u233 ab}c}\u233 xd", "écéd"),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"\u-10179?x", "\ufffdx"),
        (r"{\upr{lama}{\*\ud{baru}}}", "baru"),
        (r"a\~b\_c\-d\emdash\{\}\\", "a\u00a0b-cd—{}\\"),
        (r"{\f1 \'cf\'f0}{\f2 \'93\'fa\'96{}{}\'7b}{\f2 \'83e}", "Пр日本テ"),
        (r"{\f3 \'b0a}{\f4 \u61692?}", "°α✓"),
    ],
)
def test_characters_are_decoded_as_their_font_has_them(written: str, expected: str) -> None:
    fonts = (
        r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 MS;}"
        r"{\f3\fcharset2 Symbol;}{\f4\fcharset2 Wingdings{\*\falt x};}}"
    )
    if "{}{}" in written:
        written = written.replace("{}{}", "")

    assert texts(f"\\pard {written}\\par", fonts) == [expected]


def test_the_code_page_of_the_document_is_for_fonts_that_have_none() -> None:
    assert read_rtf(rb"{\rtf1\ansi\ansicpg1250\pard pi\'b9tek\par}").body == "piątek"
    assert read_rtf(rb"{\rtf1\mac\pard caf\'8e\par}").body == "café"
    assert read_rtf(rb"{\rtf1\ansi\ansicpg99999\pard caf\'e9\par}").body == "café"


def test_a_backslash_at_the_end_of_a_line_ends_a_paragraph() -> None:
    assert texts("\\pard satu\\\ndua\\\r\ntiga") == ["satu", "dua", "tiga"]


def test_raw_data_and_pictures_are_skipped() -> None:
    assert texts("\\pard a{\\pict\\bin3 }}}x}b\\bin2 }}c\\par") == ["abc"]


def test_tables_are_read_with_merged_cells_and_names() -> None:
    row = (
        r"\trowd{0}\clvmgf\cellx1000\cellx2000\cellx3000 \pard\intbl {1}\cell {2}\cell {3}\cell\row"
    )
    merged = (
        r"\trowd\clvmrg\cellx1000\cellx3010 \pard\intbl\cell gratis\cell\row"
        r"\trowd\cellx1000\clmgf\cellx2000\clmrg\cellx3000 \pard\intbl Umum\cell x\cell\cell\row"
    )
    body = (
        row.format(r"\trhdr", "Poli", "Anak", "Dewasa")
        + row.format("", "Gigi", "10", "20")
        + merged
    )

    assert texts(f"\\pard Tarif.\\par{body}\\pard Akhir.\\par") == [
        "Tarif.",
        "Poli: Gigi | Anak: 10 | Dewasa: 20",
        "Poli: Gigi | Anak: gratis | Dewasa: gratis",
        "Poli: Umum | Anak: x | Dewasa: x",
        "Akhir.",
    ]


def test_the_rows_of_a_table_within_a_cell_are_rows_of_their_own() -> None:
    nested = (
        r"\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx9\nestrow}"
        r"{\nonesttables\par}"
    )
    body = rf"\trowd\cellx1000\cellx2000 \pard\intbl luar\par{nested}\pard\intbl\cell c\cell\row"

    assert texts(body) == ["luar | c", "a | b"]


def test_title_and_author_come_from_styles_or_else_from_the_properties() -> None:
    info = r"{\info{\title Judul \u8220?a\u8221?}{\author Ani}}"
    plain = read_rtf(rtf(r"\pard isi\par", info))
    styled = read_rtf(rtf(r"\pard\s6 Buku\par", STYLES + info))
    paged = read_rtf(rtf(r"\pard\qc\fs56 Buku Saku\par\pard\fs24\s1 Bab\par", STYLES))

    assert (plain.title, plain.author) == ("Judul “a”", "Ani")
    assert (styled.title, paged.title) == ("Buku", "Buku Saku")


def test_a_file_that_ends_in_the_middle_gives_a_warning() -> None:
    found = read_rtf(rtf(r"\pard satu\par{\b du")[:-1])

    assert (found.body, found.warnings) == ("satu\n\ndu", (ReadingWarning.PARTS_UNREADABLE,))
    assert read_rtf(rtf(r"\pard satu\par") + b"\x00 sampah").warnings == ()


def test_superfluous_braces_end_the_text() -> None:
    assert read_rtf(rb"{\rtf1 satu}}dua").body == "satu"


def test_a_file_nested_too_deeply_is_damaged() -> None:
    with pytest.raises(UnreadableError) as raised:
        read_rtf(b"{\\rtf1 " + b"{" * DEEPEST)

    assert raised.value.reason is Unreadable.DAMAGED
