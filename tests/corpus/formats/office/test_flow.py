from corpus.article import Kind
from corpus.formats.office.flow import LONGEST_HEADING, Flow
from corpus.formats.reading import TextBlock


def test_paragraphs_of_the_same_group_in_a_row_stand_together() -> None:
    flow = Flow()
    for text, group in (("a", "satu"), ("b", "satu"), (" ", "satu"), ("c", "dua"), ("d", None)):
        flow.add(text, Kind.LIST_ITEM, group)

    assert [(block.text, block.follows) for block in flow.blocks] == [
        ("a", False),
        ("b", True),
        ("c", False),
        ("d", False),
    ]


def test_lines_of_code_are_one_block() -> None:
    flow = Flow()
    for text in ("a = 1", "", "  b = 2"):
        flow.add(text, Kind.CODE)

    assert flow.blocks == [TextBlock("a = 1\n  b = 2", Kind.CODE)]


def test_a_non_breaking_hyphen_is_a_hyphen() -> None:
    flow = Flow()
    flow.add("Chang\u2011rae", Kind.PARAGRAPH)

    assert flow.blocks[0].text == "Chang-rae"


def test_a_long_heading_is_a_paragraph() -> None:
    flow = Flow()
    flow.add("x" * (LONGEST_HEADING + 1), Kind.HEADING)

    assert flow.blocks[0].kind is Kind.PARAGRAPH


def test_only_a_short_heading_is_that_of_a_table_of_contents() -> None:
    for kind, text, expected in (
        (Kind.HEADING, "Daftar Isi", True),
        (Kind.PARAGRAPH, "Daftar Isi", False),
        (Kind.HEADING, "Keputusan tentang tata tertib sekolah kami", False),
    ):
        flow = Flow()
        flow.add("Panduan", Kind.HEADING)
        flow.leave_out_heading()
        flow.add(text, kind)
        flow.leave_out_heading()

        assert [block.left_out for block in flow.blocks] == [False, expected]


def test_what_a_table_leaves_out_stays_left_out() -> None:
    flow = Flow()
    flow.extend([TextBlock("Isi 3", left_out=True), TextBlock("Isi.")])

    assert [block.left_out for block in flow.blocks] == [True, False]
