import pytest

from bot.locales import ENGLISH
from bot.querylog.person import Person, forget
from tests.bot.discord_client import texts_of
from tests.bot.review_desk import FERRY, FERRY_QUESTION, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def added(review: ReviewDesk, body: str, question: str = FERRY_QUESTION) -> list[str]:
    """Add an article from a question, and return what is said once it is published."""
    await review.asked(question)
    card = await review.card("unanswered")
    await review.pick(card)
    form = await review.moderator.click(card, label=ENGLISH("review.button_add"))
    filled = {"title": "Kapal", "source": "", "text": body}
    await review.moderator.submit_modal(form, filled)
    result = await review.moderator.click(card, label=ENGLISH("intake.button_publish"))
    return [texts_of(each) for each in result.followups]


async def test_an_article_that_is_added_from_a_question_is_said_to_answer_it_with_the_quote(
    review: ReviewDesk,
) -> None:
    said, *_ = await added(review, FERRY)

    assert "Kapal" in {
        each.title for each in await review.parts.catalogue(review.guild_id).entries()
    }
    sentence, quote = said.split("\n\n", 1)
    assert sentence == ENGLISH("review.added_answers", question=FERRY_QUESTION)
    assert "Kapal ke Sabang berangkat" in quote
    assert (await review.answered(FERRY_QUESTION)).answer.answered


async def test_an_article_that_does_not_answer_its_question_is_said_not_to(
    review: ReviewDesk,
) -> None:
    said = await added(review, "Raja buah dijual di pasar seharga enam puluh ribu rupiah.")

    assert said == [ENGLISH("review.added_not", question=FERRY_QUESTION)]


async def test_the_question_is_remembered_when_the_draft_gets_another_title(
    review: ReviewDesk,
) -> None:
    await review.asked(FERRY_QUESTION)
    card = await review.card("unanswered")
    await review.pick(card)
    form = await review.moderator.click(card, label=ENGLISH("review.button_add"))
    await review.moderator.submit_modal(form, {"title": "Kapal", "source": "", "text": FERRY})
    form = await review.moderator.click(card, label=ENGLISH("intake.button_names"))
    await review.moderator.submit_modal(form, {"title": "Feri", "source": ""})

    result = await review.moderator.click(card, label=ENGLISH("intake.button_publish"))

    assert ENGLISH("review.added_answers", question=FERRY_QUESTION) in texts_of(result.followups[0])


async def test_a_question_that_its_asker_deleted_meanwhile_is_not_mentioned(
    review: ReviewDesk,
) -> None:
    query = await review.asked(FERRY_QUESTION, asker="b" * 32)
    card = await review.card("unanswered")
    await review.pick(card)
    form = await review.moderator.click(card, label=ENGLISH("review.button_add"))
    await review.moderator.submit_modal(form, {"title": "Kapal", "source": "", "text": FERRY})
    parts = review.parts
    person = Person(1, query.asker or "")
    await forget(parts.engine, parts.querylog, person, parts.pseudonyms)

    result = await review.moderator.click(card, label=ENGLISH("intake.button_publish"))

    assert FERRY_QUESTION not in "".join(map(texts_of, result.followups))
    assert texts_of(card) == ENGLISH("intake.published", title="Kapal", count=1)


@pytest.mark.parametrize("times", [1, 6])
async def test_a_card_has_a_row_with_a_button_for_each_of_at_most_three_candidates(
    review: ReviewDesk, times: int
) -> None:
    for number in range(times):
        await review.keep(f"Kapal {number}", f"Kapal ke Sabang nomor {number} berangkat pagi.")
    await review.asked("Kapan kapal cepat ke Sabang berangkat malam?")
    card = await review.card("unanswered")

    await review.pick(card)

    parts = card.components[0]["components"]
    heads = [part["content"].split("\n")[0] for part in parts if "content" in part]
    rows = [part["components"] for part in parts if "components" in part]
    wanted = [ENGLISH("review.button_answers", number=n + 1) for n in range(min(times, 3))]
    assert [each["label"] for each in rows[0]] == wanted
    candidates = [head for head in heads if ".** **Kapal " in head]
    assert all(head.startswith(f"**{n}.** ") for n, head in enumerate(candidates, start=1))
    assert len(candidates) == len(wanted)
