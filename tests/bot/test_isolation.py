"""Servers are isolated from each other.

Two servers have an article of the same title, each with secrets of its own. On one server, a
moderator uses every registered command, autocompletion, form, menu and button with the ids, titles
and words of the other. Nothing that Kutip sends contains a secret of the other server, and none of
its rows change.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
import pytest
from discord import AppCommandOptionType as Option
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle
from simcord.env import Env
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.discord.client import KutipClient
from bot.discord.notices.audit_channel import EVERY_SECONDS
from bot.guilds import GuildSettings, Strictness
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.parts import Parts
from bot.querylog.log import QueryLog
from bot.querylog.votes import Reason, Vote
from corpus.draft import Draft, new_article_id
from corpus.schema import metadata, queries
from corpus.web import Web
from tests.bot.discord_client import button, response, texts_of
from tests.bot.everything import (
    CUSTOM_IDS,
    FOR_ALL,
    Call,
    calls,
    menus,
    press,
    registered,
    send_form,
)

pytest_plugins = ["tests.bot.desk_fixtures"]

TITLE = "Sandi pintu gudang"
QUESTION = "Apa sandi pintu gudang?"
FILLED = ("articles", "audit", "drafts", "feedback", "guilds", "judgements", "queries")
"""Tables with rows of each server."""


@pytest.fixture
def _tidied() -> None:
    """At each start, here."""


@dataclass(frozen=True)
class Server:
    """A server with secrets and a moderator."""

    word: str
    """The secret in every text of the server, and in no other server's."""
    moderator: MemberActor
    channel: ChannelHandle
    log_channel: ChannelHandle
    role: RoleHandle
    article: str
    removed: str
    draft: str
    query: str

    @property
    def id(self) -> int:
        return self.moderator.guild.id

    @property
    def secrets(self) -> tuple[str, ...]:
        """Texts that must never be sent to another server."""
        people = (self.moderator.id, self.role.id, self.channel.id, self.log_channel.id)
        return (self.word, self.word[::-1], *map(str, people))


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture
def client(simcord_env: Env) -> KutipClient:
    assert isinstance(simcord_env.bot, KutipClient)
    return simcord_env.bot


async def make_server(env: Env, parts: Parts, name: str, word: str) -> Server:
    """Create a server with an article in two versions, a removed article, a draft and questions."""
    guild = env.create_guild(name)
    powers = discord.Permissions(manage_messages=True, manage_guild=True)
    role = guild.create_role("Mods", permissions=powers)
    moderator = guild.add_member(env.create_user(f"mod-{word}"), roles=[role])
    channel, log_channel = guild.create_text_channel("umum"), guild.create_text_channel("catatan")
    shelf, by = parts.shelf(guild.id), moderator.id
    first = draft(TITLE, f"Sandi pintu gudang adalah {word}, jangan bilang siapa-siapa.")
    await shelf.add(first, by)
    await shelf.revise(
        replace(first, body=f"Sandi pintu gudang kini {word} terbalik, jangan bilang siapa pun."),
        1,
        by,
    )
    removed = draft(f"Lama {word}", f"Dahulu kala sandi itu tertulis {word} di dinding gudang.")
    await shelf.add(removed, by)
    await shelf.remove(removed.id, by)
    await shelf.hide("strategi-nuklir-korea", by)
    waiting = await parts.drafts.keep(
        guild.id, by, draft(f"Baru {word}", f"Besok sandi gudang akan menjadi {word} lagi.")
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
    answer = response(await moderator.slash(channel, "ask", question=QUESTION))
    assert word in texts_of(answer)
    query = button(answer, "👍").split(":")[2]
    await parts.feedback.vote(query, guild.id, by, Vote.DOWN)
    await parts.feedback.explain(query, guild.id, by, Reason.OTHER, f"Bukan {word}!")
    await Judgements(parts.engine).judge(
        guild.id, AskedAs(QUESTION, f"what: {word}"), PassagePlace(first.id, 2, 1), by
    )
    unanswered = Asked(f"Berapa berat {word[::-1]}?", WayIn.SLASH, guild_id=guild.id)
    assert not (await parts.assistant.ask(unanswered)).answer.answered
    return Server(
        word,
        moderator,
        channel,
        log_channel,
        role,
        first.id,
        removed.id,
        waiting.id,
        query,
    )


def draft(title: str, body: str) -> Draft:
    return Draft(new_article_id(), title, "", None, "id", body)


@pytest.fixture
async def servers(simcord_env: Env, parts: Parts) -> tuple[Server, Server]:
    return (
        await make_server(simcord_env, parts, "Utara", "nanasmerah"),
        await make_server(simcord_env, parts, "Selatan", "kelapahijau"),
    )


async def count_kept(engine: AsyncEngine, server: Server) -> dict[str, Sequence[Any]]:
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


def _is_of(table: Table, row: Any, server: Server) -> bool:  # noqa: ANN401
    own = {"guild_id": server.id, "query_id": server.query}
    if table.name == "guilds":
        own["id"] = server.id
    return any(row.get(column) == value for column, value in own.items()) or row.get(
        "article_id", row.get("id")
    ) in {server.article, server.removed}


@pytest.mark.parametrize("swapped", [False, True], ids=["north to south", "south to north"])
async def test_nothing_done_on_one_server_reveals_or_changes_another(
    simcord_env: Env,
    client: KutipClient,
    servers: tuple[Server, Server],
    engine: AsyncEngine,
    querylog: QueryLog,
    caplog: pytest.LogCaptureFixture,
    swapped: bool,
) -> None:
    ours, theirs = reversed(servers) if swapped else servers
    await querylog.flush()
    await simcord_env.advance_time(EVERY_SECONDS)
    before = await count_kept(engine, theirs)
    assert all(before[table] for table in FILLED)
    since = len(simcord_env.http_requests)

    await use_every_command(client, ours, theirs)
    await use_every_menu(client, ours)
    # One of the commands has turned the log channel off.
    where = {"log-channel": ours.log_channel}
    await ours.moderator.slash(ours.channel, "server set", **where)
    await press_every_button(simcord_env, client, ours, theirs)
    await simcord_env.advance_time(EVERY_SECONDS)

    sent = simcord_env.http_requests[since:]
    for request in sent:
        content = f"{request.path} {json.dumps(request.json, default=str)}"
        for secret in theirs.secrets:
            assert secret not in content, request
    assert await count_kept(engine, theirs) == before
    # The test really sees what is sent: it contains the server's own secrets.
    assert sum(ours.word in json.dumps(request.json, default=str) for request in sent) > 10
    assert any(str(ours.log_channel.id) in request.path for request in sent)
    assert simcord_env.errors
    assert "Reply failed" not in caplog.text


async def test_the_same_text_and_title_may_be_on_both_servers(
    parts: Parts, servers: tuple[Server, Server]
) -> None:
    ours, theirs = servers
    secret = await parts.catalogue(theirs.id).draft(theirs.article)
    assert secret is not None

    await parts.shelf(ours.id).add(replace(secret, id=new_article_id(), title="Lain"))

    assert await parts.catalogue(ours.id).draft(theirs.article) is None


async def test_the_words_of_a_settled_question_are_shown_to_no_other_user(
    simcord_env: Env, client: KutipClient, parts: Parts, querylog: QueryLog
) -> None:
    guild = simcord_env.create_guild("Utara")
    member = guild.add_member(simcord_env.create_user("budi"))
    channel = guild.create_text_channel("umum")
    article = await parts.shelf(guild.id).add(
        draft(TITLE, "Pintu gudang dibuka oleh penjaga malam pada pukul tujuh pagi.")
    )
    question = "Kapan si nanasmerah kurcaci boleh ambil barang?"
    asked = Asked(question, WayIn.SLASH, guild_id=guild.id, asker_id=7)
    record = (await parts.assistant.ask(asked)).query
    await Judgements(parts.engine).judge(
        guild.id,
        AskedAs(question, record.question_key, asker=record.asker),
        PassagePlace(article.id, 1, 1),
        by=8,
    )
    since = len(simcord_env.http_requests)

    answered = 0
    for words in (
        "Kapan barang boleh diambil?",
        "Kapan si nanasmreah krucaci boleh ambil barang?",
        "Barang boleh kuambil jam berapa ya?",
        "Apa sandi pintu gudang?",
    ):
        reply = response(await member.slash(channel, "ask", question=words))
        answered += "penjaga malam" in texts_of(reply)
        await querylog.flush()
    async with parts.engine.connect() as connection:
        theirs = select(queries.c.id).where(queries.c.question != question)
        ids = (await connection.scalars(theirs)).all()
    for item in FOR_ALL:
        for pattern in CUSTOM_IDS[item]:
            for query in ids:
                custom_id = pattern.format(article=article.id, draft="", query=query, word="a")
                await press(simcord_env, member, channel, custom_id)
    for call in calls(client.tree, {Option.string: [TITLE], Option.boolean: [False]}, "privacy"):
        await call.made_by(member, channel)

    assert answered
    sent = [json.dumps(each.json, default=str) for each in simcord_env.http_requests[since:]]
    for secret in ("nanasmerah", "kurcaci"):
        assert not [content for content in sent if secret in content]


async def use_every_command(client: KutipClient, ours: Server, theirs: Server) -> None:
    """Use every slash command and autocompletion with values of both servers."""
    values: dict[Option, list[Any]] = {
        # The first value is used while other options vary.
        Option.string: [ours.article, TITLE, theirs.article, theirs.removed, theirs.draft],
        Option.boolean: [False, True],
        Option.attachment: [("catatan.txt", b"Catatan tentang gudang yang kosong sekali.")],
        Option.role: [ours.role],
        Option.channel: [ours.log_channel, ours.channel],
    }
    used = set()
    questions = [Call("ask", {"question": QUESTION}), Call("ask", {"question": "nanas kelapa"})]
    for call in (*questions, *calls(client.tree, values)):
        result = await call.made_by(ours.moderator, ours.channel)
        if result is not None and result.modal is not None:
            await send_form(ours.moderator, result)
        used.add(call.command)
    assert {command.split()[0] for command in used} == {
        command.name for command in client.tree.get_commands(type=discord.AppCommandType.chat_input)
    }


async def use_every_menu(client: KutipClient, ours: Server) -> None:
    message = await ours.moderator.send(ours.channel, QUESTION)
    for menu in menus(client.tree):
        await ours.moderator.context_menu(ours.channel, menu, message)


async def press_every_button(env: Env, client: KutipClient, ours: Server, theirs: Server) -> None:
    """Press every button and choose from every menu, first with their ids, then with ours.

    Our article is removed last.
    """
    assert registered(client) == set(CUSTOM_IDS)
    for server in (theirs, ours):
        for item in sorted(CUSTOM_IDS, key=lambda item: item.__name__ == "RemoveButton"):
            for pattern in CUSTOM_IDS[item]:
                for article in {server.article, server.removed}:
                    custom_id = pattern.format(
                        article=article, draft=server.draft, query=server.query, word="sandi"
                    )
                    result = await press(env, ours.moderator, ours.channel, custom_id)
                    if result.modal is not None:
                        await send_form(ours.moderator, result)
