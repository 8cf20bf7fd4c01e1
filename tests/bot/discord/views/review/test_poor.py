from bot.locales import ENGLISH
from bot.querylog.votes import Reason, Vote
from corpus.draft import Draft
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

    assert f"- {ENGLISH('review.reason.outdated')} (2 votes)" in shown
    assert r"“Itu \*jadwal\* lama, \@everyone”" in shown
    # What was quoted is a candidate, too, and isn't shown twice.
    assert ENGLISH("review.quoted_then") not in shown
    assert f"**1.** *{ENGLISH('review.mark_quoted')}* · **Kapal**" in shown
    assert shown.count("Kapal ke Sabang berangkat") == 1
    assert ENGLISH("review.doubtful", count=1) in shown
    assert buttons_of(card).keys() == {
        ENGLISH("review.button_answers", number=1),
        ENGLISH("review.button_judge"),
        ENGLISH("review.button_no_answer"),
        ENGLISH("review.button_add"),
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
    assert (await review.pick(card)).endswith(ENGLISH("review.poor_none"))

    [first, *_] = (await review.answered(FERRY_QUESTION)).answer.hits
    assert first.chosen
    assert first.article.title == "Jadwal baru"


async def test_what_was_quoted_is_shown_after_its_article_changed(review: ReviewDesk) -> None:
    article = await review.keep()
    query = (await review.answered(FERRY_QUESTION)).query
    await review.parts.feedback.vote(query.id, review.guild_id, 1, Vote.DOWN)
    changed = Draft(article.id, "Kapal", "", None, "id", "Kapal berangkat pukul sembilan.")
    await review.parts.shelf(review.guild_id).revise(changed, 1)

    shown = await review.pick(await review.card("poor"))

    quoted, candidate = shown.partition("**1.**")[::2]
    assert ENGLISH("review.quoted_then") in quoted
    assert "pukul delapan" in quoted
    assert "pukul sembilan" in candidate
