"""Looks whether a message arrived of which Discord's answer was lost."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.ui import LayoutView

LATEST = 200
"""Messages that are read."""
CLOCKS = timedelta(minutes=10)
"""How far the clocks of Kutip and Discord may be apart."""


async def was_posted(channel: discord.abc.Messageable, mark: str, since: datetime) -> bool | None:
    """Return whether Kutip has posted a message with this mark in a channel; see `mark_of`.

    It is looked for among the LATEST messages, which need not be newer than `since`: a clock may
    be wrong. None if it can't be known, because Kutip may not read the channel, or there were
    more messages since then. Raise what discord.py and aiohttp raise while Discord can't be
    reached.
    """
    read = 0
    reaches_back = False
    try:
        async for message in channel.history(limit=LATEST):
            read += 1
            if mark in _marks(component.to_dict() for component in message.components):
                return True
            reaches_back = reaches_back or message.created_at < since
    except (discord.Forbidden, discord.NotFound):
        return None
    return False if read < LATEST or reaches_back else None


async def is_lost(
    channel: discord.abc.Messageable, mark: str, pressed: discord.Message | None
) -> bool:
    """Return whether a message that a press was to post certainly was not; see `was_posted`.

    `pressed` has the button. Kutip may have stopped in between, or Discord's answer was lost.
    """
    return pressed is not None and await was_posted(channel, mark, pressed.created_at) is False


def mark_of(view: LayoutView) -> str:
    """Return what tells a message from others: the custom id of its first button, or its text."""
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    marks = list(_marks(components))
    return next((mark for mark in marks if mark.startswith("kutip:")), marks[0])


def _marks(components: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the custom ids and texts of components and of those within them."""
    for component in components:
        for key in ("custom_id", "content"):
            if key in component:
                yield component[key].strip()
        yield from _marks(component.get("components") or ())
        if "accessory" in component:
            yield from _marks([component["accessory"]])
