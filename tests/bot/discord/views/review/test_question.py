from bot.locales import ENGLISH
from tests.bot.review_desk import FERRY, FERRY_QUESTION, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def test_an_article_can_be_added_from_a_question(review: ReviewDesk) -> None:
    await review.asked(FERRY_QUESTION)
    card = await review.card("unanswered")
    await review.pick(card)

    form = await review.moderator.click(card, label=ENGLISH("review.button_add"))
    await review.moderator.submit_modal(form, {"title": "Kapal", "source": "", "text": FERRY})
    await review.press(card, ENGLISH("intake.button_publish"))

    assert "Kapal" in {
        each.title for each in await review.parts.catalogue(review.guild_id).entries()
    }
    assert (await review.answered(FERRY_QUESTION)).answer.answered
