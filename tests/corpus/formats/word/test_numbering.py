import pytest

from corpus.article import Kind
from corpus.formats.word import read_word
from tests.corpus.formats.documents import (
    docx,
    word_paragraph,
    word_part,
    word_run,
    word_style,
    word_table,
)


def level(number: int, numeral: str, text: str, start: int | None = 1, properties: str = "") -> str:
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return (
        f'<w:lvl w:ilvl="{number}">{begin}<w:numFmt w:val="{numeral}"/>{properties}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, uses: str = "") -> dict[str, str]:
    definition = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    use = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return word_part("numbering", definition + use + uses)


def use(number: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{overrides}</w:num>'


def restart(number: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{number}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


REGULATION = (
    level(0, "decimal", "Pasal %1"),
    level(1, "decimal", "(%2)"),
    level(2, "lowerLetter", "%3."),
)


def markers(body: str, members: dict[str, str]) -> list[str]:
    """Return what stands before the text `x` of each line of a document."""
    lines = read_word(docx(body, members)).body.split("\n")
    return [line.removesuffix("x").rstrip() for line in lines if line]


def shown(levels: list[int], *definitions: str) -> list[str]:
    """Return the markers of paragraphs of a list, each at a level."""
    body = "".join(word_paragraph("x", number="1", level=each) for each in levels)
    return markers(body, numbering(*definitions))


def test_numbers_are_shown_as_word_shows_them_and_begin_anew_below_the_next() -> None:
    assert shown([0, 1, 1, 2, 2, 0, 1, 2], *REGULATION) == [
        *("Pasal 1", "(1)", "(2)", "a.", "b."),
        *("Pasal 2", "(1)", "a."),
    ]


def test_a_number_may_contain_those_above_it() -> None:
    levels = (level(0, "upperRoman", "BAB %1"), level(1, "decimal", "%1.%2"))

    assert shown([0, 1, 1, 0, 1], *levels) == ["BAB I", "I.1", "I.2", "BAB II", "II.1"]


def test_legal_numbering_writes_the_numbers_above_as_decimals() -> None:
    levels = (level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", properties="<w:isLgl/>"))

    assert shown([0, 0, 1], *levels) == ["I.", "II.", "2.1"]


def test_a_level_that_was_skipped_counts_from_its_start() -> None:
    levels = (level(0, "decimal", "%1.", start=3), level(1, "decimal", "%1.%2"))

    assert shown([1, 1, 0], *levels) == ["3.1", "3.2", "4."]


def test_a_level_without_a_start_begins_at_zero() -> None:
    assert shown([0, 0], level(0, "decimal", "%1.", start=None)) == ["0.", "1."]


@pytest.mark.parametrize(
    ("after", "expected"),
    [("0", ["1.", "a.", "2.", "b."]), ("1", ["1.", "a.", "2.", "a."])],
)
def test_a_level_may_go_on_after_one_above_it(after: str, expected: list[str]) -> None:
    levels = (
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%2.", properties=f'<w:lvlRestart w:val="{after}"/>'),
    )

    assert shown([0, 1, 0, 1], *levels) == expected


def test_numbers_filled_up_with_zeros_are_shown_so() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="9"/>'
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    )

    assert shown([0, 0], custom) == ["009", "010"]
    assert shown([0], level(0, "decimalZero", "%1")) == ["01"]


def test_lists_of_one_definition_count_on_from_each_other_unless_they_begin_anew() -> None:
    members = numbering(level(0, "decimal", "%1."), uses=use(2) + use(3, restart(0, 7)))
    body = "".join(word_paragraph("x", number=number) for number in "12331")

    assert markers(body, members) == ["1.", "2.", "7.", "8.", "9."]


def test_a_list_may_define_a_level_anew() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    members = numbering(level(0, "decimal", "%1."), uses=use(2, own))
    body = word_paragraph("x", number="1") + word_paragraph("x", number="2")

    assert markers(body, members) == ["1.", "B)"]


def test_a_number_with_a_name_is_a_heading_where_nothing_follows_it() -> None:
    body = "".join(
        word_paragraph(text, number="1", level=level)
        for text, level in [("", 0), ("Ronda wajib.", 1), ("", 1), ("", 0), ("Denda.", 1)]
    )
    blocks = read_word(docx(body, numbering(*REGULATION))).blocks

    assert [(block.text, block.kind) for block in blocks] == [
        ("Pasal 1", Kind.HEADING),
        ("(1) Ronda wajib.", Kind.LIST_ITEM),
        ("Pasal 2", Kind.HEADING),
        ("(1) Denda.", Kind.LIST_ITEM),
    ]


def test_an_empty_paragraph_is_counted_but_a_hidden_one_is_not() -> None:
    hidden = word_paragraph(word_run("x", "<w:vanish/>"), number="1")
    body = word_paragraph("", number="1") + hidden + word_paragraph("x", number="1")

    assert markers(body, numbering(level(0, "decimal", "%1."))) == ["2."]


def test_a_number_alone_in_a_cell_is_text() -> None:
    number = word_paragraph("", number="1")
    table = word_table([["a", "b"]]).replace(word_paragraph("a"), number)

    found = read_word(docx(table, numbering(level(0, "decimal", "%1."))))
    assert found.body == "1. | b"


def test_styles_number_their_paragraphs_at_the_level_that_names_them() -> None:
    styles = word_style("Bab", properties='<w:numPr><w:numId w:val="1"/></w:numPr>') + word_style(
        "Pasal", based_on="Bab"
    )
    levels = (
        level(0, "upperRoman", "BAB %1", properties='<w:pStyle w:val="Bab"/>'),
        level(1, "decimal", "Pasal %2", properties='<w:pStyle w:val="Pasal"/>'),
    )
    body = word_paragraph("x", "Bab") + word_paragraph("x", "Pasal") + word_paragraph("x", "Bab")

    members = numbering(*levels) | word_part("styles", styles)
    assert markers(body, members) == ["BAB I", "Pasal 1", "BAB II"]


def test_a_paragraph_may_take_itself_out_of_the_list_of_its_style() -> None:
    styles = word_style("Butir", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = word_paragraph("x", "Butir", number="0") + word_paragraph("x", "Butir")

    members = numbering(level(0, "decimal", "%1.")) | word_part("styles", styles)
    assert markers(body, members) == ["", "1."]


def test_a_definition_may_be_that_of_a_style_of_lists() -> None:
    styles = word_style("Daftar", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    link = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Daftar"/></w:abstractNum>'
    uses = f'{link}<w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'

    members = numbering(level(0, "decimal", "%1)"), uses=uses) | word_part("styles", styles)
    assert markers(word_paragraph("x", number="2"), members) == ["1)"]


def test_definitions_that_lead_to_each_other_number_nothing() -> None:
    styles = word_style("Daftar", properties='<w:numPr><w:numId w:val="2"/></w:numPr>')
    link = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Daftar"/></w:abstractNum>'
    uses = f'{link}<w:num w:numId="2"><w:abstractNumId w:val="9"/></w:num>'

    members = numbering(uses=uses) | word_part("styles", styles)
    assert markers(word_paragraph("x", number="2"), members) == ["•"]


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (level(0, "bullet", "\uf0b7"), "•"),
        (level(0, "bullet", " "), ""),
        (level(0, "none", ""), ""),
        (level(0, "none", "Ayat"), "Ayat"),
        (level(0, "decimal", "%1.", properties="<w:rPr><w:vanish/></w:rPr>"), ""),
        (level(0, "decimal", "%1:", properties='<w:suff w:val="nothing"/>'), "1:"),
        (level(0, "cardinalText", "%1."), "1."),
    ],
)
def test_bullets_words_and_nothing_are_shown_too(definition: str, expected: str) -> None:
    assert shown([0], definition) == [expected]


def test_numbered_headings_are_headings_and_other_numbered_paragraphs_items_of_a_list() -> None:
    body = (
        word_paragraph("Larangan", "Heading1", number="1")
        + word_paragraph("Dilarang:", number="1", level=1)
        + word_paragraph("mengirim spam.", number="1", level=2)
    )

    found = read_word(docx(body, numbering(*REGULATION)))
    assert [(block.text, block.kind, block.follows) for block in found.blocks] == [
        ("Pasal 1 Larangan", Kind.HEADING, False),
        ("(1) Dilarang:", Kind.LIST_ITEM, False),
        ("a. mengirim spam.", Kind.LIST_ITEM, True),
    ]
