import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.judgements.choices import ChoicesOfGuilds
from bot.judgements.judgements import AskedAs, Judgement, Judgements, PassagePlace
from bot.querylog.record import Outcome
from corpus.changes import Changes
from corpus.draft import Draft
from corpus.schema import EVERYWHERE, closed_questions
from corpus.schema import judgements as table
from corpus.shelf import Shelf
from index.sameness import question_key
from tests.bot.querylog.logged import GUILD, logged

pytestmark = pytest.mark.databases("sqlite", "postgresql")

FIRST, SECOND = "none: manggis", "none: mangggis"
BUAH, OTHER = PassagePlace("buah", 1, 1), PassagePlace("pasar", 1, 1)


@pytest.fixture
async def judgements(engine: AsyncEngine) -> Judgements:
    shelf = Shelf(engine, EVERYWHERE)
    await shelf.add(Draft("buah", "Buah", "", None, "id", "Manggis manis."))
    await shelf.add(Draft("pasar", "Pasar", "", None, "id", "Manggis dijual di pasar."))
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


async def test_a_question_is_judged_in_all_its_wordings_but_shown_in_one(
    judgements: Judgements, engine: AsyncEngine
) -> None:
    await logged(engine, "Manggiss enak?", Outcome.REFUSED)
    other = question_key("Manggiss enak?")
    seen = AskedAs("Manggis enak?", question_key("Manggis enak?"), asker="sari")
    await judgements.judge(GUILD, seen, BUAH, by=9, along=[other])

    (judgement,) = await judgements.of(GUILD)
    assert (judgement.question, judgement.asker) == ("Manggis enak?", "sari")
    choices = await ChoicesOfGuilds(engine, Changes(engine)).of(GUILD)
    assert {each.settlement.question for each in choices.settled} == {
        "Manggis enak?",
        "Manggiss enak?",
    }
    assert await judgements.take_back(GUILD, judgement.id)
    assert (await ChoicesOfGuilds(engine, Changes(engine)).of(GUILD)).settled == ()


async def test_what_no_passage_answers_is_no_choice_any_more_but_counts_against_it(
    judgements: Judgements, engine: AsyncEngine
) -> None:
    asked = AskedAs("Manggis?", FIRST)
    await judgements.judge(7, asked, BUAH, by=9)
    await judgements.judge_unanswerable(7, asked, [BUAH], by=8)

    assert await judgements.of(7) == []
    (settled,) = (await ChoicesOfGuilds(engine, Changes(engine)).of(7)).settled
    assert settled.settlement.weight < 0
    assert await closed(engine) == {FIRST}

    await judgements.judge(7, asked, BUAH, by=9)
    (settled,) = (await ChoicesOfGuilds(engine, Changes(engine)).of(7)).settled
    assert settled.settlement.weight > 0


async def test_what_was_chosen_is_known_by_the_key_of_the_question(judgements: Judgements) -> None:
    judgement = await judge(judgements, FIRST, SECOND)
    await judgements.judge_unanswerable(7, AskedAs("Mangga?", "none: mangga"), [BUAH], by=9)

    assert await judgements.about(7, FIRST) == [judgement]
    assert await judgements.about(8, FIRST) == []
    assert await judgements.about(7, "none: mangga") == []


async def test_taking_back_that_no_passage_answers_reopens_the_question_and_deletes_what_was_said(
    judgements: Judgements, engine: AsyncEngine
) -> None:
    asked = AskedAs("Manggis?", FIRST)
    await judgements.judge_unanswerable(7, asked, [BUAH], by=9, along=[SECOND])
    assert await closed(engine) == {FIRST, SECOND}

    assert not await judgements.take_back_unanswerable(8, FIRST)
    assert await judgements.take_back_unanswerable(7, SECOND)
    assert not await judgements.take_back_unanswerable(7, FIRST)

    assert await closed(engine) == set()
    async with engine.connect() as connection:
        assert (await connection.execute(select(table))).all() == []


async def test_a_choice_taken_back_reopens_what_no_passage_answered_before(
    judgements: Judgements, engine: AsyncEngine
) -> None:
    await judgements.judge_unanswerable(7, AskedAs("Manggis?", SECOND), [BUAH], by=9, along=[FIRST])
    judgement = await judge(judgements, FIRST, SECOND)

    assert await judgements.take_back(7, judgement.id)

    assert await closed(engine) == set()


async def test_what_was_chosen_before_is_chosen_again_once_that_no_passage_answers_is_taken_back(
    judgements: Judgements, engine: AsyncEngine
) -> None:
    asked = AskedAs("Manggis?", FIRST)
    await judgements.judge_unanswerable(7, asked, [OTHER], by=6, along=[SECOND])
    await judgements.judge(7, asked, BUAH, by=9, along=[SECOND])
    choices = ChoicesOfGuilds(engine, Changes(engine))
    await choices.of(7)

    await judgements.judge_unanswerable(7, asked, [BUAH, OTHER], by=8, along=[SECOND])
    assert await judgements.of(7) == []
    assert {each.settlement.weight for each in (await choices.of(7)).settled} == {-1}

    assert await judgements.take_back_unanswerable(7, FIRST)
    [judgement] = await judgements.of(7)
    assert (judgement.article_id, judgement.judged_by) == ("buah", 9)
    assert {each.settlement.weight for each in (await choices.of(7)).settled} == {1}


async def test_a_later_choice_taken_back_leaves_its_question_to_the_earlier_one(
    judgements: Judgements, engine: AsyncEngine
) -> None:
    await judge(judgements, FIRST, SECOND)
    await judgements.judge(7, AskedAs("Manggis?", FIRST), OTHER, by=8, along=[SECOND])
    [later, _] = await judgements.of(7)

    await judgements.take_back(7, later.id)

    async with engine.connect() as connection:
        rows = (await connection.execute(select(closed_questions))).all()
    assert {(row.question_key, row.article_id, row.closed_by) for row in rows} == {
        (FIRST, "buah", 9),
        (SECOND, "buah", 9),
    }


async def test_a_wording_settled_again_since_does_not_keep_the_others_closed(
    judgements: Judgements, engine: AsyncEngine
) -> None:
    await logged(engine, "Manggiss enak?", Outcome.REFUSED)
    other, key = question_key("Manggiss enak?"), question_key("Manggis enak?")
    asked = AskedAs("Manggis enak?", key)
    await judgements.judge(GUILD, asked, BUAH, by=9, along=[other])
    [first] = await judgements.of(GUILD)
    await judgements.judge(GUILD, asked, OTHER, by=8)

    await judgements.take_back(GUILD, first.id)

    assert await closed(engine) == {key}
