import pytest
from simcord.results import ResponseMessage

from bot.asked import Asked, WayIn
from bot.locales import ENGLISH
from bot.querylog.record import QueryRecord
from corpus.web import Web
from tests.bot.desk import Desk
from tests.bot.discord_client import buttons_of, response, texts_of
from tests.bot.waiting import ask_unanswered

pytest_plugins = ["tests.bot.desk_fixtures"]

COSTS = "How much does a ferry ticket cost?"


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


async def ask(desk: Desk, question: str) -> QueryRecord:
    reply = await desk.parts.assistant.ask(Asked(question, WayIn.SLASH, desk.guild_id))
    await desk.parts.querylog.written(reply.query.id)
    return reply.query


async def remove(desk: Desk) -> ResponseMessage:
    """Remove the only article, and return the card of what this did."""
    entry = await desk.only_article()
    card = await desk.card("remove", article=entry.id)
    [shown] = (await desk.press(card, ENGLISH("shelf.button_remove"))).followups
    return shown


async def test_the_menu_opens_a_lost_question_to_choose_its_passage(desk: Desk) -> None:
    await desk.have_ferry()
    query = await ask(desk, COSTS)
    shown = await remove(desk)

    opened = response(await desk.moderator.select(shown, [query.id]))

    assert opened.ephemeral
    assert COSTS in texts_of(opened)
    assert list(buttons_of(opened)) == [
        ENGLISH("review.button_judge"),
        ENGLISH("review.button_add"),
    ]
    assert ENGLISH("effects.label.lost") in texts_of(shown)


async def test_the_menu_opens_a_question_that_is_listed_as_the_list_does(desk: Desk) -> None:
    await desk.have_ferry()
    query = await ask(desk, COSTS)
    shown = await remove(desk)
    await ask_unanswered(desk.parts, COSTS, desk.guild_id)

    opened = response(await desk.moderator.select(shown, [query.id]))

    assert ENGLISH("review.button_dismiss") in buttons_of(opened)
