"""Servers each text of which carries a mark of its own, to see where it goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle
from simcord.env import Env
from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.guilds import GuildSettings, Strictness
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.parts import Parts
from bot.querylog.help_requests import HelpRequests
from bot.querylog.votes import Reason, Vote
from corpus.database import writing
from corpus.draft import Draft, new_article_id
from corpus.schema import follow_notices, follows, metadata
from tests.bot.discord_client import button, response, texts_of

TITLE = "Sandi pintu gudang"
"""The title that each server has an article of."""
QUESTION = "Apa sandi pintu gudang?"
FILLED = (
    "articles",
    "audit",
    "drafts",
    "feedback",
    "follow_notices",
    "follows",
    "guilds",
    "help_requests",
    "judgements",
    "queries",
    "wishes",
)
"""Tables with rows of each server."""


@dataclass(frozen=True)
class MarkedServer:
    """A server with a mark in its texts and names, and a moderator."""

    mark: str
    """In every text of the server, and in no other server's."""
    moderator: MemberActor
    channel: ChannelHandle
    log_channel: ChannelHandle
    role: RoleHandle
    article: str
    removed: str
    draft: str
    query: str
    unanswered: str

    @property
    def id(self) -> int:
        return self.moderator.guild.id

    @property
    def secrets(self) -> tuple[str, ...]:
        """Texts that must never be sent to another server."""
        ids = (self.moderator.id, self.role.id, self.channel.id, self.log_channel.id)
        return (self.mark, self.mark[::-1], *map(str, ids))


async def make_server(env: Env, parts: Parts, name: str, mark: str) -> MarkedServer:
    """Create a server with an article in two versions, a removed article, a draft and questions."""
    guild = env.create_guild(f"{name} {mark}")
    powers = discord.Permissions(manage_messages=True, manage_guild=True)
    role = guild.create_role(f"Mods {mark}", permissions=powers)
    moderator = guild.add_member(env.create_user(f"mod-{mark}"), roles=[role])
    channel = guild.create_text_channel(f"umum-{mark}")
    log_channel = guild.create_text_channel(f"catatan-{mark}")
    shelf, by = parts.shelf(guild.id), moderator.id
    first = draft(TITLE, f"Sandi pintu gudang adalah {mark}, jangan bilang siapa-siapa.", mark)
    await shelf.add(first, by)
    await shelf.revise(
        replace(first, body=f"Sandi pintu gudang kini {mark} terbalik, jangan bilang siapa pun."),
        1,
        by,
    )
    old = f"Dahulu kala sandi itu tertulis {mark} di dinding gudang."
    removed = draft(f"Lama {mark}", old, mark)
    await shelf.add(removed, by)
    await shelf.remove(removed.id, by)
    await shelf.hide("strategi-nuklir-korea", by)
    waiting = await parts.drafts.keep(
        guild.id, by, draft(f"Baru {mark}", f"Besok sandi gudang akan menjadi {mark} lagi.", mark)
    )
    await parts.guilds.save(
        GuildSettings(
            guild.id,
            strictness=Strictness.GENEROUS,
            log_channel_id=log_channel.id,
            moderator_roles=frozenset({role.id}),
            channels=frozenset({channel.id}),
        )
    )
    now = datetime.now(UTC)
    async with writing(parts.engine) as connection:
        await connection.execute(
            insert(follows).values(
                guild_id=guild.id,
                link=f"https://example.com/{mark}",
                title=f"Kabar {mark}",
                publish=False,
                followed_at=now,
                looked_at=now,
                due_at=now + timedelta(days=1),
            )
        )
        await connection.execute(
            insert(follow_notices).values(
                guild_id=guild.id, kind="new", draft_id=waiting.id, made_at=now, sent=True
            )
        )
    answer = response(await moderator.slash(channel, "ask", question=QUESTION))
    assert mark in texts_of(answer)
    query = button(answer, "👍").split(":")[2]
    await parts.feedback.vote(query, guild.id, by, Vote.DOWN)
    await parts.feedback.explain(query, guild.id, by, Reason.OTHER, f"Bukan {mark}!")
    await Judgements(parts.engine).judge(
        guild.id, AskedAs(QUESTION, f"what: {mark}"), PassagePlace(first.id, 2, 1), by
    )
    record = await parts.querylog.find_in(query, guild.id)
    assert record is not None
    await HelpRequests(parts.engine).claim(record, by, channel.id)
    asked = Asked(f"Berapa berat {mark[::-1]}?", WayIn.SLASH, guild_id=guild.id)
    reply = await parts.assistant.ask(asked)
    assert not reply.answer.answered
    assert await parts.feedback.wish(reply.query.id, guild.id, by, channel.id)
    return MarkedServer(
        mark,
        moderator,
        channel,
        log_channel,
        role,
        first.id,
        removed.id,
        waiting.id,
        query,
        reply.query.id,
    )


def draft(title: str, body: str, source: str = "") -> Draft:
    return Draft(new_article_id(), title, source, None, "id", body)


async def rows_of(engine: AsyncEngine, server: MarkedServer) -> dict[str, Sequence[Any]]:
    """Return every row that belongs to a server, by table."""
    kept: dict[str, Sequence[Any]] = {}
    async with engine.connect() as connection:
        for table in metadata.sorted_tables:
            kept[table.name] = [
                tuple(row)
                for row in await connection.execute(select(table))
                if _is_of(table, row._mapping, server)
            ]
    return kept


def _is_of(table: Table, row: Any, server: MarkedServer) -> bool:  # noqa: ANN401
    if row.get("guild_id") == server.id or row.get("query_id") in {server.query, server.unanswered}:
        return True
    if table.name == "guilds":
        return bool(row["id"] == server.id)
    return row.get("article_id", row.get("id")) in {server.article, server.removed}
