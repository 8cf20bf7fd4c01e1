"""Who may what: the least right that each way into Kutip takes, tried by every kind of caller.

A caller without that right gets a refusal, with valid ids, too: nothing changes in the database,
and nothing of the server is shown. A caller from elsewhere, whatever their rights there, neither
changes nor sees anything of it with forged ids.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from discord import AppCommandOptionType as Option
from discord import Permissions, app_commands
from simcord.env import Env
from simcord.results import InteractionResult
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.client import KutipClient
from bot.discord.components.pressed import Form, Pressed
from bot.guilds import GuildSettings
from bot.locales import ENGLISH
from bot.parts import Parts
from corpus.web import Web
from tests.bot.callers import KEPT_ROLE, OTHER_SERVER, Caller, calling, describe
from tests.bot.discord_client import texts_of
from tests.bot.everything import CUSTOM_IDS, calls, menus, offered, press, replies, send_form
from tests.bot.marked_servers import MarkedServer, make_server, rows_of

pytest_plugins = ["tests.bot.desk_fixtures"]


class Least(StrEnum):
    """The least right that an entry takes."""

    ANYONE = "anyone, anywhere"
    READER = "anyone on the server of the answer"
    ASKER = "the asker, or Manage Messages in the channel"
    ASKER_ALONE = "the asker, and nobody else"
    MODERATOR = "a moderator of the server"
    MANAGER = "Manage Server"


ANYONE, READER, ASKER, ASKER_ALONE, MODERATOR, MANAGER = Least
TABLE = {
    "/ask": ANYONE,
    "/ask question…": ANYONE,
    "menu Ask Kutip about this": ANYONE,
    "/help": ANYONE,
    "/privacy about": ANYONE,
    "/privacy export": ANYONE,
    "/privacy delete": ANYONE,
    "DeleteDataButton": ANYONE,
    "KeepDataButton": ANYONE,
    "ShowButton": READER,
    "AnywayButton": READER,
    "VoteButton": READER,
    "ReasonMenu": READER,
    "CommentForm": READER,
    "WishButton": READER,
    "AskHumanButton": READER,
    "BinButton": ASKER,
    "ShareButton": ASKER_ALONE,
    "/article add": MODERATOR,
    "/article edit": MODERATOR,
    "/article edit article…": MODERATOR,
    "/article follow": MODERATOR,
    "/article follows": MODERATOR,
    "/article hide": MODERATOR,
    "/article hide article…": MODERATOR,
    "/article history": MODERATOR,
    "/article history article…": MODERATOR,
    "/article list": MODERATOR,
    "/article refresh": MODERATOR,
    "/article refresh article…": MODERATOR,
    "/article remove": MODERATOR,
    "/article remove article…": MODERATOR,
    "/article replace": MODERATOR,
    "/article replace article…": MODERATOR,
    "/article restore": MODERATOR,
    "/article restore article…": MODERATOR,
    "/article show": MODERATOR,
    "/article show article…": MODERATOR,
    "/article unhide": MODERATOR,
    "/article unhide article…": MODERATOR,
    "menu Add to Kutip": MODERATOR,
    "ArticleForm": MODERATOR,
    "PublishButton": MODERATOR,
    "NamesButton": MODERATOR,
    "ReplaceButton": MODERATOR,
    "PutBackMenu": MODERATOR,
    "CancelButton": MODERATOR,
    "ArticleMenu": MODERATOR,
    "EditButton": MODERATOR,
    "RefreshButton": MODERATOR,
    "AskRemovalButton": MODERATOR,
    "RemoveButton": MODERATOR,
    "KeepButton": MODERATOR,
    "ListButton": MODERATOR,
    "PageButton": MODERATOR,
    "FollowMenu": MODERATOR,
    "FollowsButton": MODERATOR,
    "FollowPublishButton": MODERATOR,
    "StopFollowingButton": MODERATOR,
    "ProposalMenu": MODERATOR,
    "VersionMenu": MODERATOR,
    "RestoreVersionButton": MODERATOR,
    "NotifyButton": MODERATOR,
    "EffectsButton": MODERATOR,
    "ConfirmButton": MODERATOR,
    "MendMenu": MODERATOR,
    "/review unanswered": MODERATOR,
    "/review poor": MODERATOR,
    "/review chosen": MODERATOR,
    "/review settled": MODERATOR,
    "/review suggestions": MODERATOR,
    "/review stats": MODERATOR,
    "/review export": MODERATOR,
    "ListingButton": MODERATOR,
    "PickMenu": MODERATOR,
    "NextButton": MODERATOR,
    "JudgeButton": MODERATOR,
    "SearchForm": MODERATOR,
    "PassageMenu": MODERATOR,
    "ChooseButton": MODERATOR,
    "UnchooseButton": MODERATOR,
    "ChooseShownButton": MODERATOR,
    "TakeBackButton": MODERATOR,
    "NoAnswerButton": MODERATOR,
    "UndoNoAnswerButton": MODERATOR,
    "DismissButton": MODERATOR,
    "UndismissButton": MODERATOR,
    "SplitMenu": MODERATOR,
    "JoinMenu": MODERATOR,
    "ReopenButton": MODERATOR,
    "HideButton": MODERATOR,
    "AddArticleButton": MODERATOR,
    "AnswerQuestionButton": MODERATOR,
    "HelpForm": MODERATOR,
    "HelpArticleButton": MODERATOR,
    "/server show": MANAGER,
    "/server set": MANAGER,
    "/server moderators": MANAGER,
    "/server channels": MANAGER,
    "/server helpers": MANAGER,
    "LanguageMenu": MANAGER,
    "StrictnessMenu": MANAGER,
    "ChannelsMenu": MANAGER,
    "RolesMenu": MANAGER,
    "LogMenu": MANAGER,
    "OpenMenu": MANAGER,
    "HelpersMenu": MANAGER,
    "HelpPlaceMenu": MANAGER,
    "PrivateButton": MANAGER,
    "DigestButton": MANAGER,
}
"""The least right of each entry: command, autocompletion, message command, button, menu or form."""
FORMS = {
    "ArticleForm": (
        "/article add",
        "/article edit",
        "kutip:draft:{draft}:names",
        "kutip:edit:{article}",
    ),
    "SearchForm": ("kutip:judge:u:{query}:0",),
    "CommentForm": ("kutip:reason:{query} other",),
    "HelpForm": ("kutip:help:{query}",),
}
"""What opens each form."""
ENTITLED = {
    ANYONE: set(Caller),
    READER: {each for each in Caller if not each.elsewhere},
    # Who may delete any message in a channel may do so through Kutip, on any server.
    ASKER: {
        Caller.CHANNEL_MODERATOR,
        Caller.MODERATOR,
        Caller.ADMINISTRATOR,
        Caller.OWNER,
        Caller.OUTAGE,
        Caller.NEIGHBOUR,
        Caller.USER_INSTALL,
    },
    ASKER_ALONE: set(),
    # With the ids of another server, see below.
    MODERATOR: {
        Caller.NAMED,
        Caller.MODERATOR,
        Caller.ADMINISTRATOR,
        Caller.OWNER,
        Caller.NEIGHBOUR,
    },
    MANAGER: {Caller.MANAGER, Caller.ADMINISTRATOR, Caller.OWNER, Caller.NEIGHBOUR},
}
REFUSALS: dict[str, str] = {
    READER: ENGLISH("answer.gone"),
    ASKER: ENGLISH("answer.not_yours"),
    ASKER_ALONE: ENGLISH("answer.not_yours_to_share"),
    "ReasonMenu": ENGLISH("feedback.no_thumb"),
    "CommentForm": ENGLISH("feedback.no_thumb"),
}
"""The refusals of an entry, or of a right, that are not about rights on a server."""
NOT_PRESENT = ENGLISH("fault.not_present")
"""The refusal of what takes rights on a server, where Kutip can't know them."""
NOT_ALLOWED = ENGLISH("fault.not_allowed")
BLIND = {Caller.USER_INSTALL, Caller.OUTAGE}
THOROUGH = {Caller.MEMBER, Caller.NEIGHBOUR}
"""Those who try every option, button and form; the others, one of each entry."""
FILE = ("catatan.txt", b"Catatan yang cukup panjang untuk dikutip.")


@pytest.fixture
def _tidied() -> None:
    """At each start, here."""


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture
async def server(simcord_env: Env, parts: Parts, may_be_pinged: set[int]) -> MarkedServer:
    server = await make_server(simcord_env, parts, "Utara", "nanasmerah")
    may_be_pinged.add(server.moderator.id)
    return server


@pytest.fixture
def database(server: MarkedServer, database_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of its own to the database."""
    with closing(sqlite3.connect(database_path)) as database:
        yield database


def test_the_table_names_every_entry(client: KutipClient) -> None:
    assert set(TABLE) == set(entries(client))
    assert set(FORMS) == {form.__name__ for form in forms()}


@pytest.mark.parametrize("caller", Caller)
async def test_every_entry_takes_its_least_right(
    simcord_env: Env,
    client: KutipClient,
    parts: Parts,
    engine: AsyncEngine,
    server: MarkedServer,
    database: sqlite3.Connection,
    caplog: pytest.LogCaptureFixture,
    caller: Caller,
) -> None:
    # As it may have been set before Kutip left.
    await parts.guilds.save(GuildSettings(OTHER_SERVER, moderator_roles=frozenset({KEPT_ROLE})))
    named = server.moderator.guild.create_role("Redaksi")
    settings = parts.guilds.of(server.id)
    await parts.guilds.save(replace(settings, moderator_roles=frozenset({named.id})))
    tries = await all_tries(simcord_env, client, server)
    assert set(tries) == set(TABLE)
    neighbours = simcord_env.create_guild("Selatan").create_text_channel("umum")
    described = describe(caller, simcord_env, server.moderator.guild, named, neighbours)
    await simcord_env.settle()
    await parts.querylog.flush()
    of_server = await rows_of(engine, server)

    for entry, attempts in tries.items():
        least = TABLE[entry]
        entitled = caller in ENTITLED[least]
        for attempt in attempts[: None if caller in THOROUGH else 1]:
            before, since = commits(database), len(simcord_env.http_requests)
            with calling(simcord_env, described):
                result = await attempt()
            await parts.querylog.flush()
            shown = json.dumps(
                [[each.path, each.json] for each in simcord_env.http_requests[since:]], default=str
            )
            if not entitled:
                refusal = refusal_of(entry, caller)
                assert seen(simcord_env, since, result) == [refusal] * (result is not None), entry
                assert commits(database) == before, entry
            else:
                assert NOT_ALLOWED not in seen(simcord_env, since, result), entry
            if not entitled or caller.elsewhere:
                assert server.mark not in shown, entry
    assert "Reply failed" not in caplog.text
    if caller.elsewhere:
        assert await rows_of(engine, server) == of_server
    _ = simcord_env.errors


async def test_numbers_at_their_limits_are_refused_without_a_failure(
    simcord_env: Env,
    server: MarkedServer,
    database: sqlite3.Connection,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ids = {"query": "a" * 32, "draft": "b" * 32, "article": "ccc", "word": "d"}
    for item, patterns in CUSTOM_IDS.items():
        for pattern in patterns:
            custom_id, _, chosen = pattern.partition(" ")
            forged = largest(custom_id.format(**ids), item)
            for name, value in ids.items():
                forged = forged.replace(value, getattr(server, name, value))
            await press(simcord_env, server.moderator, server.channel, f"{forged} {chosen}".strip())

    assert "Reply failed" not in caplog.text


Attempt: TypeAlias = Callable[[], Awaitable[InteractionResult | None]]


async def all_tries(
    env: Env, client: KutipClient, server: MarkedServer
) -> dict[str, list[Attempt]]:
    """Return what uses each entry with ids of the server; the caller is yet to be described."""
    role = server.moderator.guild.create_role("Semua", permissions=Permissions(administrator=True))
    hand = server.moderator.guild.add_member(env.create_user("tangan"), roles=[role])
    channel, tries = server.channel, defaultdict[str, list[Attempt]](list)
    values: dict[Option, list[Any]] = {
        Option.string: [server.article],
        Option.boolean: [True],
        Option.integer: [1],
        Option.attachment: [FILE],
        Option.role: [server.role],
        Option.channel: [server.log_channel],
    }
    for call in calls(client.tree, values):
        ending = f" {call.typing}…" if call.typing else ""
        tries[f"/{call.command}{ending}"].append(partial(call.made_by, hand, channel))
    message = await hand.send(channel, "Apa sandi pintu gudang?")
    for menu in menus(client.tree):
        tries[f"menu {menu}"].append(partial(hand.context_menu, channel, menu, message))
    for item, patterns in CUSTOM_IDS.items():
        for pattern in patterns:
            custom_id = with_ids(pattern, server)
            tries[item.__name__].append(partial(press, env, hand, channel, custom_id))
    for form, openers in FORMS.items():
        for opener in openers:
            if opener.startswith("/"):
                options = {"article": server.article} if opener.endswith("edit") else {}
                shown = await hand.slash(channel, opener[1:], **options)
            else:
                shown = await press(env, hand, channel, with_ids(opener, server))
            tries[form].append(partial(send_form, hand, shown))
    return tries


def largest(custom_id: str, item: type[Pressed[Any]]) -> str:
    """Return a custom id with each number as large as the button or menu takes it."""
    for number in reversed(list(re.finditer(r"\d+", custom_id))):
        for digits in range(len(number[0]), 20):
            longer = custom_id[: number.start()] + "9" * digits + custom_id[number.end() :]
            if item._codec.pattern.fullmatch(longer):
                custom_id = longer
    return custom_id


def with_ids(pattern: str, server: MarkedServer) -> str:
    return pattern.format(
        article=server.article, draft=server.draft, query=server.query, word="sandi"
    )


def seen(env: Env, since: int, result: InteractionResult | None) -> list[str]:
    """Return what a caller sees: the texts of messages and the title of a form, or choices."""
    if result is None:
        return [str(choice) for choice in offered(env, since)]
    # The first response may be the message itself, edited in place.
    shown = [texts_of(each) for each in result.followups or replies(result)]
    return shown if result.modal is None else [*shown, result.modal["title"]]


def refusal_of(entry: str, caller: Caller) -> str:
    if entry == "/server channels" and caller.elsewhere:
        return ENGLISH("fault.option")  # The channel comes first, and Discord shows none there.
    refusal = NOT_PRESENT if caller in BLIND else NOT_ALLOWED
    return REFUSALS.get(entry, REFUSALS.get(TABLE[entry], refusal))


def commits(database: sqlite3.Connection) -> int:
    """Return a number that differs once another connection has changed the database."""
    [number] = database.execute("PRAGMA data_version").fetchone()
    return int(number)


def entries(client: KutipClient) -> Iterator[str]:
    """Yield the name of every entry, from the code."""
    for command in client.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield f"/{command.qualified_name}"
            for option in command.parameters:
                if option.autocomplete:
                    yield f"/{command.qualified_name} {option.display_name}…"
    for menu in menus(client.tree):
        yield f"menu {menu}"
    for kind in (*Pressed.kinds, *forms()):
        if kind.__module__.startswith("bot."):  # not of other tests
            yield kind.__name__


def forms(base: type[Form] = Form) -> list[type[Form]]:
    """Return all forms."""
    return [each for kind in base.__subclasses__() for each in (kind, *forms(kind))]
