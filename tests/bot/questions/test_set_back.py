"""A machine's clock that is set back loses nothing, and brings nothing back."""

from datetime import UTC, datetime, timedelta

from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.parts import Parts
from bot.querylog.closing import ClosedAs, close, reopen_along
from bot.querylog.settled import settled
from bot.querylog.unanswered import unanswered
from bot.querylog.wishes import Wishes
from corpus.outbox import Task, due
from tests.bot.set_back import set_clock_back
from tests.bot.waiting import CROWING, HEN, NEVER, SWIMMING, ask_unanswered

LAST_YEAR = datetime.now(UTC) - timedelta(days=365)


async def open_questions(parts: Parts) -> set[str]:
    return {one.question for one in await unanswered(parts.engine, 7, LAST_YEAR)}


async def follow_up(parts: Parts) -> None:
    for batch in await due(parts.engine, Task.ASK):
        await parts.follow_up(batch)


async def test_a_question_closed_after_the_clock_was_set_back_is_closed(parts: Parts) -> None:
    query = await ask_unanswered(parts, CROWING, 7)
    await set_clock_back(parts.engine)
    await close(parts.engine, 7, [query.question_key], ClosedAs.JUDGED)
    assert await open_questions(parts) == set()

    # And one asked again after that is open again.
    await set_clock_back(parts.engine)
    await ask_unanswered(parts, CROWING, 7)
    assert await open_questions(parts) == {CROWING}


async def test_a_wish_made_before_the_clock_was_set_back_is_fulfilled(parts: Parts) -> None:
    query = await ask_unanswered(parts, CROWING, 7)
    await Wishes(parts.engine).keep(query, 42, 2)
    await set_clock_back(parts.engine)
    await parts.shelf(7).add(HEN)

    await follow_up(parts)

    assert [each.user_id for each in await Wishes(parts.engine).fulfillable(7, "ayam")] == [42]


async def test_a_wish_made_after_an_answer_waits_for_another_one(parts: Parts) -> None:
    query = await ask_unanswered(parts, CROWING, 7)
    await close(parts.engine, 7, [query.question_key], ClosedAs.ANSWERED, article_id="ayam")
    await set_clock_back(parts.engine)
    await Wishes(parts.engine).keep(query, 42, 2)

    assert await Wishes(parts.engine).fulfillable(7, "ayam") == []


async def test_a_change_after_the_clock_was_set_back_closes_and_reopens_questions(
    parts: Parts,
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await set_clock_back(parts.engine)
    await parts.shelf(7).add(HEN)
    await set_clock_back(parts.engine)
    await follow_up(parts)
    assert await open_questions(parts) == set()

    await set_clock_back(parts.engine)
    await parts.shelf(7).remove("ayam")
    await follow_up(parts)
    assert await open_questions(parts) == {CROWING}


async def test_what_was_settled_before_the_clock_was_set_back_is_shown_in_its_order(
    parts: Parts,
) -> None:
    for question in (CROWING, SWIMMING):
        query = await ask_unanswered(parts, question, 7)
        await close(parts.engine, 7, [query.question_key], ClosedAs.ANSWERED, article_id="ayam")
        await set_clock_back(parts.engine)

    assert [one.question for one in await settled(parts.engine, 7, LAST_YEAR, 0.5)] == [
        SWIMMING,
        CROWING,
    ]
    await ask_unanswered(parts, SWIMMING, 7)
    assert [one.question for one in await settled(parts.engine, 7, LAST_YEAR, 0.5)] == [CROWING]


async def test_the_latest_of_two_choices_counts_whatever_the_clock_says(parts: Parts) -> None:
    query = await ask_unanswered(parts, NEVER, 7)
    await parts.shelf(7).add(HEN)
    judgements, asked = Judgements(parts.engine), AskedAs(NEVER, query.question_key)
    await judgements.judge(7, asked, PassagePlace("ayam", 1, 1), 1)
    await set_clock_back(parts.engine)
    await judgements.judge_unanswerable(7, asked, [], 1)
    await set_clock_back(parts.engine)

    assert await judgements.take_back_unanswerable(7, query.question_key)

    [chosen] = await judgements.of(7)
    assert (chosen.article_id, chosen.relevant) == ("ayam", True)
    assert await open_questions(parts) == {NEVER}


async def test_questions_closed_together_are_reopened_together(parts: Parts) -> None:
    keys = [(await ask_unanswered(parts, each, 7)).question_key for each in (CROWING, SWIMMING)]
    await close(parts.engine, 7, keys, ClosedAs.DISMISSED)
    await set_clock_back(parts.engine)

    assert await reopen_along(parts.engine, 7, keys[0])

    assert await open_questions(parts) == {CROWING, SWIMMING}
