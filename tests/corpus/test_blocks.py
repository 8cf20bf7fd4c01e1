import pytest

from corpus.article import Block, Kind, Span
from corpus.blocks import as_json, blocks_after_edit, from_json

BODY = "Harga\n\n• telur\n• bulu\n\nBuka setiap hari."
BLOCKS = (
    Block(Kind.HEADING, Span(0, 5)),
    Block(Kind.LIST_ITEM, Span(7, 14)),
    Block(Kind.LIST_ITEM, Span(15, 21)),
    Block(Kind.PARAGRAPH, Span(23, 40)),
)


def after(edited: str) -> list[tuple[Kind, str]]:
    return [(each.kind, each.span.of(edited)) for each in blocks_after_edit(BODY, BLOCKS, edited)]


def test_stored_blocks_come_back_as_they_were() -> None:
    assert from_json(as_json(BLOCKS), BODY) == BLOCKS


@pytest.mark.parametrize(
    "value", [3, [3], [["heading", 0]], [["no kind", 0, 1]], [["note", -1, 2]], [["note", 0, 99]]]
)
def test_anything_but_blocks_of_the_body_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(value, BODY)  # type: ignore[arg-type]


def test_overlapping_blocks_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        from_json([["heading", 0, 5], ["note", 3, 7]], BODY)


def test_an_unchanged_text_keeps_its_blocks() -> None:
    assert blocks_after_edit(BODY, BLOCKS, BODY) == BLOCKS


def test_what_was_edited_loses_its_kind_and_the_rest_moves_along() -> None:
    assert after(f"Promo!\n\n{BODY.replace('telur', 'sepuluh telur')}") == [
        (Kind.HEADING, "Harga"),
        (Kind.LIST_ITEM, "• bulu"),
        (Kind.PARAGRAPH, "Buka setiap hari."),
    ]


def test_a_block_whose_line_goes_on_is_another() -> None:
    assert (Kind.PARAGRAPH, "Buka setiap hari.") not in after(f"{BODY} Kecuali Minggu.")
