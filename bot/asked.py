"""A question as it reached Kutip: what was asked, where, by whom and through which entry point."""

from dataclasses import dataclass
from enum import StrEnum


class WayIn(StrEnum):
    """How a question arrived; the values are stored in the query log."""

    SLASH = "slash"
    MENTION = "mention"
    """Or a message in a channel where every question is answered."""
    DM = "dm"
    MENU = "menu"
    TERMINAL = "terminal"


LONGEST_QUESTION = 1000
"""Code points of the longest question that is read whole, by default."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on its way to the assistant."""

    question: str
    """As typed, without the bot's mention; any length, possibly blank."""
    way_in: WayIn
    guild_id: int | None = None
    """None outside servers."""
    channel_id: int | None = None
    asker_id: int | None = None
    """A Discord user id; None in the terminal. Only its keyed hash is ever stored."""
    locale: str | None = None
    """The asker's Discord locale, e.g. `id` or `en-GB`; None if unknown."""
    follows: str | None = None
    """The id of the query whose answer this question replies to, if any."""

    @property
    def line(self) -> int | None:
        """The line that it waits in: its server's or, outside servers, its asker's."""
        return self.guild_id or self.asker_id


def storable(text: str) -> str:
    r"""Return the text with lone surrogates replaced by `?` and NULs removed, as SQLite requires.

    >>> storable("caf\ud83d\0")
    'caf?'
    """
    return text.encode("utf-8", "replace").decode().replace("\0", "")
