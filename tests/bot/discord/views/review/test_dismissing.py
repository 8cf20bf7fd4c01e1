from datetime import timedelta

from simcord.env import Env

from bot.locales import ENGLISH
from bot.querylog.closing import ClosedAs, close
from bot.querylog.votes import Vote
from tests.bot.discord_client import MakeClient, texts_of
from tests.bot.review_desk import FERRY_QUESTION, VAIN, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def test_what_is_not_a_question_leaves_the_list_and_comes_back_by_undo(
    review: ReviewDesk,
) -> None:
    await review.asked("harga mangggis Medan berapa?", ago=timedelta(hours=2))
    await review.asked(VAIN)
    await review.asked(VAIN)
    card = await review.card("unanswered")
    assert ENGLISH("review.times", count=3) in texts_of(card)
    await review.pick(card)

    told = await review.press(card, ENGLISH("review.button_dismiss"))

    assert told == ENGLISH("review.dismissed", question=VAIN)
    await review.asked(VAIN)
    assert texts_of(await review.card("unanswered")) == ENGLISH("review.unanswered_none")
    assert ENGLISH("review.times", count=4) in await review.press(
        card, ENGLISH("review.button_undo")
    )
    assert VAIN in texts_of(await review.card("unanswered"))


async def test_an_answer_that_needs_no_mending_leaves_the_list_and_comes_back_by_undo(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    await review.keep()
    query = (await review.answered(FERRY_QUESTION)).query
    await review.parts.feedback.vote(query.id, review.guild_id, 1, Vote.DOWN)
    card = await review.card("poor")
    await review.pick(card)

    told = await review.press(card, ENGLISH("review.button_fine"))

    assert told == ENGLISH("review.dismissed", question=FERRY_QUESTION)
    assert texts_of(await review.card("poor")) == ENGLISH("review.poor_none")
    assert FERRY_QUESTION in texts_of(await review.card("settled"))
    await simcord_env.restart_bot(make_client())
    assert ENGLISH("review.quoted_then") in await review.press(card, ENGLISH("review.button_undo"))
    assert FERRY_QUESTION in texts_of(await review.card("poor"))
    await review.press(card, ENGLISH("review.button_fine"))
    assert await review.press(card, ENGLISH("review.button_back")) == ENGLISH("review.poor_none")


async def test_what_was_settled_meanwhile_is_not_put_aside(review: ReviewDesk) -> None:
    query = await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    engine, keys = review.parts.engine, [query.question_key]
    await close(engine, review.guild_id, keys, ClosedAs.ANSWERED, article_id="kapal")

    assert await review.press(card, ENGLISH("review.button_dismiss")) == ENGLISH(
        "review.question_done"
    )
    assert ENGLISH("review.dismissed_by", who=review.moderator.mention) not in texts_of(
        await review.card("settled")
    )


async def test_undo_takes_back_nothing_but_that_it_was_put_aside(review: ReviewDesk) -> None:
    query = await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    await review.press(card, ENGLISH("review.button_dismiss"))
    engine, keys = review.parts.engine, [query.question_key]
    await close(engine, review.guild_id, keys, ClosedAs.ANSWERED, article_id="kapal")

    assert await review.press(card, ENGLISH("review.button_undo")) == ENGLISH(
        "review.question_open"
    )
    assert texts_of(await review.card("unanswered")) == ENGLISH("review.unanswered_none")
