"""Forgets the articles that a feed dropped longest ago, so that not all are kept forever.

What a feed lists is remembered, and what it dropped for long after that: it may come back.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.follows.follows import Follow
from corpus.formats.feeds.feed import Entry
from corpus.schema import followed_entries

MOST_DROPPED = 10_000
"""Articles of a feed that are remembered after it dropped them; as many as it may list."""


async def note_dropped(
    connection: AsyncConnection, follow: Follow, known: Sequence[Row[Any]], entries: Iterable[Entry]
) -> None:
    """Note which of the known articles a feed doesn't list any more, and forget the earliest.

    The rows have the columns `key`, `id_key`, `text_key` and `dropped`.
    """
    listed = {key for entry in entries for key in entry.keys}
    # Counted, because a clock can be set back.
    look = 1 + max((row.dropped for row in known if row.dropped is not None), default=0)
    dropped: dict[str, int] = {}
    changed = []
    for row in known:
        is_listed = not listed.isdisjoint((row.key, row.id_key, row.text_key))
        if not is_listed:
            dropped[row.key] = row.dropped or look
        if is_listed != (row.dropped is None):
            changed.append({"of_key": row.key, "look": dropped.get(row.key)})
    this = (followed_entries.c.follow_id == follow.id) & (
        followed_entries.c.key == bindparam("of_key")
    )
    if changed:
        await connection.execute(
            update(followed_entries).where(this).values(dropped=bindparam("look")), changed
        )
    if (beyond := len(dropped) - MOST_DROPPED) > 0:
        earliest = sorted(dropped, key=lambda key: dropped[key])[:beyond]
        await connection.execute(
            delete(followed_entries).where(this), [{"of_key": key} for key in earliest]
        )
