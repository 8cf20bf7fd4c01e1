import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from simcord.env import Env
from sqlalchemy import Table, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.housekeeping
from bot.articles.drafts import KEPT
from bot.asked import Asked, WayIn
from bot.housekeeping import REMOVED_KEPT, tidy
from bot.parts import Parts
from bot.querylog.unanswered import LOOKBACK
from bot.querylog.unwritten import keep, unwritten_files
from bot.querylog.wishes import KEPT as WISHES_KEPT
from corpus.database import writing
from corpus.draft import Draft
from corpus.schema import drafts, outbox, queries, wishes
from tests.bot.discord_client import MakeClient
from tests.bot.querylog.test_log import RECORD
from tests.failing import failing_at

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD = 11
DRAFT = Draft("kopi", "Kopi", "", None, "id", "Kopi Gayo dipanen pada bulan ini.")
NOW = datetime.now(UTC)
LONG = timedelta(days=3650)


@pytest.fixture
def _tidied() -> None:
    """At each start, here."""


async def count(engine: AsyncEngine, table: Table) -> int:
    async with engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(table)) or 0


async def test_removed_articles_are_purged_after_thirty_days(
    parts: Parts,
) -> None:
    await parts.shelf(GUILD).add(DRAFT)
    await parts.shelf(GUILD).remove("kopi")

    await tidy(parts, LONG, timedelta(), NOW + REMOVED_KEPT - timedelta(hours=1))
    assert len(await parts.catalogue(GUILD).removed()) == 1
    await tidy(parts, LONG, timedelta(), NOW + REMOVED_KEPT + timedelta(hours=1))

    assert await parts.catalogue(GUILD).removed() == ()
    assert await parts.catalogue(GUILD).entry("kopi") is None


async def test_questions_that_wait_in_files_are_deleted_in_time_too(
    parts: Parts, engine: AsyncEngine, database_path: Path
) -> None:
    expired = replace(RECORD, asked_at=NOW - timedelta(days=8), guild_id=None, hits=())
    left = replace(expired, id="1" * 32, asked_at=NOW, guild_id=GUILD)
    kept = replace(left, id="2" * 32, guild_id=None)
    await parts.guilds.set_left(GUILD, NOW - timedelta(days=8))
    keep(database_path, [expired, left, kept])

    await tidy(parts, timedelta(days=7), timedelta(days=7), NOW)

    assert await count(engine, queries) == 1
    assert await parts.querylog.find(kept.id) == kept
    assert unwritten_files(database_path) == []


async def test_what_has_to_follow_a_change_is_not_kept_longer_than_questions_are_asked_again(
    parts: Parts, engine: AsyncEngine
) -> None:
    await parts.shelf(GUILD).add(DRAFT)

    await tidy(parts, LONG, LONG, NOW + LOOKBACK - timedelta(hours=1))
    assert await count(engine, outbox) > 0
    await tidy(parts, LONG, LONG, NOW + LOOKBACK + timedelta(hours=1))

    assert await count(engine, outbox) == 0


async def test_data_of_a_left_server_is_kept_for_the_configured_time(parts: Parts) -> None:
    await parts.shelf(GUILD).add(DRAFT)
    await parts.guilds.set_left(GUILD, NOW)

    await tidy(parts, LONG, timedelta(days=7), NOW + timedelta(days=6))
    assert await parts.catalogue(GUILD).entry("kopi") is not None
    await tidy(parts, LONG, timedelta(days=7), NOW + timedelta(days=8))

    assert await parts.catalogue(GUILD).entry("kopi") is None


async def test_a_purged_server_is_not_quoted_when_it_comes_back(parts: Parts) -> None:
    await parts.shelf(GUILD).add(DRAFT)
    assert "kopi" in {article.id for article in (await parts.shelves.finder(GUILD)).articles}
    await parts.guilds.set_left(GUILD, NOW)

    await tidy(parts, LONG, timedelta(days=7), NOW + timedelta(days=8))

    assert "kopi" not in {article.id for article in (await parts.shelves.finder(GUILD)).articles}


async def test_drafts_are_kept_for_a_day(parts: Parts, engine: AsyncEngine) -> None:
    new = await parts.drafts.keep(GUILD, 1, DRAFT)
    old = await parts.drafts.keep(GUILD, 1, DRAFT)
    async with writing(engine) as connection:
        await connection.execute(
            update(drafts)
            .where(drafts.c.id == old.id)
            .values(made_at=NOW - KEPT - timedelta(hours=1))
        )

    await tidy(parts, LONG, timedelta(), NOW)

    assert await parts.drafts.find(new.id, GUILD) is not None
    assert await parts.drafts.find(old.id, GUILD) is None


async def test_questions_are_kept_for_the_configured_time_and_wishes_for_a_fixed_one(
    parts: Parts, engine: AsyncEngine
) -> None:
    asked = Asked("Bagaimana memasak rendang?", WayIn.SLASH, GUILD, 1, asker_id=1)
    query_id = (await parts.assistant.ask(asked)).query.id
    assert await parts.feedback.wish(query_id, GUILD, 1, 1)

    keep = 2 * WISHES_KEPT
    await tidy(parts, keep, LONG, NOW + WISHES_KEPT - timedelta(hours=1))
    assert await count(engine, queries) == await count(engine, wishes) == 1
    await tidy(parts, keep, LONG, NOW + WISHES_KEPT + timedelta(hours=1))
    assert (await count(engine, queries), await count(engine, wishes)) == (1, 0)
    await tidy(parts, keep, LONG, NOW + keep + timedelta(hours=1))
    assert await count(engine, queries) == 0


async def test_missing_question_keys_are_filled_in(parts: Parts, engine: AsyncEngine) -> None:
    asked = Asked("Bagaimana memasak rendang?", WayIn.SLASH, GUILD, 1)
    record = (await parts.assistant.ask(asked)).query
    await parts.querylog.flush()
    async with writing(engine) as connection:
        await connection.execute(update(queries).values(question_key=None))

    await tidy(parts, LONG, LONG, NOW)

    found = await parts.querylog.find(record.id)
    assert found is not None
    assert found.question_key == record.question_key != ""


async def test_a_failing_step_is_logged_and_stops_no_other(
    parts: Parts, engine: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    await parts.shelf(GUILD).add(DRAFT)
    await parts.shelf(GUILD).remove("kopi")

    with failing_at(engine, 1, "DELETE FROM drafts"):
        await tidy(parts, LONG, timedelta(), NOW + 2 * REMOVED_KEPT)

    assert "Could not delete expired drafts: " in caplog.text
    assert "Deleted expired removed articles: 1" in caplog.text


async def test_expired_data_is_deleted_at_each_start(
    simcord_env: Env, parts: Parts, make_client: MakeClient, engine: AsyncEngine
) -> None:
    await parts.assistant.ask(Asked("Siapa Vipin Narang?", WayIn.SLASH, GUILD, 1))
    await parts.querylog.flush()
    async with writing(engine) as connection:
        await connection.execute(update(queries).values(asked_at=NOW - timedelta(days=181)))
    await parts.shelf(GUILD).add(DRAFT)
    await parts.guilds.set_left(GUILD, NOW - timedelta(days=31))

    await simcord_env.restart_bot(make_client())

    assert await parts.catalogue(GUILD).entry("kopi") is None
    assert await count(engine, queries) == 0


async def test_a_server_that_kutip_came_back_to_before_its_start_is_kept(
    simcord_env: Env, parts: Parts, make_client: MakeClient
) -> None:
    guild = simcord_env.create_guild("Ruang Berita")
    await parts.shelf(guild.id).add(DRAFT)
    await parts.guilds.set_left(guild.id, NOW - timedelta(days=31))

    await simcord_env.restart_bot(make_client())

    assert await parts.catalogue(guild.id).entry("kopi") is not None


async def test_an_unforeseen_error_stops_no_other_step(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_: object) -> int:
        raise RuntimeError("broken")

    caplog.set_level(logging.INFO, "bot")
    monkeypatch.setattr(bot.housekeeping, "purge_removed", fail)
    await parts.assistant.ask(Asked("Siapa Vipin Narang?", WayIn.SLASH, GUILD, 1))
    await parts.querylog.flush()

    await tidy(parts, timedelta(), LONG, NOW + timedelta(days=1))

    assert "Could not delete expired removed articles." in caplog.text
    assert "Deleted expired questions: 1" in caplog.text
