"""What each server has set: kept in the database, and in memory for who must not wait."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.purge import purge_guild
from corpus.schema import guild_channels, guild_moderator_roles, guilds


class Strictness(StrEnum):
    """How sure Kutip must be to quote; the values are kept in the database."""

    STRICT = "strict"
    BALANCED = "balanced"
    GENEROUS = "generous"

    def least(self, balanced: float) -> float:
        """Return the least confidence of an answer, given the installation's, both in 0..1."""
        shift = {Strictness.STRICT: 0.2, Strictness.BALANCED: 0.0, Strictness.GENEROUS: -0.15}
        return min(max(balanced + shift[self], 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What a server has set, or the defaults."""

    id: int
    language: str | None = None
    """Of public replies, one of `bot.locales.LANGUAGES`; None: what Discord knows of the server."""
    ask_private: bool = False
    """Whether only the asker sees the answer to `/ask`, unless they say otherwise."""
    strictness: Strictness = Strictness.BALANCED
    log_channel_id: int | None = None
    """Where changes to the shelf are told; None: nowhere."""
    digest: bool = False
    """Whether it is told once a week, there, what was asked."""
    moderator_roles: frozenset[int] = frozenset()
    """Whose members may keep the articles, beside those who may manage messages."""
    channels: frozenset[int] = frozenset()
    """Where mentions are answered; empty: everywhere."""

    def answers_in(self, *channel_ids: int | None) -> bool:
        """Tell whether mentions are answered in a channel, given its id and its parent's."""
        return not self.channels or not self.channels.isdisjoint(channel_ids)


class Guilds:
    """The settings of every server, all in memory."""

    def __init__(
        self, engine: AsyncEngine, min_confidence: float, kept: dict[int, GuildSettings]
    ) -> None:
        self._engine = engine
        self._min_confidence = min_confidence
        self._kept = kept
        self._changing = asyncio.Lock()

    @classmethod
    async def load(cls, engine: AsyncEngine, min_confidence: float) -> Self:
        """Read what every server has set; the confidence, in 0..1, is a balanced server's."""
        async with engine.connect() as connection:
            roles = (await connection.execute(select(guild_moderator_roles))).all()
            channels = (await connection.execute(select(guild_channels))).all()
            rows = (await connection.execute(select(guilds))).all()
        return cls(
            engine,
            min_confidence,
            {
                row.id: GuildSettings(
                    id=row.id,
                    language=row.language,
                    ask_private=row.ask_private,
                    strictness=Strictness(row.strictness),
                    log_channel_id=row.log_channel_id,
                    digest=row.digest,
                    moderator_roles=frozenset(r.role_id for r in roles if r.guild_id == row.id),
                    channels=frozenset(c.channel_id for c in channels if c.guild_id == row.id),
                )
                for row in rows
            },
        )

    def of(self, guild_id: int | None) -> GuildSettings:
        """Return what a server has set; the defaults for one that has not, or outside servers."""
        return self._kept.get(guild_id or 0, GuildSettings(guild_id or 0))

    def least_confidence(self, guild_id: int | None) -> float:
        """Return the least confidence, in 0..1, of an answer on a server, or outside servers."""
        return self.of(guild_id).strictness.least(self._min_confidence)

    async def change(
        self, guild_id: int, change: Callable[[GuildSettings], GuildSettings]
    ) -> GuildSettings:
        """Change what a server has set, one change after the other, and return what it has then."""
        async with self._changing:
            settings = change(self.of(guild_id))
            await self.save(settings)
        return settings

    async def save(self, settings: GuildSettings) -> None:
        """Keep what a server has set, in place of what it had."""
        key = settings.id
        values = {
            "language": settings.language,
            "ask_private": settings.ask_private,
            "strictness": settings.strictness,
            "log_channel_id": settings.log_channel_id,
            "digest": settings.digest,
        }
        async with writing(self._engine) as connection:
            kept = await connection.execute(update(guilds).where(guilds.c.id == key).values(values))
            if not kept.rowcount:
                await connection.execute(insert(guilds).values(id=key, **values))
            for table in (guild_moderator_roles, guild_channels):
                await connection.execute(delete(table).where(table.c.guild_id == key))
            for role in sorted(settings.moderator_roles):
                await connection.execute(
                    insert(guild_moderator_roles).values(guild_id=key, role_id=role)
                )
            for channel in sorted(settings.channels):
                await connection.execute(
                    insert(guild_channels).values(guild_id=key, channel_id=channel)
                )
        self._kept[key] = settings

    async def digests_due(self, before: datetime) -> list[int]:
        """Return the servers that want digests and got none since this time, in order."""
        due = (
            select(guilds.c.id)
            .where(
                guilds.c.digest,
                guilds.c.log_channel_id.is_not(None),
                guilds.c.left_at.is_(None),
                or_(guilds.c.digest_at.is_(None), guilds.c.digest_at <= before),
            )
            .order_by(guilds.c.id)
        )
        async with self._engine.connect() as connection:
            return list(await connection.scalars(due))

    async def set_digest_at(self, guild_id: int, at: datetime) -> None:
        """Note when a server was told its digest, or would have been if anything had been asked."""
        async with writing(self._engine) as connection:
            await connection.execute(
                update(guilds).where(guilds.c.id == guild_id).values(digest_at=at)
            )

    async def set_left(self, guild_id: int, at: datetime | None) -> None:
        """Note when Kutip left a server, or None when it is there."""
        # Even of one that is known: another process may have deleted all of it meanwhile.
        await self.save(self.of(guild_id))
        async with writing(self._engine) as connection:
            await connection.execute(
                update(guilds).where(guilds.c.id == guild_id).values(left_at=at)
            )

    async def note_present(self, present: Collection[int], now: datetime) -> None:
        """Note on which servers Kutip is; every other that it was on, it has left by now.

        Of servers on which it never was, nothing is noted, whatever was put on their shelves.
        """
        for guild_id in present:
            if guild_id not in self._kept:
                await self.save(GuildSettings(guild_id))
        async with writing(self._engine) as connection:
            noted = (await connection.execute(select(guilds.c.id, guilds.c.left_at))).all()
            for guild_id, left_at in noted:
                if (guild_id in present) == (left_at is None):
                    continue
                await connection.execute(
                    update(guilds)
                    .where(guilds.c.id == guild_id)
                    .values(left_at=None if guild_id in present else now)
                )

    async def purge_left(self, before: datetime) -> list[int]:
        """Delete all that is kept of the servers that were left before this time; return them."""
        left = select(guilds.c.id).where(guilds.c.left_at < before)
        async with self._engine.connect() as connection:
            due = (await connection.scalars(left.order_by(guilds.c.id))).all()
        purged = []
        for guild_id in due:
            # Again, for purging the others can take minutes, and it may have come back meanwhile.
            async with self._engine.connect() as connection:
                if await connection.scalar(left.where(guilds.c.id == guild_id)) is None:
                    continue
            await purge_guild(self._engine, guild_id)
            self._kept.pop(guild_id, None)
            purged.append(guild_id)
        return purged
