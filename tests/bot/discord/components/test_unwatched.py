import asyncio

import pytest

from bot.locales import ENGLISH
from corpus.web import Web
from tests.bot.desk import FERRY, FERRY_TITLE, Desk

pytest_plugins = ["tests.bot.desk_fixtures"]


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


def held() -> list[str]:
    """Return the tasks by which discord.py keeps views until they time out."""
    names = [getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks()]
    return [name for name in names if "timeout" in name and "View" in name]


async def test_discord_py_keeps_no_view_of_what_was_sent_and_its_buttons_work(desk: Desk) -> None:
    card = await desk.card("add", file=(f"{FERRY_TITLE}.txt", FERRY.encode()))
    assert held() == []

    await desk.press(card, ENGLISH("intake.button_publish"))

    assert held() == []
    assert (await desk.only_article()).title == FERRY_TITLE
