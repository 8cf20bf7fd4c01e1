from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.answer_changes import (
    AnswerChange,
    Effect,
    Period,
    Quoted,
    changes_in,
    quoted_versions,
    write_changes,
)
from bot.querylog.log import QueryLog
from corpus.article import Span
from corpus.database import writing
from corpus.schema import answer_changes, queries
from corpus.shelf import Shelf
from tests.bot.querylog.asked import asked
from tests.bot.waiting import HEN

pytestmark = pytest.mark.databases("sqlite", "postgresql")

NOW = datetime.now(UTC)
DURING = Period(10, 20)
OLD = Quoted("ayam", 1, 2, Span(3, 9), doubtful=False)
NEW = Quoted("ayam", 2, 1, Span(0, 7), doubtful=True)


async def gained(querylog: QueryLog, question: str = "Kapan ayam?") -> AnswerChange:
    query = await asked(querylog, question, question=question)
    return AnswerChange(query.id, question, Effect.GAINED, None, OLD)


async def rows(engine: AsyncEngine) -> int:
    async with engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(answer_changes)) or 0


@pytest.mark.parametrize("before", [None, OLD])
@pytest.mark.parametrize("after", [None, NEW])
@pytest.mark.parametrize("effect", Effect)
async def test_a_change_is_read_as_it_was_written(
    querylog: QueryLog,
    engine: AsyncEngine,
    effect: Effect,
    before: Quoted | None,
    after: Quoted | None,
) -> None:
    query = await asked(querylog, "ayam", question="Kapan ayam?")
    change = AnswerChange(query.id, "Kapan ayam?", effect, before, after)

    await write_changes(engine, 7, DURING, NOW, [change])

    assert await changes_in(engine, 7, DURING) == [change]


async def test_changes_are_of_one_server_and_of_one_period(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    await write_changes(engine, 7, DURING, NOW, [await gained(querylog)])

    later = Period(21, 29)
    assert await changes_in(engine, 8, DURING) == []
    assert await changes_in(engine, 7, later) == []


async def test_what_was_lost_comes_first_and_the_last_asked_of_each(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    found: list[AnswerChange] = []
    for effect in (Effect.MAYBE, Effect.GAINED, Effect.LOST, Effect.LOST, Effect.CHANGED):
        query = await asked(querylog, f"{effect} {len(found)}")
        found.append(AnswerChange(query.id, "?", effect, OLD, NEW))

    await write_changes(engine, 7, DURING, NOW, found)

    maybe, gained_one, lost, lost_later, changed = found
    expected = [lost_later, lost, changed, gained_one, maybe]
    assert await changes_in(engine, 7, DURING) == expected


async def test_an_effect_is_written_once_by_overlapping_periods(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    change, other = await gained(querylog), await gained(querylog, "Di mana ayam?")
    await write_changes(engine, 7, DURING, NOW, [change])
    longer = Period(10, 25)

    await write_changes(engine, 7, DURING, NOW, [change])
    await write_changes(engine, 7, longer, NOW, [change, other])

    assert await rows(engine) == 2
    assert len(await changes_in(engine, 7, longer)) == 2


async def test_a_later_change_has_effects_of_its_own(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    change = await gained(querylog)
    await write_changes(engine, 7, DURING, NOW, [change])
    later = Period(21, 22)

    await write_changes(engine, 7, later, NOW, [change])

    assert await rows(engine) == 2


async def test_a_deleted_question_is_left_out_and_takes_its_changes_along(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    gone, kept = await gained(querylog), await gained(querylog, "Di mana ayam?")
    async with writing(engine) as connection:
        await connection.execute(delete(queries).where(queries.c.id == gone.query_id))

    await write_changes(engine, 7, DURING, NOW, [gone, kept])
    assert await changes_in(engine, 7, DURING) == [kept]

    async with writing(engine) as connection:
        await connection.execute(delete(queries))
    assert await rows(engine) == 0


async def test_the_quoted_versions_are_those_that_are_stored(engine: AsyncEngine) -> None:
    await Shelf(engine, 7).add(HEN)
    await Shelf(engine, 7).revise(replace(HEN, source="Antara"), 1)
    await Shelf(engine, 7).remove(HEN.id)
    old, gone = replace(OLD, article_id=HEN.id), replace(NEW, article_id="lenyap")
    changes = [
        AnswerChange("1" * 32, "?", Effect.LOST, old, None),
        AnswerChange("2" * 32, "?", Effect.CHANGED, old, gone),
    ]

    found = await quoted_versions(engine, changes)

    assert {place: article.source for place, article in found.items()} == {(HEN.id, 1): HEN.source}
    assert await quoted_versions(engine, []) == {}
