"""Keeps what servers and channels are called, for the dashboard, which can't ask Discord."""

import logging
from collections.abc import Iterable

import discord
from sqlalchemy import insert, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.schema import names

log = logging.getLogger(__name__)


class PlaceNames:
    """The names of servers, and of the channels in which Kutip is used."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._stored: dict[int, str] = {}

    async def note_servers(self, guilds: Iterable[discord.Guild]) -> None:
        """Store the names of servers, unless they are known."""
        await self._note({guild.id: (guild.id, guild.name) for guild in guilds})

    async def note(self, guild: discord.Guild | None, channel: object) -> None:
        """Store the names of a server and of a channel of it, unless they are known.

        Nothing is stored of direct messages, whose channels are people.
        """
        if guild is None:
            return
        seen = {guild.id: (guild.id, guild.name)}
        if isinstance(channel, (discord.abc.GuildChannel, discord.Thread)):
            seen[channel.id] = (guild.id, channel.name)
        await self._note(seen)

    def forget(self, guild: discord.Guild) -> None:
        """Store the names of a server again when it is back: they may be deleted by then."""
        for each in (guild, *guild.channels, *guild.threads):
            self._stored.pop(each.id, None)

    async def _note(self, seen: dict[int, tuple[int, str]]) -> None:
        new = {
            place: (guild_id, name)
            for place, (guild_id, name) in seen.items()
            if name and self._stored.get(place) != name
        }
        if not new:
            return
        try:
            async with writing(self._engine) as connection:
                for place, (guild_id, name) in new.items():
                    kept = await connection.execute(
                        update(names).where(names.c.id == place).values(name=name)
                    )
                    if not kept.rowcount:
                        row = {"id": place, "guild_id": guild_id, "name": name}
                        await connection.execute(insert(names).values(row))
        except SQLAlchemyError as error:
            log.warning("Could not store the names of servers and channels yet: %s", error)
            return
        self._stored |= {place: name for place, (_, name) in new.items()}
