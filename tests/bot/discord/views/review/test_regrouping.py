from simcord.env import Env

from bot.locales import ENGLISH
from bot.querylog.closing import ClosedAs, close
from bot.querylog.regrouping import decided
from tests.bot.discord_client import MakeClient
from tests.bot.review_desk import UNANSWERED, ReviewDesk, menu_of

pytest_plugins = ["tests.bot.review_fixtures"]

MISSPELT = "Berapa harga mangggis Medan?"
BOAT, BOATS = "Berapa tiket kapal?", "Kapal itu bayar berapa?"
SPLIT, JOIN = ENGLISH("review.label_split"), ENGLISH("review.label_join")


async def test_another_wording_is_taken_out_of_a_question(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    other = await review.asked(MISSPELT)
    for _ in range(2):
        await review.asked()
    card = await review.card("unanswered")
    assert f"{ENGLISH('review.other_wordings')}\n- {MISSPELT}" in await review.pick(card)
    assert [option["label"] for option in menu_of(card, SPLIT)["options"]] == [MISSPELT]
    await simcord_env.restart_bot(make_client())

    shown = await review.pick(card, menu=SPLIT)

    assert shown.startswith(f"**{UNANSWERED}**")
    key = other.question_key
    assert await decided(review.parts.engine, review.guild_id, [key]) == {key: key}


async def test_another_question_is_joined_the_most_alike_offered_first(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient
) -> None:
    for question in (UNANSWERED, UNANSWERED, "Siapa penjual manggis?", BOAT, BOATS):
        await review.asked(question)
    listed = await review.parts.review(review.guild_id).unanswered()
    place = [one.question for one in listed].index(BOAT)
    card = await review.card("unanswered")
    await review.pick(card, place)
    labels = [option["label"] for option in menu_of(card, JOIN)["options"]]
    assert labels[0] == BOATS
    assert set(labels) == {UNANSWERED, "Siapa penjual manggis?", BOATS}
    await simcord_env.restart_bot(make_client())

    shown = await review.pick(card, menu=JOIN)

    assert shown.startswith((f"**{BOAT}**", f"**{BOATS}**"))
    keys = [key for one in listed for key in one.keys if one.question in {BOAT, BOATS}]
    groups = await decided(review.parts.engine, review.guild_id, keys)
    assert groups.keys() == set(keys)
    assert len(set(groups.values())) == 1


async def test_a_question_settled_meanwhile_is_not_joined(review: ReviewDesk) -> None:
    await review.asked(BOAT)
    other = await review.asked(UNANSWERED)
    listed = await review.parts.review(review.guild_id).unanswered()
    card = await review.card("unanswered")
    await review.pick(card, [one.question for one in listed].index(BOAT))
    keys = [other.question_key]
    await close(review.parts.engine, review.guild_id, keys, ClosedAs.ANSWERED)

    assert await review.pick(card, menu=JOIN) == ENGLISH("review.question_done")
    assert await decided(review.parts.engine, review.guild_id, keys) == {}


async def test_a_wording_that_is_no_longer_part_of_the_question_is_not_taken_out(
    review: ReviewDesk,
) -> None:
    other = await review.asked(MISSPELT)
    for _ in range(2):
        await review.asked()
    card = await review.card("unanswered")
    await review.pick(card)
    keys = [other.question_key]
    await close(review.parts.engine, review.guild_id, keys, ClosedAs.ANSWERED)

    assert await review.pick(card, menu=SPLIT) == ENGLISH("review.question_open")
