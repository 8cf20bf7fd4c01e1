import pytest
from simcord.env import Env

from bot.discord.components.card import NEXT
from bot.discord.render.review import LISTED
from bot.locales import ENGLISH
from bot.querylog.closing import ClosedAs, close
from bot.questions.review import Review
from tests.bot.discord_client import MakeClient, buttons_of
from tests.bot.everything import press, replies
from tests.bot.review_desk import ReviewDesk

pytest_plugins = ["tests.bot.review_fixtures"]

FRUIT = "Harga buah manggis dan duku Medan ditulis di papan pasar."
FRUITS = (
    "manggis",
    "mangga",
    "salak",
    "rambutan",
    "pepaya",
    "nanas",
    "jeruk",
    "pisang",
    "tin",
    "duku",
)


@pytest.fixture
async def listed(review: ReviewDesk) -> list[str]:
    """More questions than fit on a page, in the order of the list."""
    for fruit in FRUITS:
        await review.asked(f"Berapa harga {fruit} Medan?")
    return [one.question for one in await desk_of(review).unanswered()]


def desk_of(review: ReviewDesk) -> Review:
    return review.parts.review(review.guild_id)


async def test_the_questions_are_shown_one_after_the_other_and_then_the_list(
    simcord_env: Env, review: ReviewDesk, make_client: MakeClient, listed: list[str]
) -> None:
    card = await review.card("unanswered")
    seen = [(await review.pick(card)).partition("\n")[0]]
    await simcord_env.restart_bot(make_client())

    while ENGLISH("review.button_next") in buttons_of(card):
        seen.append((await review.press(card, ENGLISH("review.button_next"))).partition("\n")[0])

    assert seen == [f"**{question}**" for question in listed]
    await review.press(card, ENGLISH("review.button_back"))
    assert "2/2" in buttons_of(card)


STEPS = [
    ("review.button_next",),
    ("review.button_no_answer",),
    ("review.button_no_answer", "review.button_undo"),
    ("review.button_dismiss",),
    ("review.button_dismiss", "review.button_undo"),
    ("review.button_answers",),
    ("review.button_answers", "review.button_undo"),
    ("review.button_judge",),
]


@pytest.mark.parametrize("steps", STEPS)
async def test_every_step_leads_back_to_the_page_of_the_question(
    review: ReviewDesk, listed: list[str], steps: tuple[str, ...]
) -> None:
    await review.keep("Pasar", FRUIT)
    card = await review.card("unanswered")
    await review.press(card, NEXT)
    assert listed[LISTED] in await review.pick(card)

    for step in steps:
        if step == "review.button_judge":
            await review.search(card, ENGLISH(step), "pasar")
        else:
            number = {"number": 1} if step == "review.button_answers" else {}
            await review.press(card, ENGLISH(step, **number))
    assert "2/2" not in buttons_of(card)
    await review.press(card, ENGLISH("review.button_back"))

    assert "2/2" in buttons_of(card)


async def test_a_following_question_that_was_settled_meanwhile_is_not_shown(
    review: ReviewDesk, listed: list[str]
) -> None:
    card = await review.card("unanswered")
    await review.pick(card)
    [_, second, third, *_] = await desk_of(review).unanswered()
    await close(review.parts.engine, review.guild_id, second.keys, ClosedAs.ANSWERED)

    shown = await review.press(card, ENGLISH("review.button_next"))

    assert shown.startswith(f"**{third.question}**")


async def test_buttons_of_other_lists_and_servers_do_nothing(
    simcord_env: Env, review: ReviewDesk, listed: list[str]
) -> None:
    [one, *_] = await desk_of(review).unanswered()
    for forged in (
        f"kutip:next:s:{one.query_id}:0",
        f"kutip:it:c0:{one.query_id}:kapal:1:1",
        f"kutip:dismiss:c:{one.query_id}:0",
    ):
        result = await press(simcord_env, review.moderator, review.channel, forged)
        assert replies(result) == []
    assert len(await desk_of(review).unanswered()) == len(listed)
