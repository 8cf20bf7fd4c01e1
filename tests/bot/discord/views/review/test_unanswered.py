from datetime import timedelta

from bot.locales import ENGLISH
from bot.querylog.closing import ClosedAs, close
from bot.querylog.wishes import Wishes
from tests.bot.discord_client import button, texts_of
from tests.bot.review_desk import UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def test_unanswered_questions_are_listed_once_per_meaning_most_asked_first(
    review: ReviewDesk,
) -> None:
    await review.asked("Siapa presiden Mars?", ago=timedelta(minutes=1))
    for question in (UNANSWERED, "harga manggis medan berapa?", "BERAPA HARGA MANGGIS MEDAN"):
        await review.asked(question)

    result = await review.command("unanswered")

    shown = texts_of(result.response)
    assert result.ephemeral
    assert shown.startswith(ENGLISH("review.unanswered_head", count=2))
    assert shown.index(ENGLISH("review.times", count=3)) < shown.index("Siapa presiden Mars?")
    assert "<t:" in shown
    assert shown.lower().count("manggis") == 1


async def test_people_waiting_can_be_notified_from_the_list(
    review: ReviewDesk,
) -> None:
    query = await review.asked()
    await Wishes(review.parts.engine).keep(query, 77, review.channel.id)
    assert "kutip:tell:" not in str((await review.card("unanswered")).components)

    article = await review.keep()
    engine, key = review.parts.engine, query.question_key
    await close(engine, review.guild_id, [key], ClosedAs.ANSWERED, article_id=article.id)

    card = await review.card("unanswered")
    label = f"{ENGLISH('feedback.button_notify', count=1)}: Kapal"
    assert button(card, label) == f"kutip:tell:{article.id}"


async def test_a_question_closed_meanwhile_is_an_error(review: ReviewDesk) -> None:
    await review.asked()
    card, other = await review.card("unanswered"), await review.card("unanswered")
    await review.pick(other)
    await review.press(other, ENGLISH("review.button_dismiss"))

    assert await review.pick(card) == ENGLISH("review.question_done")
