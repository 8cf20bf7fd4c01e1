from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.answered import answered
from bot.querylog.closing import ClosedAs, close, close_answered, reassign, reopen, reopen_along
from bot.querylog.log import QueryLog
from bot.querylog.record import Outcome
from bot.querylog.unanswered import unanswered
from corpus.moments import last_moment
from corpus.schema import EVERYWHERE, closed_questions
from tests.bot.querylog.asked import asked

pytestmark = pytest.mark.databases("sqlite", "postgresql")

SINCE = datetime.now(UTC) - timedelta(days=7)
KEY, OTHER = "when: ayam", "who: cipta lagu"


async def is_open(engine: AsyncEngine, key: str, guild_id: int = 7) -> bool:
    found = await unanswered(engine, guild_id, SINCE)
    return any(key in one.keys for one in found)


@pytest.mark.parametrize("how", ClosedAs)
async def test_a_closed_question_is_not_open_and_a_reopened_one_is(
    querylog: QueryLog, engine: AsyncEngine, how: ClosedAs
) -> None:
    await asked(querylog, KEY)
    await asked(querylog, OTHER)

    await close(engine, 7, [KEY], how)
    assert not await is_open(engine, KEY)
    assert await is_open(engine, OTHER)

    await reopen(engine, 7, [KEY], await last_moment(engine))
    assert await is_open(engine, KEY)


async def test_a_question_closed_since_does_not_reopen(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    await asked(querylog, KEY)
    began = await last_moment(engine)
    await close(engine, 7, [KEY], ClosedAs.JUDGED, by=1)

    await reopen(engine, 7, [KEY], began)

    assert not await is_open(engine, KEY)


async def test_a_question_refused_again_reopens_unless_it_was_dismissed(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    await asked(querylog, KEY)
    await asked(querylog, OTHER)
    await close(engine, 7, [KEY], ClosedAs.ANSWERED, article_id="ayam")
    await close(engine, 7, [OTHER], ClosedAs.DISMISSED)

    await asked(querylog, KEY)
    await asked(querylog, OTHER)

    assert await is_open(engine, KEY)
    assert not await is_open(engine, OTHER)


async def test_a_question_closed_on_one_server_is_open_on_the_others(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    for guild_id in (7, 8, None):
        await asked(querylog, KEY, guild_id=guild_id)

    await close(engine, EVERYWHERE, [KEY], ClosedAs.DISMISSED)
    await close(engine, 8, [KEY], ClosedAs.DISMISSED)

    assert await is_open(engine, KEY)
    assert not await is_open(engine, KEY, 8)
    assert not await is_open(engine, KEY, EVERYWHERE)


async def test_closing_again_replaces_the_first_closing(engine: AsyncEngine) -> None:
    await close(engine, 7, [KEY, KEY], ClosedAs.ANSWERED, article_id="ayam")
    await close(engine, 7, [KEY], ClosedAs.DISMISSED, by=42)

    async with engine.connect() as connection:
        [row] = (await connection.execute(select(closed_questions))).all()
    assert (row.closed_as, row.closed_by, row.article_id) == (ClosedAs.DISMISSED, 42, None)


async def test_what_articles_answer_is_one_question_for_all_keys_closed_together(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    await asked(querylog, KEY, question="kapan ayam?")
    await asked(querylog, "when: ayyam", question="kapan ayyam?")
    await asked(querylog, "when: ayyam", question="kapan ayyam ya?")
    await asked(querylog, OTHER)
    await asked(querylog, "when: ayyam", outcome=Outcome.ANSWERED)
    await close(engine, 7, [KEY, "when: ayyam"], ClosedAs.ANSWERED, article_id="ayam")
    await close(engine, 7, [OTHER], ClosedAs.JUDGED, article_id="lagu")

    [one] = await answered(engine, 7, {"ayam", "gone"})
    assert (one.question, one.article_id, one.times) == ("kapan ayyam ya?", "ayam", 3)
    assert one.keys == ("when: ayyam", KEY)
    assert [one.keys for one in await answered(engine, 7, {"lagu"})] == [(OTHER,)]
    assert await answered(engine, 8, {"ayam", "lagu"}) == []


async def test_a_dismissed_question_is_answered_by_nothing(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    await asked(querylog, KEY)
    await close(engine, 7, [KEY], ClosedAs.DISMISSED, article_id="ayam")

    assert await answered(engine, 7, {"ayam"}) == []


async def test_a_reassigned_question_stays_closed_as_it_was(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    await asked(querylog, KEY)
    await close(engine, 7, [KEY], ClosedAs.ANSWERED, article_id="ayam")
    [before] = await answered(engine, 7, {"ayam"})

    await reassign(engine, 7, [KEY], "jago")

    assert await answered(engine, 7, {"ayam"}) == []
    [after] = await answered(engine, 7, {"jago"})
    assert after.moment == before.moment
    assert not await is_open(engine, KEY)


async def test_questions_closed_together_reopen_together_and_no_others(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    keys = [KEY, "when: ayyam", OTHER, "who: cipta"]
    for key in keys:
        await asked(querylog, key)
    await close(engine, 7, keys[:2], ClosedAs.DISMISSED)
    await close(engine, 7, keys[2:3], ClosedAs.DISMISSED)
    await close(engine, 8, keys[:2], ClosedAs.DISMISSED)

    assert await reopen_along(engine, 7, KEY)

    assert [await is_open(engine, key) for key in keys] == [True, True, False, True]
    assert not await reopen_along(engine, 7, KEY)
    assert await reopen_along(engine, 8, KEY)


async def test_only_questions_closed_for_these_reasons_reopen(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    await asked(querylog, KEY)
    await close(engine, 7, [KEY], ClosedAs.JUDGED)

    assert not await reopen_along(engine, 7, KEY, [ClosedAs.DISMISSED, ClosedAs.ANSWERED])
    assert not await is_open(engine, KEY)
    assert await reopen_along(engine, 7, KEY, [ClosedAs.JUDGED])
    assert await is_open(engine, KEY)


async def test_what_a_moderator_closed_meanwhile_is_not_closed_by_an_article(
    engine: AsyncEngine,
) -> None:
    began = await last_moment(engine)
    await close(engine, 7, [KEY], ClosedAs.DISMISSED, by=9)

    await close_answered(engine, 7, [KEY, OTHER], "ayam", began)

    async with engine.connect() as connection:
        closed = (await connection.execute(select(closed_questions))).all()
    assert {row.question_key: row.closed_as for row in closed} == {
        KEY: ClosedAs.DISMISSED,
        OTHER: ClosedAs.ANSWERED,
    }


async def test_only_questions_closed_along_on_the_same_server_reopen(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    for guild_id in (7, 8):
        await asked(querylog, KEY, guild_id=guild_id)
        await asked(querylog, OTHER, guild_id=guild_id)
        await close(engine, guild_id, [OTHER], ClosedAs.DISMISSED)
        await close(engine, guild_id, [KEY], ClosedAs.DISMISSED)

    assert await reopen_along(engine, 7, KEY)

    assert await is_open(engine, KEY)
    assert not await is_open(engine, OTHER)
    assert not await is_open(engine, KEY, 8)
