import logging
from datetime import UTC, datetime, timedelta

import pytest
from simcord.env import Env
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.drafts import KEPT
from bot.housekeeping import REMOVED_KEPT, tidy
from bot.parts import Parts
from corpus.database import writing
from corpus.draft import Draft
from tests.bot.discord_client import MakeClient

GUILD = 11
DRAFT = Draft("kopi", "Kopi", "", None, "id", "Kopi Gayo dipanen pada bulan ini.")
NOW = datetime.now(UTC)


async def test_what_was_removed_can_be_restored_for_thirty_days_then_it_is_gone_for_good(
    parts: Parts,
) -> None:
    await parts.shelf(GUILD).add(DRAFT)
    await parts.shelf(GUILD).remove("kopi")

    await tidy(parts, timedelta(), NOW + REMOVED_KEPT - timedelta(hours=1))
    assert len(await parts.catalogue(GUILD).removed()) == 1
    await tidy(parts, timedelta(), NOW + REMOVED_KEPT + timedelta(hours=1))

    assert await parts.catalogue(GUILD).removed() == ()
    assert await parts.catalogue(GUILD).entry("kopi") is None


async def test_a_server_that_was_left_is_kept_for_as_long_as_is_set(parts: Parts) -> None:
    await parts.shelf(GUILD).add(DRAFT)
    await parts.guilds.set_left(GUILD, NOW)

    await tidy(parts, timedelta(days=7), NOW + timedelta(days=6))
    assert await parts.catalogue(GUILD).entry("kopi") is not None
    await tidy(parts, timedelta(days=7), NOW + timedelta(days=8))

    assert await parts.catalogue(GUILD).entry("kopi") is None


async def test_nothing_of_a_server_that_was_left_is_quoted_when_it_comes_back(parts: Parts) -> None:
    await parts.shelf(GUILD).add(DRAFT)
    assert "kopi" in {article.id for article in (await parts.shelves.finder(GUILD)).articles}
    await parts.guilds.set_left(GUILD, NOW)

    await tidy(parts, timedelta(days=7), NOW + timedelta(days=8))

    assert "kopi" not in {article.id for article in (await parts.shelves.finder(GUILD)).articles}


async def test_drafts_wait_for_a_day(parts: Parts, engine: AsyncEngine) -> None:
    new = await parts.drafts.keep(GUILD, 1, DRAFT)
    old = await parts.drafts.keep(GUILD, 1, DRAFT)
    async with writing(engine) as connection:
        await connection.execute(
            text("UPDATE drafts SET made_at = :at WHERE id = :id"),
            {"at": (NOW - KEPT - timedelta(hours=1)).replace(tzinfo=None), "id": old.id},
        )

    await tidy(parts, timedelta(), NOW)

    assert await parts.drafts.find(new.id, GUILD) is not None
    assert await parts.drafts.find(old.id, GUILD) is None


async def test_what_fails_is_logged_and_keeps_nothing_else_from_being_done(
    parts: Parts, engine: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    await parts.shelf(GUILD).add(DRAFT)
    await parts.shelf(GUILD).remove("kopi")
    async with writing(engine) as connection:
        await connection.execute(text("ALTER TABLE drafts RENAME TO elsewhere"))
        await connection.execute(text("CREATE VIEW drafts AS SELECT * FROM elsewhere"))

    await tidy(parts, timedelta(), NOW + 2 * REMOVED_KEPT)

    assert "waiting drafts are kept until tomorrow" in caplog.text
    assert "Tidied up removed articles: 1" in caplog.text


async def test_it_is_done_at_each_start(
    simcord_env: Env, parts: Parts, make_client: MakeClient
) -> None:
    await parts.shelf(GUILD).add(DRAFT)
    await parts.guilds.set_left(GUILD, NOW - timedelta(days=31))

    await simcord_env.restart_bot(make_client())

    assert await parts.catalogue(GUILD).entry("kopi") is None


async def test_a_server_that_kutip_came_back_to_before_its_start_is_kept(
    simcord_env: Env, parts: Parts, make_client: MakeClient
) -> None:
    guild = simcord_env.create_guild("Ruang Berita")
    await parts.shelf(guild.id).add(DRAFT)
    await parts.guilds.set_left(guild.id, NOW - timedelta(days=31))

    await simcord_env.restart_bot(make_client())

    assert await parts.catalogue(guild.id).entry("kopi") is not None
