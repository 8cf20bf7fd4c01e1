import pytest

from bot.articles.notes import Notes, put_back
from corpus.article import Block, Kind, Span
from corpus.draft import Draft
from corpus.formats.reading import LeftOut

DRAFT = Draft(
    "a",
    "Jembatan",
    "",
    None,
    "id",
    "Jembatan putus.\n\nWarga memutar.",
    blocks=(Block(Kind.HEADING, Span(0, 15)), Block(Kind.QUOTATION, Span(17, 31))),
)
NOTES = Notes(
    ("few_letters",),
    left_out=(LeftOut("Baca juga", 17), LeftOut("Iklan", 17), LeftOut("Bagikan", 31)),
)


@pytest.mark.parametrize(
    ("number", "body"),
    [
        (0, "Jembatan putus.\n\nBaca juga\n\nWarga memutar."),
        (1, "Jembatan putus.\n\nIklan\n\nWarga memutar."),
        (2, "Jembatan putus.\n\nWarga memutar.\n\nBagikan"),
    ],
)
def test_what_is_put_back_stands_where_it_stood(number: int, body: str) -> None:
    draft, notes = put_back(DRAFT, NOTES, number)

    assert draft.body == body
    assert notes.warnings == NOTES.warnings
    assert NOTES.left_out[number].text not in [each.text for each in notes.left_out]


@pytest.mark.parametrize(
    "order", [(0, 0, 0), (1, 0, 0), (2, 1, 0), (1, 1, 0), (2, 0, 0), (0, 1, 0)]
)
def test_in_whatever_order_blocks_are_put_back_they_are_in_their_old_order(
    order: tuple[int, ...],
) -> None:
    draft, notes = DRAFT, NOTES
    for number in order:
        draft, notes = put_back(draft, notes, number)

    assert draft.body == "Jembatan putus.\n\nBaca juga\n\nIklan\n\nWarga memutar.\n\nBagikan"
    assert notes.left_out == ()


def test_the_other_blocks_keep_their_kinds() -> None:
    draft, _ = put_back(DRAFT, NOTES, 0)

    assert [(block.kind, block.span.of(draft.body)) for block in draft.blocks] == [
        (Kind.HEADING, "Jembatan putus."),
        (Kind.PARAGRAPH, "Baca juga"),
        (Kind.QUOTATION, "Warga memutar."),
    ]


def test_notes_of_an_earlier_kutip_are_only_warnings() -> None:
    assert Notes.from_json({"warnings": ["few_letters"]}) == Notes(("few_letters",))
