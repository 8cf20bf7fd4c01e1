"""Per-server settings, stored in the database and cached in memory."""

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
from corpus.schema import guild_channels, guild_moderator_roles, guild_open_channels, guilds


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
        self._changing = asyncio.Lock()

    @classmethod
    async def load(cls, engine: AsyncEngine, min_confidence: float) -> Self:
        """Read all settings; `min_confidence`, in 0..1, is the threshold of a balanced server."""
        async with engine.connect() as connection:
            roles = (await connection.execute(select(guild_moderator_roles))).all()
            channels = (await connection.execute(select(guild_channels))).all()
            opened = (await connection.execute(select(guild_open_channels))).all()
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
                    open_channels=frozenset(c.channel_id for c in opened if c.guild_id == row.id),
                    helper_role_id=row.helper_role_id,
                    helper_channel_id=row.helper_channel_id,
                )
                for row in rows
            },
        )

    def of(self, guild_id: int | None) -> GuildSettings:
        """Return a server's settings, or the defaults if it has none or outside servers."""
        return self._kept.get(guild_id or 0, GuildSettings(guild_id or 0))

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
        """Change a server's settings, one change at a time, and return the new settings."""
        async with self._changing:
            settings = change(self.of(guild_id))
            await self.save(settings)
        return settings

    async def save(self, settings: GuildSettings) -> None:
        """Store a server's settings, replacing earlier ones."""
        key = settings.id
        values = {
            "language": settings.language,
            "ask_private": settings.ask_private,
            "strictness": settings.strictness,
            "log_channel_id": settings.log_channel_id,
            "digest": settings.digest,
            "helper_role_id": settings.helper_role_id,
            "helper_channel_id": settings.helper_channel_id,
        }
        async with writing(self._engine) as connection:
            kept = await connection.execute(update(guilds).where(guilds.c.id == key).values(values))
            if not kept.rowcount:
                await connection.execute(insert(guilds).values(id=key, **values))
            for table in (guild_moderator_roles, guild_channels, guild_open_channels):
                await connection.execute(delete(table).where(table.c.guild_id == key))
            for role in sorted(settings.moderator_roles):
                await connection.execute(
                    insert(guild_moderator_roles).values(guild_id=key, role_id=role)
                )
            for table, chosen in (
                (guild_channels, settings.channels),
                (guild_open_channels, settings.open_channels),
            ):
                for channel in sorted(chosen):
                    await connection.execute(insert(table).values(guild_id=key, channel_id=channel))
        self._kept[key] = settings

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

    async def set_digest_at(self, guild_id: int, at: datetime) -> None:
        """Record when a server's digest was due, whether or not there was anything to post."""
        async with writing(self._engine) as connection:
            await connection.execute(
                update(guilds).where(guilds.c.id == guild_id).values(digest_at=at)
            )

    async def set_left(self, guild_id: int, at: datetime | None) -> None:
        """Record when Kutip left a server; None while it is a member."""
        # Even for a known server: another process may have purged its row meanwhile.
        await self._ensure_row(guild_id)
        async with writing(self._engine) as connection:
            await connection.execute(
                update(guilds).where(guilds.c.id == guild_id).values(left_at=at)
            )

    async def note_present(self, present: Collection[int], now: datetime) -> None:
        """Record the servers Kutip is a member of; it has left all others it was on.

        Servers it never joined get no row, even if they have shelves.
        """
        for guild_id in present:
            if guild_id not in self._kept:
                await self._ensure_row(guild_id)
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

    async def _ensure_row(self, guild_id: int) -> None:
        # As a change: it would otherwise replace one that is made meanwhile by earlier settings.
        await self.change(guild_id, lambda settings: settings)

    async def purge_left(self, before: datetime) -> list[int]:
        """Delete all data of the servers that were left before this time; return their ids."""
        left = select(guilds.c.id).where(guilds.c.left_at < before)
        async with self._engine.connect() as connection:
            due = (await connection.scalars(left.order_by(guilds.c.id))).all()
        purged = []
        for guild_id in due:
            # Check again: purging the others can take minutes, and Kutip may have rejoined.
            async with self._engine.connect() as connection:
                if await connection.scalar(left.where(guilds.c.id == guild_id)) is None:
                    continue
            await purge_guild(self._engine, guild_id)
            self._kept.pop(guild_id, None)
            purged.append(guild_id)
        return purged
