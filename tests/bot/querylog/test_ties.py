"""Of several questions with one key and one moment, which those have that were asked before there
were moments, every list takes the same one, whichever was written first.
"""

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.answered import answered
from bot.querylog.asked_before import asked_before
from bot.querylog.closing import ClosedAs, close
from bot.querylog.poor import poor
from bot.querylog.record import Outcome
from bot.querylog.settled import settled
from bot.querylog.unanswered import unanswered
from corpus.database import writing
from corpus.draft import Draft
from corpus.schema import EVERYWHERE, queries
from corpus.shelf import Shelf
from tests.bot.querylog.logged import DAY, GUILD, NOW, logged

pytestmark = [
    pytest.mark.databases("sqlite", "postgresql"),
    pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)]),
]

SINCE = NOW - 90 * DAY
KEY = "who: pelihara ayam"
LAST = "Ayam 3?"


async def tied(engine: AsyncEngine, order: tuple[int, ...], outcome: Outcome) -> None:
    """Write questions in this order, whose ids are in the order of their numbers."""
    for number in order:
        query_id = await logged(engine, f"Ayam {number}?", outcome, confidence=0.1, key=KEY)
        async with writing(engine) as connection:
            same = update(queries).where(queries.c.id == query_id)
            await connection.execute(same.values(id=f"{number:032x}", moment=5))


async def test_an_unanswered_question_is_shown_as_the_last_one(
    engine: AsyncEngine, order: tuple[int, ...]
) -> None:
    await tied(engine, order, Outcome.REFUSED)

    [found] = await unanswered(engine, GUILD, SINCE)

    assert (found.question, found.times) == (LAST, 3)


async def test_a_question_with_poor_answers_is_shown_as_the_last_one(
    engine: AsyncEngine, order: tuple[int, ...]
) -> None:
    await tied(engine, order, Outcome.ANSWERED)

    [found] = await poor(engine, GUILD, SINCE, 0.5)

    assert (found.question, found.times) == (LAST, 3)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.ANSWERED])
async def test_a_settled_question_is_shown_as_the_last_one(
    engine: AsyncEngine, order: tuple[int, ...], outcome: Outcome
) -> None:
    await tied(engine, order, outcome)
    await close(engine, GUILD, [KEY], ClosedAs.DISMISSED)

    [found] = await settled(engine, GUILD, SINCE, 0.5)

    assert found.question == LAST


async def test_a_question_that_an_article_answers_is_shown_as_the_last_one(
    engine: AsyncEngine, order: tuple[int, ...]
) -> None:
    await tied(engine, order, Outcome.REFUSED)
    article = await Shelf(engine, EVERYWHERE).add(Draft("a", "A", "", None, "id", "Ayam bertelur."))
    await close(engine, GUILD, [KEY], ClosedAs.ANSWERED, article_id=article.id)

    [found] = await answered(engine, GUILD, [article.id])

    assert found.question == LAST


async def test_the_last_one_is_asked_again(engine: AsyncEngine, order: tuple[int, ...]) -> None:
    await tied(engine, order, Outcome.REFUSED)

    [found] = await asked_before(engine, GUILD, SINCE, before=6, most=9)

    assert found.question == LAST
