"""What Kutip does to the log leaves totals that are those of the rows."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.parts import Parts
from bot.querylog.log import QueryLog
from bot.querylog.person import Person, forget
from bot.querylog.record import Outcome
from bot.querylog.regrouping import join
from bot.querylog.retention import forget_before
from corpus.draft import Draft
from corpus.purge import purge_guild, purge_removed
from corpus.shelf import Shelf
from tests.bot.querylog.test_log import RECORD
from tests.corpus.totals import Totals, counted, kept

GUILD, OTHER, SARI = 7, 8, 42
NOW = datetime.now(UTC)
DRAFT = Draft("ayam", "Ayam", "", None, "id", "Ayam berkokok pada pagi hari yang cerah.")


def totals(engine: AsyncEngine) -> Totals:
    """Return the totals that are kept, which are those of the rows."""
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        assert kept(connection) == counted(connection)
        return kept(connection)


@pytest.fixture(autouse=True)
async def asked(parts: Parts, querylog: QueryLog) -> None:
    """Questions of two people on two servers and outside, on three days, some of them settled."""
    await Shelf(parts.engine, GUILD).add(DRAFT)
    hit = replace(RECORD.hits[0], article_id=DRAFT.id, version=1, passage=1)
    for number in range(36):
        querylog.record(
            replace(
                RECORD,
                id=uuid4().hex,
                asked_at=NOW - timedelta(days=number % 3),
                guild_id=(GUILD, OTHER, None)[number // 3 % 3],
                asker=parts.pseudonyms.of(SARI) if number % 2 else "b" * 64,
                outcome=Outcome.REFUSED if number % 5 == 0 else Outcome.ANSWERED,
                confidence=number / 36,
                hits=() if number % 5 == 0 else (replace(hit, settled=number % 4 == 0),),
            )
        )
    await querylog.flush()


async def test_questions_are_counted_when_they_are_logged(engine: AsyncEngine) -> None:
    found = totals(engine)
    everywhere = {key: times for key, times in found.items() if key[0] == -1}

    assert sum(times for (_, kind, _, _), times in everywhere.items() if kind == "refused") == 8
    assert sum(times for (_, kind, _, _), times in everywhere.items() if kind == "settled") == 7
    assert {guild for guild, _, _, _ in found} == {-1, 0, GUILD, OTHER}


async def test_expired_questions_are_not_counted_any_more(engine: AsyncEngine) -> None:
    before = totals(engine)
    assert await forget_before(engine, NOW - timedelta(days=1.5)) == 12

    assert {day for _, _, day, _ in before} - {day for _, _, day, _ in totals(engine)} == {
        f"{NOW - timedelta(days=2):%Y-%m-%d}"
    }


async def test_a_forgotten_persons_questions_are_not_counted(parts: Parts) -> None:
    person = Person.of(SARI, parts.pseudonyms)
    await forget(parts.engine, parts.querylog, person, parts.pseudonyms)

    found = totals(parts.engine)
    asked = sum(
        times
        for (guild, kind, _, _), times in found.items()
        if (guild, kind) == (-1, "milliseconds")
    )
    assert asked == 18


async def test_a_purged_servers_questions_are_not_counted(engine: AsyncEngine) -> None:
    await purge_guild(engine, OTHER)

    assert {guild for guild, _, _, _ in totals(engine)} == {-1, 0, GUILD}


async def test_answers_from_purged_articles_are_not_settled_any_more(engine: AsyncEngine) -> None:
    await Shelf(engine, GUILD).remove(DRAFT.id)
    assert await purge_removed(engine, NOW + timedelta(days=1)) == 1

    assert "settled" not in {kind for _, kind, _, _ in totals(engine)}


async def test_regrouping_changes_no_total(engine: AsyncEngine) -> None:
    before = totals(engine)
    await join(engine, GUILD, [RECORD.question_key], ["who: x"], SARI)

    assert totals(engine) == before
