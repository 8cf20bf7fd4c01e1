from dataclasses import replace
from datetime import timedelta

import pytest
from simcord.env import Env

from bot.locales import ENGLISH
from corpus.draft import Draft
from tests.bot.discord_client import MakeClient, texts_of
from tests.bot.review_desk import FERRY, UNANSWERED, ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]


async def test_a_choice_is_listed_and_can_be_withdrawn(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    await review.keep()
    # Two spellings have a judgement each, but are one choice.
    await review.asked("Harga mangggis Medan berapa?", ago=timedelta(hours=2))
    await review.asked()
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    await review.search(card, ENGLISH("review.button_judge"), "kapal Sabang")
    await review.pick(card)

    listed = await review.card("chosen")
    assert texts_of(listed).startswith(ENGLISH("review.chosen_head", count=1))
    assert f"Kapal · chosen by {review.moderator.mention}" in texts_of(listed)
    assert ENGLISH("review.no_longer_used") not in texts_of(listed)
    await simcord_env.restart_bot(make_client())
    assert "> Kapal ke Sabang berangkat" in await review.pick(listed)
    reply = await review.press(listed, ENGLISH("review.button_take_back"))

    assert reply == ENGLISH("review.taken_back", question=UNANSWERED)
    assert await review.press(listed, ENGLISH("review.button_back")) == ENGLISH(
        "review.chosen_none"
    )
    assert ENGLISH("review.times", count=3) in texts_of(await review.card("unanswered"))
    assert not (await review.answered(UNANSWERED)).answer.answered


@pytest.mark.parametrize("gone", [True, False])
async def test_a_choice_whose_passage_changed_is_marked_as_unused(
    review: ReviewDesk, gone: bool
) -> None:
    article = await review.keep()
    await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    await review.search(card, ENGLISH("review.button_judge"), "kapal Sabang")
    await review.pick(card)

    shelf = review.parts.shelf(review.guild_id)
    if gone:
        await shelf.remove(article.id)
    else:
        await shelf.revise(replace(_draft(article.id), body="Tidak ada kapal lagi bulan ini."), 1)

    assert ENGLISH("review.no_longer_used") in texts_of(await review.card("chosen"))


def _draft(article_id: str) -> Draft:
    return Draft(article_id, "Kapal", "Serambi", None, "id", FERRY)
