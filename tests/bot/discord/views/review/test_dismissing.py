from datetime import timedelta

from simcord.env import Env

from bot.locales import ENGLISH
from bot.querylog.closing import ClosedAs, close
from bot.querylog.votes import Vote
from tests.bot.discord_client import MakeClient, texts_of
from tests.bot.review_desk import FERRY_QUESTION, UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def test_a_dismissed_question_leaves_the_list_until_undo(
    review: ReviewDesk,
) -> None:
    await review.asked("harga mangggis Medan berapa?", ago=timedelta(hours=2))
    await review.asked(UNANSWERED)
    await review.asked(UNANSWERED)
    card = await review.card("unanswered")
    assert ENGLISH("review.times", count=3) in texts_of(card)
    await review.pick(card)

    reply = await review.press(card, ENGLISH("review.button_dismiss"))

    assert reply.startswith(ENGLISH("review.dismissed", question=UNANSWERED))
    await review.asked(UNANSWERED)
    assert texts_of(await review.card("unanswered")) == ENGLISH("review.unanswered_none")
    assert ENGLISH("review.times", count=4) in await review.press(
        card, ENGLISH("review.button_undo")
    )
    assert UNANSWERED in texts_of(await review.card("unanswered"))


async def test_a_dismissed_poor_answer_leaves_the_list_until_undo(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    await review.keep()
    query = (await review.answered(FERRY_QUESTION)).query
    await review.parts.feedback.vote(query.id, review.guild_id, 1, Vote.DOWN)
    card = await review.card("poor")
    await review.pick(card)

    reply = await review.press(card, ENGLISH("review.button_fine"))

    sentence = ENGLISH("review.dismissed", question=FERRY_QUESTION)
    assert reply == f"{sentence}\n\n{ENGLISH('review.poor_none')}"
    assert texts_of(await review.card("poor")) == ENGLISH("review.poor_none")
    assert FERRY_QUESTION in texts_of(await review.card("settled"))
    await simcord_env.restart_bot(make_client())
    assert ENGLISH("review.mark_quoted") in await review.press(card, ENGLISH("review.button_undo"))
    assert FERRY_QUESTION in texts_of(await review.card("poor"))


async def test_a_question_settled_meanwhile_is_not_dismissed(review: ReviewDesk) -> None:
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


async def test_undo_reopens_dismissed_questions_only(review: ReviewDesk) -> None:
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
