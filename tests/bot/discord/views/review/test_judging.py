from simcord.env import Env

from bot.locales import ENGLISH
from tests.bot.discord_client import MakeClient, response, texts_of
from tests.bot.review_desk import UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def test_a_passage_is_chosen_from_what_a_search_found(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    await review.keep("Buah", "Raja buah dijual di pasar seharga enam puluh ribu rupiah.")
    await review.keep()
    await review.asked()
    card = await review.card("unanswered")
    assert UNANSWERED in await review.pick(card)

    found = await review.search(card, ENGLISH("review.button_judge"), "raja buah pasar")
    assert "**1.** **Buah** · paragraph 1 of 1" in found
    await simcord_env.restart_bot(make_client())
    reply = await review.pick(card)

    judged = ENGLISH("review.judged", question=UNANSWERED)
    assert reply == f"{judged}\n\n{ENGLISH('review.unanswered_none')}"
    answer = response(
        await review.moderator.slash(review.channel, "ask", question="harga manggis medan berapa")
    )
    assert "Raja buah dijual" in texts_of(answer)
    assert f"paragraph 1 of 1 · {ENGLISH('review.mark_chosen')}" in texts_of(answer)


async def test_a_search_without_results_can_be_repeated(review: ReviewDesk) -> None:
    await review.keep()
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)

    nothing = await review.search(card, ENGLISH("review.button_judge"), "*zzzqqq*")

    assert nothing == ENGLISH("review.found_none", words=r"\*zzzqqq\*")
    assert "Kapal" in await review.search(
        card, ENGLISH("review.button_search_again"), "kapal Sabang"
    )


async def test_the_search_begins_with_the_words_of_the_question(review: ReviewDesk) -> None:
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)

    form = await review.moderator.click(card, label=ENGLISH("review.button_judge"))

    assert form.modal is not None
    assert form.modal["title"] == ENGLISH("review.form_search")
    assert form.modal["components"][0]["component"]["value"] == UNANSWERED


async def test_a_moderator_who_lost_the_permission_meanwhile_finds_nothing(
    simcord_env: Env, review: ReviewDesk
) -> None:
    await review.keep()
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    form = await review.moderator.click(card, label=ENGLISH("review.button_judge"))
    simcord_env.backend.edit_member(review.guild_id, review.moderator.id, {"role_ids": []})

    result = await review.moderator.submit_modal(form, {"words": "kapal Sabang"})

    assert [texts_of(each) for each in result.followups] == [ENGLISH("fault.not_allowed")]
    assert ENGLISH("review.label_passage") not in str(card.components)
    assert simcord_env.errors
