from datetime import timedelta

from simcord.env import Env
from sqlalchemy import select

from bot.locales import ENGLISH
from bot.querylog.votes import Vote
from corpus.schema import judgements
from tests.bot.discord_client import MakeClient, texts_of
from tests.bot.review_desk import FERRY_QUESTION, UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def judged(review: ReviewDesk) -> list[bool]:
    async with review.parts.engine.connect() as connection:
        return list(await connection.scalars(select(judgements.c.relevant)))


async def test_no_passage_answers_a_question_until_that_is_undone(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    await review.keep()
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    await simcord_env.restart_bot(make_client())

    reply = await review.press(card, ENGLISH("review.button_no_answer"))

    sentence = ENGLISH("review.unanswerable", question=UNANSWERED)
    assert reply == f"{sentence}\n\n{ENGLISH('review.unanswered_none')}"
    # It stays settled when it is asked again.
    await review.asked(ago=-timedelta(hours=1))
    assert texts_of(await review.card("unanswered")) == ENGLISH("review.unanswered_none")
    assert (await review.press(card, ENGLISH("review.button_undo"))).startswith(f"**{UNANSWERED}**")
    assert UNANSWERED in texts_of(await review.card("unanswered"))


async def test_the_quotes_of_a_poor_answer_are_kept_as_not_answering_it(
    review: ReviewDesk,
) -> None:
    await review.keep()
    query = (await review.answered(FERRY_QUESTION)).query
    await review.parts.feedback.vote(query.id, review.guild_id, 1, Vote.DOWN)
    card = await review.card("poor")
    await review.pick(card)

    await review.press(card, ENGLISH("review.button_no_answer"))

    assert await judged(review) == [False]
    assert texts_of(await review.card("chosen")) == ENGLISH("review.chosen_none")
    settled = await review.card("settled")
    assert ENGLISH("review.unanswerable_by", who=review.moderator.mention) in texts_of(settled)
    await review.pick(settled)
    await review.press(settled, ENGLISH("review.button_reopen"))
    assert await judged(review) == []
    assert FERRY_QUESTION in texts_of(await review.card("poor"))


async def test_a_passage_chosen_later_takes_its_place(review: ReviewDesk) -> None:
    await review.keep()
    query = (await review.answered(FERRY_QUESTION)).query
    await review.parts.feedback.vote(query.id, review.guild_id, 1, Vote.DOWN)
    card, later = await review.card("poor"), await review.card("poor")
    await review.pick(card)
    await review.pick(later)
    await review.press(card, ENGLISH("review.button_no_answer"))

    await review.choose(later)

    assert await judged(review) == [True]
    assert ENGLISH("review.chosen_by", who=review.moderator.mention) in texts_of(
        await review.card("settled")
    )


async def test_a_question_settled_meanwhile_is_neither_settled_so_nor_reopened(
    review: ReviewDesk,
) -> None:
    await review.keep()
    await review.asked()
    one, other = await review.card("unanswered"), await review.card("unanswered")
    for card in (one, other):
        await review.pick(card)
    await review.press(one, ENGLISH("review.button_no_answer"))

    done = ENGLISH("review.question_done")
    assert await review.press(other, ENGLISH("review.button_no_answer")) == done
    await review.press(one, ENGLISH("review.button_undo"))
    await review.press(one, ENGLISH("review.button_no_answer"))
    await review.search(other, ENGLISH("review.button_judge"), "kapal Sabang")
    await review.pick(other)

    opened = ENGLISH("review.question_open")
    assert await review.press(one, ENGLISH("review.button_undo")) == opened
    assert len(await review.parts.review(review.guild_id).judged()) == 1
