from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs, close, reopen_along
from bot.querylog.record import Outcome
from bot.querylog.settled import SettledQuestion, settled
from bot.querylog.votes import Vote
from corpus.schema import EVERYWHERE
from index.sameness import question_key
from tests.bot.querylog.logged import DAY, GUILD, NOW, logged, voted
from tests.bot.querylog.test_statistics import plans_of

pytestmark = pytest.mark.databases("sqlite", "postgresql")

LAGU, SAMA, KTP = "Siapa pencipta lagu ini?", "Siapa penciptta lagu ini?", "Apa itu KTP?"
DOUBTFUL = 0.5


async def found(engine: AsyncEngine, guild_id: int = GUILD) -> list[SettledQuestion]:
    return await settled(engine, guild_id, NOW - 90 * DAY, DOUBTFUL)


async def refused(engine: AsyncEngine, question: str, ago: timedelta = DAY) -> str:
    return await logged(engine, question, Outcome.REFUSED, confidence=0.1, asked_at=NOW - ago)


async def test_settled_questions_are_listed_the_latest_first_with_how_and_by_whom(
    engine: AsyncEngine,
) -> None:
    lagu, ktp = await refused(engine, LAGU), await refused(engine, KTP)
    await close(engine, GUILD, [question_key(LAGU)], ClosedAs.ANSWERED, article_id="lagu")
    await close(engine, GUILD, [question_key(KTP)], ClosedAs.DISMISSED, by=42)

    first, second = await found(engine)

    assert (first.query_id, first.question) == (ktp, KTP)
    assert (first.closed_as, first.closed_by, first.article_id) == (ClosedAs.DISMISSED, 42, None)
    assert (second.query_id, second.question) == (lagu, LAGU)
    assert (second.closed_as, second.closed_by, second.article_id) == ("answered", None, "lagu")
    assert first.closed_at > second.closed_at


async def test_questions_settled_together_are_one_and_reopen_together(engine: AsyncEngine) -> None:
    await refused(engine, LAGU)
    await refused(engine, SAMA)
    keys = [question_key(LAGU), question_key(SAMA)]
    await close(engine, GUILD, keys, ClosedAs.DISMISSED)

    (one,) = await found(engine)
    assert set(one.keys) == set(keys)

    await reopen_along(engine, GUILD, keys[0])
    assert await found(engine) == []


async def test_dismissed_poor_answers_are_included(engine: AsyncEngine) -> None:
    doubtful = await logged(engine, LAGU, confidence=0.2, asked_at=NOW - DAY)
    disliked = await logged(engine, KTP, asked_at=NOW - DAY)
    await voted(engine, disliked, "sari", Vote.DOWN)
    for question in (LAGU, KTP):
        await close(engine, GUILD, [question_key(question)], ClosedAs.DISMISSED)

    assert {one.query_id for one in await found(engine)} == {doubtful, disliked}


async def test_a_question_refused_again_is_settled_only_if_it_has_no_answer_or_needs_none(
    engine: AsyncEngine,
) -> None:
    stays = {KTP: ClosedAs.DISMISSED, "Siapa presiden?": ClosedAs.UNANSWERABLE}
    for question, how in {LAGU: ClosedAs.JUDGED, **stays}.items():
        await close(engine, GUILD, [question_key(question)], how)
        await refused(engine, question, -DAY)

    assert {one.question: one.closed_as for one in await found(engine)} == stays


async def test_other_servers_and_older_questions_are_excluded(engine: AsyncEngine) -> None:
    await refused(engine, LAGU)
    await refused(engine, KTP, 91 * DAY)
    await logged(engine, "Apa itu SIM?", Outcome.REFUSED, guild_id=None, asked_at=NOW - DAY)
    for guild_id, question in ((8, LAGU), (GUILD, KTP), (EVERYWHERE, "Apa itu SIM?")):
        await close(engine, guild_id, [question_key(question)], ClosedAs.DISMISSED)

    assert await found(engine) == []
    assert [one.question for one in await found(engine, EVERYWHERE)] == ["Apa itu SIM?"]


@pytest.mark.databases("sqlite")
async def test_queries_are_found_by_index(engine: AsyncEngine) -> None:
    await refused(engine, LAGU)
    await close(engine, GUILD, [question_key(LAGU)], ClosedAs.DISMISSED)
    plans = await plans_of(engine, lambda: found(engine))

    assert plans
    assert not any("SCAN queries" in step for plan in plans for step in plan)
