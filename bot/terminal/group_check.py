"""Checks the processes that share a bot's shards, for `kutip check`."""

from collections.abc import Iterable
from pathlib import Path

from bot.shards.group import Group, group_of
from bot.shards.leases import LEASE
from bot.terminal.language import texts
from corpus.postgresql import open_as_it_is


async def check_group(path: Path, url: str) -> tuple[str, bool] | None:
    """Return a sentence about the group and whether all is well; None if there was never one."""
    async with open_as_it_is(url, path) as engine:
        group = await group_of(engine)
    return None if group is None else described(group)


def described(group: Group) -> tuple[str, bool]:
    """Return a sentence about a group, and whether its processes run every shard."""
    running = [each for each in group.members if each.age < LEASE]
    if not running:
        return texts("check.shards_stopped", shards=group.shards), True
    members = "; ".join(
        texts(
            "check.shards_of",
            name=each.name,
            version=each.version,
            shards=ranges(each.shards) or "—",
            seconds=f"{each.age.total_seconds():.0f}",
        )
        for each in running
    )
    if group.unheld:
        unheld = ranges(group.unheld)
        return texts("check.shards_missing", shards=unheld, members=members), False
    return texts("check.shards", shards=group.shards, members=members), True


def ranges(numbers: Iterable[int]) -> str:
    """Return ascending numbers, those in a row by the first and the last.

    >>> ranges([0, 1, 2, 5, 7, 8])
    '0-2, 5, 7-8'
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
