from bot.locales import ENGLISH
from bot.querylog.votes import Reason, Vote
from tests.bot.discord_client import buttons_of, texts_of
from tests.bot.review_desk import FERRY_QUESTION, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def test_poor_answers_show_reasons_comments_and_the_quote(
    review: ReviewDesk,
) -> None:
    await review.keep()
    query = (await review.answered(FERRY_QUESTION)).query
    feedback = review.parts.feedback
    for voter, comment in ((1, "Itu *jadwal* lama, @everyone"), (2, "")):
        await feedback.vote(query.id, review.guild_id, voter, Vote.DOWN)
        await feedback.explain(query.id, review.guild_id, voter, Reason.OUTDATED, comment)
    await feedback.vote(query.id, review.guild_id, 3, Vote.UP)

    card = await review.card("poor")
    assert "👍 1 · 👎 2" in texts_of(card)
    shown = await review.pick(card)

    assert f"- {ENGLISH('review.reason.outdated')} (2×)" in shown
    assert r"“Itu \*jadwal\* lama, \@everyone”" in shown
    assert ENGLISH("review.quoted_then") in shown
    assert "Kapal ke Sabang berangkat" in shown
    assert ENGLISH("review.doubtful", count=1) in shown
    assert buttons_of(card).keys() == {
        ENGLISH("review.button_add"),
        ENGLISH("review.button_judge"),
        ENGLISH("review.button_fine"),
        ENGLISH("review.button_back"),
    }


async def test_choosing_another_passage_settles_a_poor_answer(review: ReviewDesk) -> None:
    await review.keep()
    await review.keep("Jadwal baru", "Mulai Juni feri cepat menyeberang pukul sembilan.")
    query = (await review.answered(FERRY_QUESTION)).query
    await review.parts.feedback.vote(query.id, review.guild_id, 1, Vote.DOWN)
    card = await review.card("poor")
    await review.pick(card)

    await review.search(card, ENGLISH("review.button_judge"), "feri cepat Juni")
    await review.pick(card)
    await review.press(card, ENGLISH("review.button_fits"))

    assert await review.press(card, ENGLISH("review.button_back")) == ENGLISH("review.poor_none")
    [first, *_] = (await review.answered(FERRY_QUESTION)).answer.hits
    assert first.chosen
    assert first.article.title == "Jadwal baru"
