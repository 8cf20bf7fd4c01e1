import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.judgements.judgements import AskedAs, Judgement, Judgements, PassagePlace
from corpus.draft import Draft
from corpus.schema import EVERYWHERE, closed_questions
from corpus.shelf import Shelf

FIRST, SECOND = "none: manggis", "none: mangggis"
BUAH = PassagePlace("buah", 1, 1)


@pytest.fixture
async def judgements(engine: AsyncEngine) -> Judgements:
    await Shelf(engine, EVERYWHERE).add(Draft("buah", "Buah", "", None, "id", "Manggis manis."))
    return Judgements(engine)


async def judge(judgements: Judgements, *keys: str) -> Judgement:
    await judgements.judge(7, AskedAs("Manggis?", keys[0]), BUAH, by=9, along=keys[1:])
    return (await judgements.of(7))[0]


async def closed(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return set(await connection.scalars(select(closed_questions.c.question_key)))


async def test_a_judgement_is_kept_for_its_own_question_and_closes_those_alike(
    judgements: Judgements, engine: AsyncEngine
) -> None:
    judgement = await judge(judgements, FIRST, SECOND)

    assert (judgement.question_key, judgement.judged_by) == (FIRST, 9)
    assert len(await judgements.of(7)) == 1
    assert await judgements.of(8) == []
    assert await closed(engine) == {FIRST, SECOND}


async def test_judging_the_same_twice_is_one_judgement(judgements: Judgements) -> None:
    first = await judge(judgements, FIRST)
    second = await judge(judgements, FIRST)

    assert await judgements.of(7) == [second]
    assert second.id > first.id


async def test_taking_back_reopens_the_question_and_those_closed_along_with_it(
    judgements: Judgements, engine: AsyncEngine
) -> None:
    judgement = await judge(judgements, FIRST, SECOND)

    assert not await judgements.take_back(8, judgement.id)
    assert await judgements.take_back(7, judgement.id)
    assert not await judgements.take_back(7, judgement.id)
    assert await closed(engine) == set()


async def test_what_is_still_judged_stays_closed(
    judgements: Judgements, engine: AsyncEngine
) -> None:
    first = await judge(judgements, FIRST, SECOND)
    await judge(judgements, SECOND, FIRST)

    await judgements.take_back(7, first.id)

    assert await closed(engine) == {FIRST, SECOND}
