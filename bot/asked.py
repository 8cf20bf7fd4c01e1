"""A question as it reached Kutip: what was asked, where, by whom, and by which way in."""

from dataclasses import dataclass
from enum import StrEnum


class WayIn(StrEnum):
    """How a question came; the values are kept in the query log."""

    SLASH = "slash"
    MENTION = "mention"
    DM = "dm"
    MENU = "menu"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on its way to the assistant."""

    question: str
    """As it was typed, without the mention of the bot; any length, possibly blank."""
    way_in: WayIn
    guild_id: int | None = None
    """None outside a server."""
    channel_id: int | None = None
    asker_id: int | None = None
    """A Discord user; None in the terminal. Only its keyed hash is ever stored."""
    locale: str | None = None
    """The asker's language as Discord names it, e.g. `id` or `en-GB`; None where it tells none."""
    follows: str | None = None
    """The id of the query whose answer this question replies to."""


def storable(text: str) -> str:
    """Return the text without what no database keeps: half characters become ?, NULs go."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
