from collections.abc import Callable

from simcord.env import Env

from bot.locales import ENGLISH
from corpus.draft import Draft
from tests.bot.discord_client import MakeClient, buttons_of, response, texts_of
from tests.bot.review_desk import UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def test_a_chosen_passage_is_shown_first_and_marked(
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
    asked = await review.pick(card)
    assert asked.startswith(ENGLISH("review.ask_fits", question=UNANSWERED))
    assert "> Raja buah dijual" in asked
    reply = await review.press(card, ENGLISH("review.button_fits"))

    assert reply == ENGLISH("review.judged", question=UNANSWERED)
    assert ENGLISH("review.unanswered_none") in await review.press(
        card, ENGLISH("review.button_back")
    )
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
    assert "Kapal" not in texts_of(card)
    assert simcord_env.errors


async def test_a_passage_that_changed_meanwhile_is_not_chosen(
    simcord_env: Env, review: ReviewDesk
) -> None:
    article = await review.keep()
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    await review.search(card, ENGLISH("review.button_judge"), "kapal Sabang")
    await review.pick(card)
    changed = Draft(
        article.id, "Kapal", "", None, "id", "Tidak ada kapal lagi ke Sabang bulan ini."
    )
    await review.parts.shelf(review.guild_id).revise(changed, 1)

    reply = await review.press(card, ENGLISH("review.button_fits"))

    assert reply == ENGLISH("fault.shelf.changed_meanwhile", title="Kapal")
    assert simcord_env.errors == []
    assert texts_of(await review.card("chosen")) == ENGLISH("review.chosen_none")


async def test_people_waiting_can_be_notified_once_a_passage_is_chosen(
    review: ReviewDesk,
) -> None:
    await review.keep()
    query = await review.asked()
    await review.parts.feedback.wish(query.id, review.guild_id, 7, review.channel.id)
    card = await review.card("unanswered")
    await review.pick(card)
    await review.search(card, ENGLISH("review.button_judge"), "kapal Sabang")
    await review.pick(card)

    await review.press(card, ENGLISH("review.button_fits"))

    assert ENGLISH("feedback.button_notify", count=1) in buttons_of(card)


async def test_every_custom_id_is_within_discords_limit(
    open_review: Callable[[str], ReviewDesk],
) -> None:
    review = open_review("Lain")
    await review.keep()
    await review.asked()
    card = await review.card("unanswered")
    ids: list[str] = []
    await review.pick(card)
    await review.search(card, ENGLISH("review.button_judge"), "kapal Sabang")
    await review.pick(card)
    ids += [look["custom_id"] for look in buttons_of(card).values()]

    assert len(set(ids)) == len(ids) == 3
    assert max(map(len, ids)) <= 100
