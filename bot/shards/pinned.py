"""The shards that a process is given by hand, such as `0-3/16`."""

import re
from dataclasses import dataclass

from bot.errors import SettingsError

MOST = 100_000
"""Shards of a bot; the largest bots have some tens of thousands."""
_WRITTEN = re.compile(
    r"(?P<ranges>\d{1,6}(-\d{1,6})?(,\d{1,6}(-\d{1,6})?)*)/(?P<count>\d{1,6})", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Pinned:
    """Some of a bot's shards."""

    ids: tuple[int, ...]
    """Ascending, all below `count`."""
    count: int
    """How many shards the bot has, at least 1."""


def pinned(written: str) -> Pinned:
    """Return the shards of `FIRST-LAST/COUNT`; several ranges or numbers have commas in between.

    Raise SettingsError if that isn't what is written, or if there are no such shards.

    >>> pinned("0-2,7/16")
    Pinned(ids=(0, 1, 2, 7), count=16)
    """
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise SettingsError(
            "--shards {written}: not shards; write the first and last one, and how many the bot "
            "has, such as 0-3/16.",
            written=written,
        )
    count = int(found["count"])
    ids: set[int] = set()
    for each in found["ranges"].split(","):
        first, _, last = each.partition("-")
        numbers = range(int(first), int(last or first) + 1)
        if not numbers or numbers[-1] >= count or count > MOST:
            raise SettingsError(
                "--shards {written}: there are no shards {numbers} of {count}; they are numbered "
                "from 0 to one less than there are, at most {most}.",
                written=written,
                numbers=each,
                count=count,
                most=MOST,
            )
        ids.update(numbers)
    return Pinned(tuple(sorted(ids)), count)
