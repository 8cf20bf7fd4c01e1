"""Per-server settings, stored in the database and cached in memory."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import Row, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from corpus.database import writing
from corpus.purge import purge_guild
from corpus.schema import (
    guild_channels,
    guild_moderator_roles,
    guild_open_channels,
    guilds,
    shard_group,
)

_COLUMNS = (
    "language",
    "ask_private",
    "strictness",
    "log_channel_id",
    "digest",
    "helper_role_id",
    "helper_channel_id",
)
"""The settings that are columns of a server's row; each of the others has a table."""
_SETS = {
    "moderator_roles": guild_moderator_roles.c.role_id,
    "channels": guild_channels.c.channel_id,
    "open_channels": guild_open_channels.c.channel_id,
}


class Strictness(StrEnum):
    """How confident Kutip must be to quote; the values are stored in the database."""

    STRICT = "strict"
    BALANCED = "balanced"
    GENEROUS = "generous"

    def least(self, balanced: float) -> float:
        """Return the confidence threshold, given the installation's, both in 0..1.

        >>> Strictness.STRICT.least(0.25)
        0.45
        """
        shift = {Strictness.STRICT: 0.2, Strictness.BALANCED: 0.0, Strictness.GENEROUS: -0.15}
        return min(max(balanced + shift[self], 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """The settings of one server, or the defaults."""

    id: int
    language: str | None = None
    """Of public replies, one of LANGUAGES; None: the server's locale on Discord."""
    ask_private: bool = False
    """Whether answers to `/ask` are visible only to the asker by default."""
    strictness: Strictness = Strictness.BALANCED
    log_channel_id: int | None = None
    """Where changes to the shelf are posted; None: nowhere."""
    digest: bool = False
    """Whether a weekly digest is posted there."""
    moderator_roles: frozenset[int] = frozenset()
    """Roles that may manage articles, in addition to members with Manage Messages."""
    channels: frozenset[int] = frozenset()
    """Channels where mentions are answered; empty: all."""
    open_channels: frozenset[int] = frozenset()
    """Channels where every question is answered, also without a mention."""
    helper_role_id: int | None = None
    """The role whose members people may ask; None: none."""
    helper_channel_id: int | None = None
    """Where they are asked; None: where the question was."""

    def answers_in(self, *channel_ids: int | None) -> bool:
        """Whether mentions are answered in a channel, given its id and its parent's."""
        return not self.channels or not self.channels.isdisjoint(channel_ids)


class Guilds:
    """The settings of all servers."""

    def __init__(
        self, engine: AsyncEngine, min_confidence: float, kept: dict[int, GuildSettings]
    ) -> None:
        self._engine = engine
        self._min_confidence = min_confidence
        self._kept = kept
        self._changing = asyncio.Lock()  # So that the last change is the one that is kept.

    @classmethod
    async def load(cls, engine: AsyncEngine, min_confidence: float) -> Self:
        """Read all settings; `min_confidence`, in 0..1, is the threshold of a balanced server."""
        async with engine.connect() as connection:
            return cls(engine, min_confidence, await _read_all(connection))

    async def refresh(self) -> None:
        """Read all settings again, which other processes may have changed."""
        async with self._changing, self._engine.connect() as connection:
            self._kept = await _read_all(connection)

    def of(self, guild_id: int | None) -> GuildSettings:
        """Return a server's settings, or the defaults if it has none or outside servers."""
        return self._kept.get(guild_id or 0, GuildSettings(guild_id or 0))

    def is_recorded(self, guild_id: int) -> bool:
        """Return whether Kutip has been on a server before."""
        return guild_id in self._kept

    def least_confidence(self, guild_id: int | None) -> float:
        """Return the confidence threshold, in 0..1, of a server or outside servers."""
        return self.of(guild_id).strictness.least(self._min_confidence)

    @property
    def strict_confidence(self) -> float:
        """The confidence threshold, in 0..1, of a strict server."""
        return Strictness.STRICT.least(self._min_confidence)

    async def change(
        self, guild_id: int, change: Callable[[GuildSettings], GuildSettings]
    ) -> GuildSettings:
        """Change a server's settings, one change at a time, and return the new settings.

        `change` gets them as they are in the database, and only what it changed is written: another
        process may have changed others.
        """
        async with self._changing:
            async with writing(self._engine) as connection:
                before = await _read(connection, guild_id)
                after = change(before)
                await _write(connection, before, after)
            self._kept[guild_id] = after
        return after

    async def save(self, settings: GuildSettings) -> None:
        """Store a server's settings, replacing earlier ones."""
        await self.change(settings.id, lambda _: settings)

    async def digests_due(self, before: datetime) -> dict[int, datetime | None]:
        """Return the servers with a digest channel whose last digest was before this time.

        The values are the times of these digests; None: there was none yet.
        """
        due = (
            select(guilds.c.id, guilds.c.digest_at)
            .where(
                guilds.c.digest,
                guilds.c.log_channel_id.is_not(None),
                guilds.c.left_at.is_(None),
                or_(guilds.c.digest_at.is_(None), guilds.c.digest_at <= before),
            )
            .order_by(guilds.c.id)
        )
        async with self._engine.connect() as connection:
            return {row.id: row.digest_at for row in await connection.execute(due)}

    async def set_later_digests_at(self, after: datetime, at: datetime) -> None:
        """Move the recorded times of digests that are later than `after` to `at`."""
        later = guilds.c.digest_at > after
        async with self._engine.connect() as connection:
            found = await connection.scalar(select(guilds.c.id).where(later).limit(1))
        if found is not None:
            async with writing(self._engine) as connection:
                await connection.execute(update(guilds).where(later).values(digest_at=at))

    async def claim_digest(self, guild_id: int, last: datetime | None, at: datetime) -> bool:
        """Record that a server's digest is dealt with at `at`, whether or not anything is posted.

        Return False if the last one was not at `last` any more: another process deals with it.
        """
        return await self._move_digest(guild_id, last, at)

    async def release_digest(self, guild_id: int, last: datetime | None, at: datetime) -> None:
        """Make a digest that was claimed, and certainly not posted, due again."""
        await self._move_digest(guild_id, at, last)

    async def set_left(self, guild_id: int, at: datetime | None) -> None:
        """Record when Kutip left a server; None while it is a member."""
        async with self._changing:
            async with writing(self._engine) as connection:
                settings = await _read(connection, guild_id)
                await connection.execute(
                    update(guilds).where(guilds.c.id == guild_id).values(left_at=at)
                )
            self._kept[guild_id] = settings

    async def note_present(
        self, present: Collection[int], now: datetime, knows: Callable[[int], bool]
    ) -> None:
        """Record the servers Kutip is a member of; it has left all others it was on.

        This is said only of servers that this process `knows`, given their id: it would know if
        Kutip were on them. Servers it never joined get no row, even if they have shelves.
        """
        for guild_id in present:
            if not self.is_recorded(guild_id):
                await self.change(guild_id, lambda settings: settings)
        async with writing(self._engine) as connection:
            noted = (await connection.execute(select(guilds.c.id, guilds.c.left_at))).all()
            for guild_id, left_at in noted:
                if not knows(guild_id) or (guild_id in present) == (left_at is None):
                    continue
                await connection.execute(
                    update(guilds)
                    .where(guilds.c.id == guild_id)
                    .values(left_at=None if guild_id in present else now)
                )

    async def _move_digest(
        self, guild_id: int, before: datetime | None, after: datetime | None
    ) -> bool:
        as_before = guilds.c.digest_at.is_not_distinct_from(before)
        async with writing(self._engine) as connection:
            moved = await connection.execute(
                update(guilds).where(guilds.c.id == guild_id, as_before).values(digest_at=after)
            )
        return bool(moved.rowcount)

    async def purge_left(self, before: datetime, knows: Callable[[int], bool]) -> list[int]:
        """Delete all data of the servers that were left before this time; return their ids.

        Of those only that this process `knows`: Kutip may have rejoined another one unnoticed.
        """
        left = select(guilds.c.id).where(guilds.c.left_at < before)
        async with self._engine.connect() as connection:
            due = (await connection.scalars(left.order_by(guilds.c.id))).all()
        purged = []
        for guild_id in due:
            if not knows(guild_id):
                continue
            # Check again: purging the others can take minutes, and Kutip may have rejoined.
            async with self._engine.connect() as connection:
                if await connection.scalar(left.where(guilds.c.id == guild_id)) is None:
                    continue
            await purge_guild(self._engine, guild_id)
            self._kept.pop(guild_id, None)
            purged.append(guild_id)
        return purged


async def _read_all(connection: AsyncConnection) -> dict[int, GuildSettings]:
    """Return the stored settings of all servers, by id."""
    kept: dict[str, dict[int, set[int]]] = {}
    for name, column in _SETS.items():
        of_guilds = kept[name] = {}
        for row in await connection.execute(select(column.table)):
            of_guilds.setdefault(row.guild_id, set()).add(row[1])
    return {
        row.id: _settings(row, {name: kept[name].get(row.id, set()) for name in _SETS})
        for row in await connection.execute(select(guilds))
    }


def _settings(row: Row[Any], sets: dict[str, set[int]]) -> GuildSettings:
    """Return the settings of a row of `guilds`, and of the tables for the others."""
    return GuildSettings(
        id=row.id,
        language=row.language,
        ask_private=row.ask_private,
        strictness=Strictness(row.strictness),
        log_channel_id=row.log_channel_id,
        digest=row.digest,
        helper_role_id=row.helper_role_id,
        helper_channel_id=row.helper_channel_id,
        **{name: frozenset(ids) for name, ids in sets.items()},
    )


async def _read(connection: AsyncConnection, guild_id: int) -> GuildSettings:
    """Return the stored settings of a server; store the defaults if it has none."""
    wanted = select(guilds).where(guilds.c.id == guild_id)
    row = (await connection.execute(wanted)).one_or_none()
    if row is None:
        defaults = GuildSettings(guild_id)
        values = {name: getattr(defaults, name) for name in _COLUMNS}
        await connection.execute(insert(guilds).values(id=guild_id, **values))
        return defaults
    sets = {}
    for name, column in _SETS.items():
        of_guild = select(column).where(column.table.c.guild_id == guild_id)
        sets[name] = set(await connection.scalars(of_guild))
    return _settings(row, sets)


async def _write(connection: AsyncConnection, before: GuildSettings, after: GuildSettings) -> None:
    """Store what is different after a change."""
    different = {
        name: getattr(after, name)
        for name in _COLUMNS
        if getattr(after, name) != getattr(before, name)
    }
    if different:
        await connection.execute(update(guilds).where(guilds.c.id == after.id).values(different))
    if after != before:  # For other processes, if there are any.
        await connection.execute(update(shard_group).values(settings=shard_group.c.settings + 1))
    for name, column in _SETS.items():
        was, now = getattr(before, name), getattr(after, name)
        if gone := was - now:
            of_guild = column.table.c.guild_id == after.id
            await connection.execute(delete(column.table).where(of_guild, column.in_(gone)))
        for each in sorted(now - was):
            row = {"guild_id": after.id, column.name: each}
            await connection.execute(insert(column.table).values(row))
