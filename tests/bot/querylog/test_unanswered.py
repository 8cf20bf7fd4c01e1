import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs, close
from bot.querylog.record import Outcome
from bot.querylog.unanswered import UnansweredQuestion, unanswered
from corpus.schema import EVERYWHERE
from index.sameness import question_key
from tests.bot.querylog.logged import DAY, GUILD, NOW, logged
from tests.bot.querylog.test_statistics import plans_of

pytestmark = pytest.mark.databases("sqlite", "postgresql")

SINCE = NOW - 90 * DAY
REFUSED = Outcome.REFUSED
PRESIDEN = "Siapa presiden Indonesia?"
LAGU, SAMA = "Siapa pencipta lagu ini?", "lagu ini diciptakan siapa"


async def test_questions_with_the_same_meaning_are_one_in_the_latest_wording(
    engine: AsyncEngine,
) -> None:
    await logged(engine, LAGU, REFUSED, asked_at=NOW - DAY)
    last = await logged(engine, SAMA, REFUSED)

    assert await unanswered(engine, GUILD, SINCE) == [
        UnansweredQuestion(last, SAMA, ("who: cipta lagu",), (SAMA,), 2, NOW)
    ]


async def test_the_most_asked_comes_first_and_misspellings_count_with_it(
    engine: AsyncEngine,
) -> None:
    for question in ("Apa itu KTP?", "Apa itu KTP?", PRESIDEN, PRESIDEN):
        await logged(engine, question, REFUSED, asked_at=NOW - DAY)
    await logged(engine, "Siapa presidn Indonesia?", REFUSED)
    first, second = await unanswered(engine, GUILD, SINCE)

    assert (first.question, first.times, first.last_asked) == (PRESIDEN, 3, NOW)
    assert len(first.keys) == 2
    assert first.wordings == (PRESIDEN, "Siapa presidn Indonesia?")
    assert (second.question, second.times) == ("Apa itu KTP?", 2)


@pytest.mark.parametrize(
    ("closed_as", "again"),
    [
        (ClosedAs.ANSWERED, 1),
        (ClosedAs.JUDGED, 1),
        (ClosedAs.UNANSWERABLE, 0),
        (ClosedAs.DISMISSED, 0),
    ],
)
async def test_a_closed_question_reopens_when_it_is_refused_again_if_it_had_an_answer(
    engine: AsyncEngine, closed_as: ClosedAs, again: int
) -> None:
    await logged(engine, LAGU, REFUSED, asked_at=NOW - DAY)
    await close(engine, GUILD, [question_key(LAGU)], closed_as)
    assert await unanswered(engine, GUILD, SINCE) == []
    await logged(engine, LAGU, REFUSED, asked_at=NOW + DAY)

    assert len(await unanswered(engine, GUILD, SINCE)) == again


async def test_answered_blank_old_and_other_servers_questions_are_excluded(
    engine: AsyncEngine,
) -> None:
    await logged(engine, LAGU)
    await logged(engine, LAGU, Outcome.ERROR)
    await logged(engine, "???", REFUSED)
    await logged(engine, LAGU, REFUSED, asked_at=SINCE - DAY)
    await logged(engine, LAGU, REFUSED, guild_id=8)
    outside = await logged(engine, LAGU, REFUSED, guild_id=None)

    assert await unanswered(engine, GUILD, SINCE) == []
    assert [one.query_id for one in await unanswered(engine, EVERYWHERE, SINCE)] == [outside]


async def test_only_the_most_asked_are_considered(engine: AsyncEngine) -> None:
    for question in ("Apa itu KTP?", "Apa itu KTP?", "Apa itu SIM?"):
        await logged(engine, question, REFUSED)

    (one,) = await unanswered(engine, GUILD, SINCE, most=1)
    assert one.question == "Apa itu KTP?"


@pytest.mark.databases("sqlite")
async def test_questions_are_grouped_in_the_order_of_their_index(engine: AsyncEngine) -> None:
    (plan,) = await plans_of(engine, lambda: unanswered(engine, GUILD, SINCE))

    assert any("ix_queries_refused (guild_id=? AND question_key>?)" in step for step in plan)
    assert not any(step.startswith("SCAN queries") for step in plan)
