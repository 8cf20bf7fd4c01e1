"""Servers are isolated from each other.

Two servers have an article of the same title, each with a mark of its own in every text. A
moderator uses every registered command, autocompletion, form, menu and button: on one server with
the ids, titles and words of the other, or on both at the same time with their own. Nothing that
Kutip sends to a server contains the mark of the other, and none of the other's rows change.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import discord
import pytest
from discord import AppCommandOptionType as Option
from simcord.env import Env
from simcord.results import InteractionResult
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.discord.client import KutipClient
from bot.discord.notices.audit_channel import EVERY_SECONDS
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.parts import Parts
from bot.querylog.log import QueryLog
from corpus.draft import new_article_id
from corpus.schema import queries
from corpus.web import Web
from tests.bot.discord_client import response, texts_of
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
from tests.bot.marked_servers import (
    FILLED,
    QUESTION,
    TITLE,
    MarkedServer,
    draft,
    make_server,
    rows_of,
)

AT_ONCE = 8
"""What each server is doing at the same time."""

pytest_plugins = ["tests.bot.desk_fixtures"]
pytestmark = pytest.mark.databases("sqlite", "postgresql")


@pytest.fixture
def _tidied() -> None:
    """At each start, here."""


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture
async def servers(
    simcord_env: Env, parts: Parts, may_be_pinged: set[int]
) -> tuple[MarkedServer, MarkedServer]:
    servers = (
        await make_server(simcord_env, parts, "Utara", "nanasmerah"),
        await make_server(simcord_env, parts, "Selatan", "kelapahijau"),
    )
    for server in servers:
        may_be_pinged.add(server.moderator.id)
        # A server's helpers are, by what its members ask them.
        may_be_pinged.add(server.role.id)
    return servers


async def test_nothing_done_on_one_server_reveals_or_changes_another(
    simcord_env: Env,
    client: KutipClient,
    servers: tuple[MarkedServer, MarkedServer],
    engine: AsyncEngine,
    querylog: QueryLog,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ours, theirs = servers
    await querylog.flush()
    await simcord_env.advance_time(EVERY_SECONDS)
    before = await rows_of(engine, theirs)
    assert all(before[table] for table in FILLED)
    since = len(simcord_env.http_requests)

    await use_every_command(client, ours, theirs)
    await use_every_menu(client, ours)
    await press_every_button(simcord_env, client, ours, theirs)
    # One of the commands, and one of the menus, has turned the log channel off.
    where = {"log-channel": ours.log_channel}
    await ours.moderator.slash(ours.channel, "server set", **where)
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


async def test_no_mark_reaches_another_server_while_both_are_busy(
    simcord_env: Env,
    client: KutipClient,
    servers: tuple[MarkedServer, MarkedServer],
    caplog: pytest.LogCaptureFixture,
) -> None:
    env = simcord_env
    places = {str(server.channel.id): server for server in servers}
    places |= {str(server.log_channel.id): server for server in servers}
    places |= {f"/guilds/{server.id}/members/": server for server in servers}
    env._register_dispatch_observer(
        lambda record: places.setdefault(record.token, places[str(record.channel_id)])
    )
    since = len(env.http_requests)

    steps = list(zip(*(uses(env, client, server) for server in servers), strict=True))
    for start in range(0, len(steps), AT_ONCE):
        results = []
        async with at_once(env):
            for on_each in steps[start : start + AT_ONCE]:
                results += [(server, await use()) for server, use in on_each]
        async with at_once(env):
            for server, result in results:
                if result is not None and result.modal is not None:
                    await send_form(server.moderator, result, f"Catatan baru dari {server.mark}.")
    await env.advance_time(EVERY_SECONDS)

    sent = {server.mark: 0 for server in servers}
    for request in env.http_requests[since:]:
        content = f"{request.path} {json.dumps(request.json, default=str)}"
        [here] = {server.mark for place, server in places.items() if place in request.path}
        for server in servers:
            leaked = server.mark != here and any(secret in content for secret in server.secrets)
            assert not leaked, request
        sent[here] += here in content
    assert min(sent.values()) > 20
    assert "Reply failed" not in caplog.text
    _ = env.errors


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
        Option.integer: [1],
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


async def press_every_button(
    env: Env, client: KutipClient, ours: MarkedServer, theirs: MarkedServer
) -> None:
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


Use = Callable[[], Awaitable[InteractionResult | None]]


def uses(env: Env, client: KutipClient, server: MarkedServer) -> Iterator[tuple[MarkedServer, Use]]:
    """Yield what uses everything on a server, in the same order for each; removals come last."""
    mod, channel, mark = server.moderator, server.channel, server.mark
    values: dict[Option, list[Any]] = {
        Option.string: [TITLE],
        Option.boolean: [False],
        Option.integer: [1],
        Option.attachment: [(f"{mark}.txt", f"Catatan {mark} tentang gudang kosong.".encode())],
        Option.role: [server.role],
        Option.channel: [server.channel],
    }
    assert env.bot.user is not None
    me = env.bot.user.mention

    async def mention() -> None:
        await mod.send(channel, f"{me} {QUESTION}")

    async def use_menu(menu: str) -> InteractionResult:
        return await mod.context_menu(channel, menu, await mod.send(channel, f"{QUESTION} {mark}"))

    yield server, mention
    for question in (QUESTION, f"Apa itu {mark}?", "nanas kelapa pisang"):
        yield server, partial(Call("ask", {"question": question}).made_by, mod, channel)
    for call in calls(client.tree, values):
        yield server, partial(call.made_by, mod, channel)
    for menu in menus(client.tree):
        yield server, partial(use_menu, menu)
    for item in sorted(CUSTOM_IDS, key=lambda item: item.__name__ == "RemoveButton"):
        for pattern in CUSTOM_IDS[item]:
            custom_id = pattern.format(
                article=server.article, draft=server.draft, query=server.query, word="sandi"
            )
            yield server, partial(press, env, mod, channel, custom_id)


@asynccontextmanager
async def at_once(env: Env) -> AsyncIterator[None]:
    """Let Kutip act on everything in the block at the same time, until it is done."""

    async def go_on(**_: object) -> None:
        pass

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(env, "_settle_internal", go_on)
        yield
    await env.settle()
