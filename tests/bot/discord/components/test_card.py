from discord import ComponentType
from discord.ui import LayoutView

from bot.discord.components.card import ACCENT, button_rows, card
from bot.discord.views.removal import RemoveButton


def buttons(count: int, start: int = 0) -> list[RemoveButton]:
    return [RemoveButton(article=f"{start + number}", label="x") for number in range(count)]


def lengths(*groups: list[RemoveButton]) -> list[int]:
    return [len(row.children) for row in button_rows(*groups)]


def test_groups_of_buttons_share_a_row_if_all_fit() -> None:
    assert lengths(buttons(2), buttons(3, 2)) == [5]
    assert lengths(buttons(4), buttons(3, 4)) == [4, 3]
    assert lengths(buttons(7), buttons(1, 7)) == [5, 2, 1]
    assert lengths([], []) == []


def test_there_is_air_between_the_texts_of_a_card() -> None:
    view = card(["a", "b"])

    [box] = view.to_components()  # type: ignore[no-untyped-call]
    assert isinstance(view, LayoutView)
    assert box["accent_color"] == ACCENT.value
    kinds = [part["type"] for part in box["components"]]
    text, air = ComponentType.text_display.value, ComponentType.separator.value
    assert kinds == [text, air, text]
    assert box["components"][1]["divider"] is False
