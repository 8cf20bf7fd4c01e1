from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.asked_before import AskedQuestion, asked_before
from bot.querylog.closing import ClosedAs, close
from bot.querylog.log import QueryLog
from bot.querylog.record import Outcome
from bot.querylog.wishes import Wishes
from corpus.moments import last_moment
from corpus.schema import EVERYWHERE
from tests.bot.querylog.asked import asked

pytestmark = pytest.mark.databases("sqlite", "postgresql")

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


async def found(
    engine: AsyncEngine, guild_id: int = 7, before: int = 1000, most: int = 10
) -> list[AskedQuestion]:
    return await asked_before(engine, guild_id, NOW - 90 * DAY, before, most)


async def test_each_key_is_asked_in_its_latest_words_whatever_the_outcome(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    await asked(querylog, "ayam", question="Ayam?", asked_at=NOW - DAY)
    last = await asked(querylog, "ayam", question="Mana ayam?", outcome=Outcome.ANSWERED)

    assert await found(engine) == [AskedQuestion(last.id, "Mana ayam?", "ayam", None, None)]


async def test_only_what_was_asked_in_the_period_and_did_not_fail_is_asked(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    await asked(querylog, "kuno", asked_at=NOW - 91 * DAY)
    await asked(querylog, "rusak", outcome=Outcome.ERROR, asked_at=NOW - DAY)
    await asked(querylog, "", asked_at=NOW - DAY)
    await asked(querylog, "di sana", guild_id=8, asked_at=NOW - DAY)
    await asked(querylog, "di luar", guild_id=None, asked_at=NOW - DAY)
    changed = await last_moment(engine) + 1
    await asked(querylog, "nanti", asked_at=NOW - DAY)

    assert await found(engine, before=changed) == []
    assert [one.question_key for one in await found(engine, EVERYWHERE)] == ["di luar"]


async def test_what_people_wait_for_comes_first_then_the_most_asked_and_the_rest_is_cut(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    for key in ("sering", "sering", "jarang", "ditunggu"):
        query = await asked(querylog, key)
    await Wishes(engine).keep(query, 42, 2)
    # A wish on another server.
    await Wishes(engine).keep(replace(query, guild_id=8, question_key="jarang"), 43, 2)

    assert [one.question_key for one in await found(engine, most=2)] == ["ditunggu", "sering"]


async def test_a_follow_up_comes_with_what_it_follows_and_a_closed_question_with_the_reason(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    first = await asked(querylog, "ayam", question="Ada ayam?")
    second = replace(first, id="f" * 32, question="Di mana?", question_key="mana", follows=first.id)
    querylog.record(second)
    await querylog.written(second.id)
    await close(engine, 7, ["ayam"], ClosedAs.UNANSWERABLE)
    await close(engine, 8, ["mana"], ClosedAs.DISMISSED)

    one, other = sorted(await found(engine), key=lambda each: each.question_key)

    assert (one.earlier, one.closed_as) == (None, ClosedAs.UNANSWERABLE)
    assert (other.earlier, other.closed_as) == ("Ada ayam?", None)
