from simcord.env import Env

from bot.locales import ENGLISH
from bot.querylog.closing import ClosedAs, close
from tests.bot.discord_client import MakeClient, texts_of
from tests.bot.review_desk import FERRY_QUESTION, UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def test_settled_questions_are_listed_latest_first_and_can_be_reopened(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    article = await review.keep()
    answered = await review.asked(FERRY_QUESTION)
    engine, keys = review.parts.engine, [answered.question_key]
    await close(engine, review.guild_id, keys, ClosedAs.ANSWERED, article_id=article.id)
    for question in (UNANSWERED, "harga mangggis Medan berapa?"):
        await review.asked(question)
    vain = await review.card("unanswered")
    await review.pick(vain)
    await review.press(vain, ENGLISH("review.button_dismiss"))

    card = await review.card("settled")
    head, _, listed = texts_of(card).partition("\n\n")
    first, second = listed.split("\n\n**")
    assert head == ENGLISH("review.settled_head", count=2)
    assert ENGLISH("review.dismissed_by", who=review.moderator.mention) in first
    assert second.startswith(f"{FERRY_QUESTION}**\n")
    assert ENGLISH("review.answered_by", title="Kapal") in second
    await simcord_env.restart_bot(make_client())
    assert await review.pick(card) == first
    reply = await review.press(card, ENGLISH("review.button_reopen"))

    assert reply.startswith(ENGLISH("review.reopened", question="").partition("*")[0])
    assert ENGLISH("review.times", count=2) in texts_of(await review.card("unanswered"))
    left = await review.press(card, ENGLISH("review.button_back"))
    assert left == f"{ENGLISH('review.settled_head', count=1)}\n\n**{second}"


async def test_a_question_reopened_meanwhile_is_an_error(review: ReviewDesk) -> None:
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    await review.press(card, ENGLISH("review.button_dismiss"))
    listed, picked = await review.card("settled"), await review.card("settled")
    await review.pick(picked)
    await review.press(card, ENGLISH("review.button_undo"))

    assert await review.pick(listed) == ENGLISH("review.question_open")
    assert await review.press(picked, ENGLISH("review.button_reopen")) == ENGLISH(
        "review.question_open"
    )
