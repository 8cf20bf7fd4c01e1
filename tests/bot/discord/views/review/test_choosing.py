from datetime import timedelta

import pytest
from simcord.env import Env

from bot.locales import ENGLISH
from bot.querylog.person import Person, forget
from corpus.draft import Draft
from tests.bot.discord_client import MakeClient, button, buttons_of, texts_of
from tests.bot.review_desk import FERRY, UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]

FRUIT = "Harga buah manggis ditulis di papan pasar."
FARE = "Apakah harga tiket kapal naik?"


async def test_one_press_chooses_a_candidate_and_shows_the_next_question(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    await review.keep("Buah", FRUIT)
    await review.keep()
    for question in (UNANSWERED, UNANSWERED, FARE):
        await review.asked(question)
    card = await review.card("unanswered")
    shown = await review.pick(card)
    assert "**1.** **Buah** · paragraph 1 of 1" in shown

    await simcord_env.restart_bot(make_client())
    after = await review.choose(card)

    confirmation, following = after.split("\n\n", 1)
    assert confirmation == ENGLISH("review.judged", question=UNANSWERED)
    assert following.startswith(f"**{FARE}**")
    [first, *_] = (await review.answered(UNANSWERED)).answer.hits
    assert (first.chosen, first.article.title) == (True, "Buah")
    last = await review.choose(card)
    assert last == "\n\n".join(
        (ENGLISH("review.judged", question=FARE), ENGLISH("review.unanswered_none"))
    )


async def test_a_choice_can_be_undone_and_shows_its_question_again(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    await review.keep("Buah", FRUIT)
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    await review.choose(card)
    await simcord_env.restart_bot(make_client())

    again = await review.press(card, ENGLISH("review.button_undo"))

    assert again.startswith(f"**{UNANSWERED}**")
    assert ENGLISH("review.button_answers", number=1) in buttons_of(card)
    assert texts_of(await review.card("chosen")) == ENGLISH("review.chosen_none")


async def test_the_second_of_two_moderators_is_told_of_the_first_and_goes_first(
    review: ReviewDesk,
) -> None:
    await review.keep("Buah", FRUIT)
    await review.keep("Pasar", "Harga manggis di Medan berubah setiap hari.")
    await review.asked()
    one, other = await review.card("unanswered"), await review.card("unanswered")
    await review.pick(one)
    await review.pick(other)
    await review.choose(one, 1)
    was = (await review.answered(UNANSWERED)).answer.hits[0].article.title

    reply = await review.choose(other, 2)

    before = ENGLISH("review.judged_before", who=review.moderator.mention, title=was)
    assert reply.startswith(f"{ENGLISH('review.judged', question=UNANSWERED)}\n{before}\n\n")
    hits = (await review.answered(UNANSWERED)).answer.hits
    assert [hit.chosen for hit in hits] == [True, True]
    assert hits[1].article.title == was
    undone = await review.press(other, ENGLISH("review.button_undo"))
    who = review.moderator.mention
    assert undone == ENGLISH("review.taken_back_to", question=UNANSWERED, who=who, title=was)
    assert (await review.answered(UNANSWERED)).answer.hits[0].article.title == was


async def test_the_same_choice_a_second_time_is_said_to_be_settled(review: ReviewDesk) -> None:
    await review.keep("Buah", FRUIT)
    await review.asked()
    one, other = await review.card("unanswered"), await review.card("unanswered")
    await review.pick(one)
    await review.pick(other)
    await review.choose(one)

    assert await review.choose(other) == ENGLISH("review.question_done")
    # Undoing the choice of the first is left to the first.
    assert ENGLISH("review.button_undo") not in buttons_of(other)


@pytest.mark.parametrize("gone", [True, False])
async def test_a_candidate_that_changed_meanwhile_is_not_chosen(
    simcord_env: Env, review: ReviewDesk, gone: bool
) -> None:
    article = await review.keep("Buah", FRUIT)
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    shelf = review.parts.shelf(review.guild_id)
    if gone:
        await shelf.remove(article.id)
    else:
        changed = Draft(article.id, "Buah", "", None, "id", "Harga manggis tidak ditulis lagi.")
        await shelf.revise(changed, 1)

    reply = await review.choose(card)

    assert reply == (
        ENGLISH("fault.shelf.no_article")
        if gone
        else ENGLISH("fault.shelf.changed_meanwhile", title="Buah")
    )
    assert simcord_env.errors == []
    assert texts_of(await review.card("chosen")) == ENGLISH("review.chosen_none")


async def test_a_question_whose_asker_deleted_it_meanwhile_is_gone(review: ReviewDesk) -> None:
    await review.keep("Buah", FRUIT)
    query = await review.asked(asker="b" * 32)
    card = await review.card("unanswered")
    await review.pick(card)
    parts = review.parts
    person = Person(1, query.asker or "")
    await forget(parts.engine, parts.querylog, person, parts.pseudonyms)

    for label in (
        ENGLISH("review.button_answers", number=1),
        ENGLISH("review.button_no_answer"),
        ENGLISH("review.button_dismiss"),
    ):
        assert await review.press(card, label) == ENGLISH("review.question_gone")
    assert texts_of(await review.card("chosen")) == ENGLISH("review.chosen_none")


@pytest.mark.parametrize("others", [(), (FARE,)])
async def test_people_waiting_can_be_notified_once_a_passage_is_chosen(
    review: ReviewDesk, others: tuple[str, ...]
) -> None:
    article = await review.keep("Buah", FRUIT)
    query = await review.asked(ago=timedelta(minutes=1))
    for other in others:
        await review.asked(other)
    await review.parts.feedback.wish(query.id, review.guild_id, 7, review.channel.id)
    card = await review.card("unanswered")
    await review.pick(card)

    await review.choose(card)

    # Below the confirmation or, where the list follows, below that.
    people = ENGLISH("feedback.button_notify", count=1)
    [notify] = [label for label in buttons_of(card) if label.startswith(people)]
    assert button(card, notify) == f"kutip:tell:{article.id}"


async def test_a_follow_up_is_shown_with_the_question_before_and_searched_with_it(
    review: ReviewDesk,
) -> None:
    await review.keep("Buah", "Buah dijual di pasar. Manggis dijual di kios kiri.")
    await review.keep("Kapal", FERRY)
    first = await review.asked("Kapan kapal ke Sabang berangkat?")
    await review.asked("Dari pelabuhan mana itu?", follows=first.id)
    card = await review.card("unanswered")
    places = [one.question for one in await review.parts.review(review.guild_id).unanswered()]

    shown = await review.pick(card, places.index("Dari pelabuhan mana itu?"))

    assert f"-# {ENGLISH('review.before', question='Kapan kapal ke Sabang berangkat?')}" in shown
    assert "**1.** **Kapal**" in shown


async def test_every_custom_id_of_a_card_is_its_own_and_within_discords_limit(
    review: ReviewDesk,
) -> None:
    for number in range(3):
        await review.keep(f"Buah {number}", f"Harga manggis nomor {number} di papan pasar.")
    for question in (UNANSWERED, FARE, "Siapa penjual manggis?"):
        await review.asked(question)
    card = await review.card("unanswered")
    await review.pick(card)
    await review.choose(card)

    ids = [look["custom_id"] for look in buttons_of(card).values()]

    assert len(set(ids)) == len(ids)
    assert max(map(len, ids)) <= 100
