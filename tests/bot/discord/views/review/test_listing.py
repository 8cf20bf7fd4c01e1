from simcord.env import Env

from bot.discord.components.card import NEXT
from bot.discord.render.review import LISTED
from bot.discord.views.review.listing import Listing, ReviewList
from bot.locales import ENGLISH
from tests.bot.discord_client import MakeClient, buttons_of, texts_of
from tests.bot.review_desk import ReviewDesk, options_of

pytest_plugins = ["tests.bot.review_fixtures"]


def test_every_listing_has_a_list() -> None:
    assert {listing: kind.listing for listing, kind in ReviewList.kinds.items()} == {
        listing: listing for listing in Listing
    }


async def test_the_page_buttons_of_long_lists_work_after_a_restart(
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


async def test_an_empty_list_has_a_sentence_and_no_menu(review: ReviewDesk) -> None:
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
