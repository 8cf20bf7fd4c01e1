from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from simcord.env import Env

from bot.discord.components.card import NEXT
from bot.discord.render.review import LISTED
from bot.locales import ENGLISH
from bot.querylog.closing import ClosedAs, close
from bot.querylog.votes import Reason, Vote
from bot.querylog.wishes import Wishes
from corpus.draft import Draft
from tests.bot.discord_client import MakeClient, button, buttons_of, response, texts_of
from tests.bot.review_desk import FERRY, FERRY_QUESTION, VAIN, ReviewDesk, options_of

pytest_plugins = ["tests.bot.review_fixtures"]


async def test_what_means_the_same_is_listed_once_the_most_asked_first(review: ReviewDesk) -> None:
    await review.asked("Siapa presiden Mars?", ago=timedelta(minutes=1))
    for question in (VAIN, "harga manggis medan berapa?", "BERAPA HARGA MANGGIS MEDAN"):
        await review.asked(question)

    result = await review.command("unanswered")

    shown = texts_of(result.response)
    assert result.ephemeral
    assert shown.startswith(ENGLISH("review.unanswered_head", count=2))
    assert shown.index(ENGLISH("review.times", count=3)) < shown.index("Siapa presiden Mars?")
    assert "<t:" in shown
    assert shown.lower().count("manggis") == 1


async def test_many_have_pages_that_turn_after_a_restart(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    fruits = ("manggis", "mangga", "salak", "rambutan", "pepaya", "nanas", "jeruk", "pisang", "tin")
    for fruit in fruits:
        await review.asked(f"Berapa harga {fruit} Medan?")
    card = await review.card("unanswered")
    assert len(options_of(card)) == LISTED

    await simcord_env.restart_bot(make_client())
    shown = await review.press(card, NEXT)

    assert len(options_of(card)) == len(fruits) - LISTED
    assert shown.count("Berapa harga") == len(fruits) - LISTED
    assert ENGLISH("review.button_dismiss") not in buttons_of(card)
    await review.pick(card)
    assert "Berapa harga" in await review.press(card, ENGLISH("review.button_back"))
    assert "2/2" in buttons_of(card)


async def test_nothing_asked_in_vain_is_said_so_without_a_menu(review: ReviewDesk) -> None:
    assert texts_of(await review.card("unanswered")) == ENGLISH("review.unanswered_none")
    assert texts_of(await review.card("poor")) == ENGLISH("review.poor_none")
    assert texts_of(await review.card("settled")) == ENGLISH("review.settled_none")
    assert texts_of(await review.card("chosen")) == ENGLISH("review.chosen_none")


async def test_strangers_questions_are_escaped_and_cut(review: ReviewDesk) -> None:
    await review.asked("**@everyone** [x](https://a.example) manggis? " + "kata " * 500)

    card = await review.card("unanswered")

    assert r"\*\*\@everyone\*\* \[x\](https\://a.example) manggis?" in texts_of(card)
    assert len(options_of(card)[0]["label"]) <= 100
    assert r"\*\*\@everyone" in await review.pick(card)


async def test_what_is_not_a_question_leaves_the_list_and_comes_back_by_undo(
    review: ReviewDesk,
) -> None:
    await review.asked("harga mangggis Medan berapa?", ago=timedelta(hours=2))
    await review.asked(VAIN)
    await review.asked(VAIN)
    card = await review.card("unanswered")
    assert ENGLISH("review.times", count=3) in texts_of(card)
    await review.pick(card)

    told = await review.press(card, ENGLISH("review.button_dismiss"))

    assert told == ENGLISH("review.dismissed", question=VAIN)
    await review.asked(VAIN)
    assert texts_of(await review.card("unanswered")) == ENGLISH("review.unanswered_none")
    assert ENGLISH("review.times", count=4) in await review.press(
        card, ENGLISH("review.button_undo")
    )
    assert VAIN in texts_of(await review.card("unanswered"))


async def test_an_article_is_added_from_a_question(review: ReviewDesk) -> None:
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


async def test_the_passage_that_a_moderator_chose_is_shown_first_and_marked(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    await review.keep("Buah", "Raja buah dijual di pasar seharga enam puluh ribu rupiah.")
    await review.keep()
    await review.asked()
    card = await review.card("unanswered")
    assert VAIN in await review.pick(card)

    found = await review.search(card, ENGLISH("review.button_judge"), "raja buah pasar")
    assert "**1.** **Buah** · paragraph 1 of 1" in found
    await simcord_env.restart_bot(make_client())
    asked = await review.pick(card)
    assert asked.startswith(ENGLISH("review.ask_fits", question=VAIN))
    assert "> Raja buah dijual" in asked
    told = await review.press(card, ENGLISH("review.button_fits"))

    assert told == ENGLISH("review.judged", question=VAIN)
    assert ENGLISH("review.unanswered_none") in await review.press(
        card, ENGLISH("review.button_back")
    )
    answer = response(
        await review.moderator.slash(review.channel, "ask", question="harga manggis medan berapa")
    )
    assert "Raja buah dijual" in texts_of(answer)
    assert f"paragraph 1 of 1 · {ENGLISH('review.mark_chosen')}" in texts_of(answer)


async def test_a_search_without_a_find_says_so_and_can_be_done_again(review: ReviewDesk) -> None:
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
    assert form.modal["components"][0]["component"]["value"] == VAIN


async def test_who_lost_the_right_while_searching_finds_nothing(
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


async def test_a_passage_that_changed_while_it_was_looked_at_is_not_chosen(
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

    told = await review.press(card, ENGLISH("review.button_fits"))

    assert "Somebody else just changed “Kapal”" in told
    assert simcord_env.errors == []
    assert texts_of(await review.card("chosen")) == ENGLISH("review.chosen_none")


async def test_a_choice_is_listed_and_can_be_taken_back(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    await review.keep()
    # Two spellings have a judgement each, which are one choice.
    await review.asked("Harga mangggis Medan berapa?", ago=timedelta(hours=2))
    await review.asked()
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    await review.search(card, ENGLISH("review.button_judge"), "kapal Sabang")
    await review.pick(card)
    await review.press(card, ENGLISH("review.button_fits"))

    listed = await review.card("chosen")
    assert texts_of(listed).startswith(ENGLISH("review.chosen_head", count=1))
    assert f"Kapal · chosen by {review.moderator.mention}" in texts_of(listed)
    assert ENGLISH("review.no_longer_used") not in texts_of(listed)
    await simcord_env.restart_bot(make_client())
    assert "> Kapal ke Sabang berangkat" in await review.pick(listed)
    told = await review.press(listed, ENGLISH("review.button_take_back"))

    assert told == ENGLISH("review.taken_back", question=VAIN)
    assert await review.press(listed, ENGLISH("review.button_back")) == ENGLISH(
        "review.chosen_none"
    )
    assert ENGLISH("review.times", count=3) in texts_of(await review.card("unanswered"))
    assert not (await review.answered(VAIN)).answer.answered


@pytest.mark.parametrize("gone", [True, False])
async def test_a_choice_whose_passage_changed_is_told_to_be_no_longer_used(
    review: ReviewDesk, gone: bool
) -> None:
    article = await review.keep()
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    await review.search(card, ENGLISH("review.button_judge"), "kapal Sabang")
    await review.pick(card)
    await review.press(card, ENGLISH("review.button_fits"))

    shelf = review.parts.shelf(review.guild_id)
    if gone:
        await shelf.remove(article.id)
    else:
        await shelf.revise(replace(_draft(article.id), body="Tidak ada kapal lagi bulan ini."), 1)

    assert ENGLISH("review.no_longer_used") in texts_of(await review.card("chosen"))


def _draft(article_id: str) -> Draft:
    return Draft(article_id, "Kapal", "Serambi", None, "id", FERRY)


async def test_poor_answers_come_with_reasons_comments_and_what_was_quoted(
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


async def test_an_answer_that_needs_no_mending_leaves_the_list_and_comes_back_by_undo(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    await review.keep()
    query = (await review.answered(FERRY_QUESTION)).query
    await review.parts.feedback.vote(query.id, review.guild_id, 1, Vote.DOWN)
    card = await review.card("poor")
    await review.pick(card)

    told = await review.press(card, ENGLISH("review.button_fine"))

    assert told == ENGLISH("review.dismissed", question=FERRY_QUESTION)
    assert texts_of(await review.card("poor")) == ENGLISH("review.poor_none")
    assert FERRY_QUESTION in texts_of(await review.card("settled"))
    await simcord_env.restart_bot(make_client())
    assert ENGLISH("review.quoted_then") in await review.press(card, ENGLISH("review.button_undo"))
    assert FERRY_QUESTION in texts_of(await review.card("poor"))
    await review.press(card, ENGLISH("review.button_fine"))
    assert await review.press(card, ENGLISH("review.button_back")) == ENGLISH("review.poor_none")


async def test_a_poor_answer_is_mended_by_choosing_another_passage(review: ReviewDesk) -> None:
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


async def test_who_waits_for_an_answer_can_be_told_once_a_passage_is_chosen(
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

    assert ENGLISH("feedback.button_notify") in buttons_of(card)


async def test_who_waits_for_what_has_an_answer_by_now_can_be_told_from_the_list(
    review: ReviewDesk,
) -> None:
    query = await review.asked()
    await Wishes(review.parts.engine).keep(query, 77, review.channel.id)
    assert "kutip:tell:" not in str((await review.card("unanswered")).components)

    article = await review.keep()
    engine, key = review.parts.engine, query.question_key
    await close(engine, review.guild_id, [key], ClosedAs.ANSWERED, article_id=article.id)

    card = await review.card("unanswered")
    label = f"{ENGLISH('feedback.button_notify')}: Kapal"
    assert button(card, label) == f"kutip:tell:{article.id}"


async def test_what_is_done_meanwhile_is_said_to_be_done(review: ReviewDesk) -> None:
    await review.asked()
    card, other = await review.card("unanswered"), await review.card("unanswered")
    await review.pick(other)
    await review.press(other, ENGLISH("review.button_dismiss"))

    assert await review.pick(card) == ENGLISH("review.question_done")


async def test_what_was_settled_meanwhile_is_not_put_aside(review: ReviewDesk) -> None:
    query = await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    engine, keys = review.parts.engine, [query.question_key]
    await close(engine, review.guild_id, keys, ClosedAs.ANSWERED, article_id="kapal")

    assert await review.press(card, ENGLISH("review.button_dismiss")) == ENGLISH(
        "review.question_done"
    )
    assert ENGLISH("review.dismissed_by", who=review.moderator.mention) not in texts_of(
        await review.card("settled")
    )


async def test_undo_takes_back_nothing_but_that_it_was_put_aside(review: ReviewDesk) -> None:
    query = await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    await review.press(card, ENGLISH("review.button_dismiss"))
    engine, keys = review.parts.engine, [query.question_key]
    await close(engine, review.guild_id, keys, ClosedAs.ANSWERED, article_id="kapal")

    assert await review.press(card, ENGLISH("review.button_undo")) == ENGLISH(
        "review.question_open"
    )
    assert texts_of(await review.card("unanswered")) == ENGLISH("review.unanswered_none")


async def test_what_is_settled_is_listed_the_last_first_and_can_be_opened_again(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    article = await review.keep()
    answered = await review.asked(FERRY_QUESTION)
    engine, keys = review.parts.engine, [answered.question_key]
    await close(engine, review.guild_id, keys, ClosedAs.ANSWERED, article_id=article.id)
    for question in (VAIN, "harga mangggis Medan berapa?"):
        await review.asked(question)
    vain = await review.card("unanswered")
    await review.pick(vain)
    await review.press(vain, ENGLISH("review.button_dismiss"))

    card = await review.card("settled")
    head, _, listed = texts_of(card).partition("\n\n")
    first, second = listed.split("\n**")
    assert head == ENGLISH("review.settled_head", count=2)
    assert ENGLISH("review.dismissed_by", who=review.moderator.mention) in first
    assert second.startswith(f"{FERRY_QUESTION}**\n")
    assert ENGLISH("review.answered_by", title="Kapal") in second
    await simcord_env.restart_bot(make_client())
    assert await review.pick(card) == first
    told = await review.press(card, ENGLISH("review.button_reopen"))

    assert told.startswith(ENGLISH("review.reopened", question="").partition("*")[0])
    assert ENGLISH("review.times", count=2) in texts_of(await review.card("unanswered"))
    left = await review.press(card, ENGLISH("review.button_back"))
    assert left == f"{ENGLISH('review.settled_head', count=1)}\n\n**{second}"


async def test_what_was_opened_again_meanwhile_is_said_to_be(review: ReviewDesk) -> None:
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


async def test_every_custom_id_keeps_to_discords_limit(
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
