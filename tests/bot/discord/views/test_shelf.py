import re

import pytest

from bot.discord.components.pressed import Pressed
from bot.discord.render.limits import units
from bot.discord.views.removal import KeepButton, RemoveButton
from bot.discord.views.shelf import (
    LONGEST_SEARCH,
    SHELF_ITEMS,
    ListButton,
    PageButton,
    RestoreVersionButton,
    VersionMenu,
)
from corpus.catalogue import Sort

ID = "a-" * 32
LARGEST = 10**9 - 1
CUSTOM_ID = 100
"""Characters that Discord allows. Component Reference, Custom ID."""


@pytest.mark.parametrize(
    "item",
    [
        ListButton(Sort.MOST_ASKED, "😀" * LONGEST_SEARCH, 9999, "prev"),
        ListButton(Sort.NEWEST, "a:b\n:" * 6, 0, "next"),
        PageButton("history", ID, 9999, "open"),
        VersionMenu(ID, LARGEST),
        RestoreVersionButton(ID, LARGEST, LARGEST),
        RemoveButton(ID),
        KeepButton(),
    ],
    ids=lambda item: type(item).__name__,
)
async def test_a_custom_id_fits_and_holds_all_that_the_item_needs(item: Pressed) -> None:  # type: ignore[type-arg]
    assert units(item.custom_id) <= CUSTOM_ID

    match = item.template.fullmatch(item.custom_id)
    assert match is not None
    again = await type(item).from_custom_id(None, None, match)  # type: ignore[arg-type]
    assert again.custom_id == item.custom_id
    others = set(SHELF_ITEMS) - {type(item)}
    assert not any(_template(other).fullmatch(item.custom_id) for other in others)


def _template(item: type[Pressed]) -> re.Pattern[str]:  # type: ignore[type-arg]
    return item.__discord_ui_compiled_template__
