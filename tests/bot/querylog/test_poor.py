from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs, close
from bot.querylog.poor import PoorAnswer, poor
from bot.querylog.record import Outcome
from bot.querylog.votes import Reason, Vote
from corpus.schema import EVERYWHERE
from index.sameness import question_key
from tests.bot.querylog.logged import DAY, GUILD, NOW, logged, voted
from tests.bot.querylog.test_statistics import plans_of

pytestmark = pytest.mark.databases("sqlite", "postgresql")

SINCE = NOW - 90 * DAY
DOUBTFUL = 0.5
LAGU, SAMA = "Siapa pencipta lagu ini?", "lagu ini diciptakan siapa"


async def found(engine: AsyncEngine, guild_id: int = GUILD) -> list[PoorAnswer]:
    return await poor(engine, guild_id, SINCE, DOUBTFUL)


async def test_doubtful_answers_to_the_same_question_are_one_in_the_latest_wording(
    engine: AsyncEngine,
) -> None:
    await logged(engine, LAGU, confidence=0.2, asked_at=NOW - DAY)
    last = await logged(engine, SAMA, confidence=0.4)
    await logged(engine, LAGU, confidence=0.9, asked_at=NOW + DAY)

    assert await found(engine) == [
        PoorAnswer(last, SAMA, ("who: cipta lagu",), (SAMA,), 2, 0, 0, {}, (), 0.2, NOW)
    ]


async def test_a_downvote_makes_a_confident_answer_poor_with_its_reasons_and_comments(
    engine: AsyncEngine,
) -> None:
    query_id = await logged(engine, LAGU)
    await voted(engine, query_id, "sari", Vote.DOWN, reason=Reason.OTHER, comment="Salah lagu.")
    await voted(
        engine,
        query_id,
        "budi",
        Vote.DOWN,
        reason=Reason.OTHER,
        comment="Bukan dia.",
        given_at=NOW + timedelta(minutes=1),
    )
    await voted(engine, query_id, "tuti", Vote.UP)
    (one,) = await found(engine)

    assert (one.query_id, one.times, one.lowest_confidence) == (query_id, 1, 0.9)
    assert (one.thumbs_up, one.thumbs_down) == (1, 2)
    assert one.reasons == {Reason.OTHER: 2}
    assert one.comments == ("Bukan dia.", "Salah lagu.")


async def test_more_upvotes_than_downvotes_redeem_an_answer(engine: AsyncEngine) -> None:
    await logged(engine, LAGU, confidence=0.2)
    await voted(engine, await logged(engine, SAMA), "sari", Vote.UP)

    assert await found(engine) == []


async def test_a_person_counts_once_on_the_same_question(engine: AsyncEngine) -> None:
    for minutes, question in enumerate((LAGU, SAMA, LAGU)):
        await voted(
            engine,
            await logged(engine, question),
            "sari",
            Vote.DOWN,
            reason=Reason.OTHER,
            comment=f"Salah, {minutes}!",
            given_at=NOW + timedelta(minutes=minutes),
        )
    (one,) = await found(engine)

    assert one.thumbs_down == 1
    assert one.comments == ("Salah, 2!",)


async def test_the_worst_comes_first_by_net_votes_and_then_by_confidence(
    engine: AsyncEngine,
) -> None:
    await logged(engine, "Apa itu KTP?", confidence=0.3)
    await logged(engine, "Apa itu SIM?", confidence=0.1)
    disliked = await logged(engine, "Apa itu KUA?")
    for voter in ("sari", "budi"):
        await voted(engine, disliked, voter, Vote.DOWN)
    contested = await logged(engine, "Apa itu BPJS?")
    await voted(engine, contested, "sari", Vote.DOWN)

    assert [one.question for one in await found(engine)] == [
        "Apa itu KUA?",
        "Apa itu BPJS?",
        "Apa itu SIM?",
        "Apa itu KTP?",
    ]


async def test_misspellings_are_merged_under_the_worse_answered(
    engine: AsyncEngine,
) -> None:
    worse = await logged(engine, "Siapa presiden Indonesia?")
    await voted(engine, worse, "sari", Vote.DOWN, reason=Reason.PASSAGE)
    await logged(engine, "Siapa presidn Indonesia?", confidence=0.4)
    (one,) = await found(engine)

    assert (one.query_id, one.times, one.thumbs_down) == (worse, 2, 1)
    assert one.lowest_confidence == 0.4
    assert one.reasons == {Reason.PASSAGE: 1}
    assert len(one.keys) == 2


@pytest.mark.parametrize("closed_as", [ClosedAs.JUDGED, ClosedAs.DISMISSED])
async def test_closed_questions_are_left_out(engine: AsyncEngine, closed_as: ClosedAs) -> None:
    await logged(engine, LAGU, confidence=0.2, asked_at=NOW - DAY)
    await close(engine, GUILD, [question_key(LAGU)], closed_as)

    assert await found(engine) == []


async def test_a_question_answered_poorly_after_it_was_judged_reopens(
    engine: AsyncEngine,
) -> None:
    await close(engine, GUILD, [question_key(LAGU)], ClosedAs.JUDGED)
    await logged(engine, LAGU, confidence=0.2, asked_at=NOW + DAY)

    assert len(await found(engine)) == 1


async def test_other_servers_and_older_answers_are_excluded(engine: AsyncEngine) -> None:
    await voted(engine, await logged(engine, LAGU, guild_id=8), "sari", Vote.DOWN)
    await logged(engine, LAGU, confidence=0.2, asked_at=SINCE - DAY)
    await logged(engine, LAGU, Outcome.REFUSED, confidence=0.1)
    await logged(engine, "???", confidence=0.1)
    outside = await logged(engine, LAGU, guild_id=None, confidence=0.2)

    assert await found(engine) == []
    assert [one.query_id for one in await found(engine, EVERYWHERE)] == [outside]


@pytest.mark.databases("sqlite")
async def test_queries_are_found_by_index(engine: AsyncEngine) -> None:
    await voted(engine, await logged(engine, LAGU), "sari", Vote.DOWN, comment="Salah lagu.")
    plans = await plans_of(engine, lambda: found(engine))

    assert plans
    assert not any("SCAN queries" in step for plan in plans for step in plan)


async def test_nothing_of_another_server_reaches_a_question_with_the_same_key(
    engine: AsyncEngine,
) -> None:
    for guild_id, voter in ((GUILD, "sari"), (8, "budi")):
        query_id = await logged(engine, LAGU, guild_id=guild_id)
        await voted(engine, query_id, voter, Vote.DOWN, reason=Reason.OTHER, comment=voter)
    await close(engine, 8, [question_key(LAGU)], ClosedAs.DISMISSED)

    (one,) = await found(engine)

    assert (one.thumbs_down, one.comments) == (1, ("sari",))
    assert await found(engine, 8) == []
