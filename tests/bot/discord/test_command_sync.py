import logging

import pytest
from simcord.env import Env
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.command_sync import fingerprint
from bot.discord.commands import ask, names
from bot.locales import ENGLISH
from corpus.schema import synced_commands
from tests.bot.discord_client import MakeClient


@pytest.fixture
def _translated_once() -> None:
    """Each time, here."""


def syncs(env: Env) -> int:
    return sum(
        sent.method == "PUT" and sent.path.endswith("/commands") for sent in env.http_requests
    )


async def test_commands_are_synced_at_the_first_start_only(
    simcord_env: Env, make_client: MakeClient, engine: AsyncEngine
) -> None:
    assert syncs(simcord_env) == 1
    async with engine.connect() as connection:
        row = (await connection.execute(select(synced_commands))).one()
    assert row.application_id == simcord_env.bot.application_id
    assert len(row.fingerprint) == 64

    await simcord_env.restart_bot(make_client())

    assert syncs(simcord_env) == 1


async def test_commands_are_synced_again_when_one_changed(
    simcord_env: Env, make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask.ask, "description", "Something else")

    await simcord_env.restart_bot(make_client())
    await simcord_env.restart_bot(make_client())

    assert syncs(simcord_env) == 2


async def test_a_failed_sync_is_logged_and_retried_at_the_next_start(
    simcord_env: Env,
    make_client: MakeClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(ask.ask, "description", "Something else")
    simcord_env.inject_error("PUT", "/applications/*/commands", status=400, code=30034)

    await simcord_env.restart_bot(make_client())

    assert "Could not sync" in caplog.text
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    await simcord_env.restart_bot(make_client())
    assert syncs(simcord_env) == 3


async def test_a_fingerprint_depends_on_translations(
    make_client: MakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = make_client().tree
    await tree.set_translator(names.Names())
    before = await fingerprint(tree)

    monkeypatch.setattr(names, "texts_in", lambda _language: ENGLISH)

    assert await fingerprint(tree) != before
