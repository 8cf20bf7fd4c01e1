import asyncio
import copy
import logging
from collections.abc import Callable
from typing import Any

import pytest
from simcord.env import Env

from bot.discord import client, command_sync
from bot.discord.command_sync import _agree, different_commands
from bot.discord.commands import ask, names
from bot.discord.commands.names import Names
from bot.locales import ENGLISH
from tests.bot.discord_client import MakeClient

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def _translated_once() -> None:
    """Each time, here."""


def syncs(env: Env) -> int:
    return sum(
        sent.method == "PUT" and sent.path.endswith("/commands") for sent in env.http_requests
    )


async def test_commands_are_synced_at_the_first_start_only(
    simcord_env: Env, make_client: MakeClient
) -> None:
    assert syncs(simcord_env) == 1

    await simcord_env.restart_bot(make_client())

    assert syncs(simcord_env) == 1


async def test_commands_are_synced_again_when_one_changed(
    simcord_env: Env, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask.ask, "description", "Something else")

    await simcord_env.restart_bot(make_client())
    await simcord_env.restart_bot(make_client())

    assert syncs(simcord_env) == 2


async def test_a_command_that_discord_lost_is_noticed_at_the_next_start(
    simcord_env: Env, make_client: MakeClient
) -> None:
    del simcord_env.backend.commands[None]["privacy", 1]

    await simcord_env.restart_bot(make_client())

    assert syncs(simcord_env) == 2


async def test_only_the_process_with_the_first_shard_changes_the_commands(
    simcord_env: Env, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask.ask, "description", "Something else")
    expected = []
    for shard_id in (1, 0):
        one_of_two = make_client()
        one_of_two.shard_count, one_of_two.shard_ids = 2, [shard_id]
        await simcord_env.restart_bot(one_of_two)
        expected.append(syncs(simcord_env))

    assert expected == [1, 2]


async def test_a_failed_sync_is_logged_and_tried_again_while_running(
    simcord_env: Env,
    make_client: MakeClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(ask.ask, "description", "Something else")
    simcord_env.inject_error("PUT", "/applications/*/commands", status=400, code=30034)

    await simcord_env.restart_bot(make_client())

    assert "Could not sync" in caplog.text
    reported = [record.levelno for record in caplog.records if record.name == command_sync.__name__]
    assert reported == [logging.ERROR]
    assert syncs(simcord_env) == 2
    await simcord_env.advance_time(client.SYNC_AGAIN_SECONDS)
    assert syncs(simcord_env) == 3
    await simcord_env.advance_time(3 * client.SYNC_AGAIN_SECONDS)
    assert syncs(simcord_env) == 3


async def test_a_change_of_a_translation_is_a_difference(
    simcord_env: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = simcord_env.bot.tree  # type: ignore[attr-defined]
    assert await different_commands(tree) == []

    monkeypatch.setattr(names, "texts_in", lambda _language: ENGLISH)

    assert "ask" in await different_commands(tree)


def _nested(described: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = described["options"][0]
    return found


CHANGES: dict[str, Change] = {
    "its description": lambda it: it.update(description="else"),
    "a translation": lambda it: it["name_localizations"].update(id="lain"),
    "a translation less": lambda it: it.update(name_localizations=None),
    "who may use it": lambda it: it.update(default_member_permissions="8"),
    "where": lambda it: it.update(contexts=[0]),
    "an option less": lambda it: it["options"].pop(),
    "another order of options": lambda it: it["options"].reverse(),
    "an option's type": lambda it: _nested(it).update(type=4),
    "whether an option is needed": lambda it: _nested(it).update(required=False),
    "a limit": lambda it: _nested(it).update(max_length=100),
    "choices": lambda it: _nested(it).update(choices=[{"name": "a", "value": "a"}]),
}


async def described(make_client: MakeClient) -> dict[str, Any]:
    tree = make_client().tree
    await tree.set_translator(Names())
    return copy.deepcopy(await ask.ask.get_translated_payload(tree, Names()))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_whatever_a_member_would_see_is_compared(
    make_client: MakeClient, change: Change
) -> None:
    ours, theirs = await described(make_client), await described(make_client)
    assert _agree(ours, theirs)

    change(theirs)

    assert not _agree(ours, theirs)


async def test_what_discord_adds_is_no_difference(make_client: MakeClient) -> None:
    ours, theirs = await described(make_client), await described(make_client)
    added = {"id": "1", "application_id": "2", "version": "3", "guild_id": None, "handler": None}
    theirs |= added | {"contexts": [2, 1, 0], "name_localized": "tanya"}
    del theirs["nsfw"], theirs["dm_permission"]
    for option in theirs["options"]:
        if not option["required"]:
            del option["required"]
        option.setdefault("autocomplete", False)
        option |= {"choices": [], "min_length": None}
    ours["integration_types"] = None

    assert _agree(ours, theirs)


async def test_permissions_are_the_same_as_a_number_and_as_digits(make_client: MakeClient) -> None:
    ours, theirs = await described(make_client), await described(make_client)
    ours["default_member_permissions"], theirs["default_member_permissions"] = 32, "32"

    assert _agree(ours, theirs)


async def test_a_sync_that_discord_holds_up_does_not_hold_up_the_start(
    simcord_env: Env, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(_tree: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(command_sync, "SYNC_SECONDS", 0)
    monkeypatch.setattr(command_sync, "_registered", never)

    restarted = make_client()
    await simcord_env.restart_bot(restarted)

    assert restarted.is_ready()
