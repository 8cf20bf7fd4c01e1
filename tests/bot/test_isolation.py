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

@pytest.fixture
def _tidied() -> None:
    """At each start, here."""


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture
def client(simcord_env: Env) -> KutipClient:
    assert isinstance(simcord_env.bot, KutipClient)
    return simcord_env.bot


@pytest.fixture
async def servers(simcord_env: Env, parts: Parts) -> tuple[MarkedServer, MarkedServer]:
    return (
        await make_server(simcord_env, parts, "Utara", "nanasmerah"),
        await make_server(simcord_env, parts, "Selatan", "kelapahijau"),
    )


@pytest.mark.parametrize("swapped", [False, True], ids=["north to south", "south to north"])
async def test_nothing_done_on_one_server_reveals_or_changes_another(
    simcord_env: Env,
    client: KutipClient,
    servers: tuple[MarkedServer, MarkedServer],
    engine: AsyncEngine,
    querylog: QueryLog,
    caplog: pytest.LogCaptureFixture,
    swapped: bool,
) -> None:
    ours, theirs = reversed(servers) if swapped else servers
    await querylog.flush()
    await simcord_env.advance_time(EVERY_SECONDS)
    before = await rows_of(engine, theirs)
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
    assert await rows_of(engine, theirs) == before
    # The test really sees what is sent: it contains the server's own secrets.
    assert sum(ours.mark in json.dumps(request.json, default=str) for request in sent) > 10
    assert any(str(ours.log_channel.id) in request.path for request in sent)
    assert simcord_env.errors
    assert "Reply failed" not in caplog.text


async def test_the_same_text_and_title_may_be_on_both_servers(
    parts: Parts, servers: tuple[MarkedServer, MarkedServer]
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


async def use_every_command(client: KutipClient, ours: MarkedServer, theirs: MarkedServer) -> None:
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


async def use_every_menu(client: KutipClient, ours: MarkedServer) -> None:
    message = await ours.moderator.send(ours.channel, QUESTION)
    for menu in menus(client.tree):
        await ours.moderator.context_menu(ours.channel, menu, message)


async def press_every_button(env: Env, client: KutipClient, ours: MarkedServer, theirs: MarkedServer) -> None:
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
