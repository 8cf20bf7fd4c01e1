from datetime import UTC, datetime

import pytest
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.discord.notices.answered import NotifyButton
from bot.locales import ENGLISH
from bot.querylog.unanswered import unanswered
from bot.querylog.wishes import Wishes
from corpus.web import Web
from tests.bot.desk import FERRY, FERRY_TITLE, Desk
from tests.bot.discord_client import MakeClient, button, buttons_of, texts_of
from tests.bot.everything import press
from tests.bot.indonesian import INDONESIAN
from tests.bot.waiting import ask_unanswered

pytest_plugins = ["tests.bot.desk_fixtures"]

COSTS = "How much does a ferry ticket cost?"
LEAVES = "When does the ferry to Sabang leave?"
FILE = (f"{FERRY_TITLE}.txt", FERRY.encode())


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


async def publish(desk: Desk) -> InteractionResult:
    return await desk.press(await desk.card("add", file=FILE), ENGLISH("intake.button_publish"))


async def still_open(desk: Desk) -> list[str]:
    found = await unanswered(desk.parts.engine, desk.guild_id, datetime(2026, 1, 1, tzinfo=UTC))
    return [one.question for one in found]


async def asked_and_wished(desk: Desk, question: str = COSTS) -> None:
    """Ask an unanswered question as the moderator, and request a notification."""
    by = desk.moderator.id
    query = await ask_unanswered(desk.parts, question, desk.guild_id, by, desk.channel.id)
    assert await Wishes(desk.parts.engine).keep(query, by, desk.channel.id)


def notify_labels(message: ResponseMessage) -> list[str]:
    return list(buttons_of(message))


async def test_a_press_notifies_the_people_waiting_once(
    desk: Desk, may_be_pinged: set[int], simcord_env: Env, make_client: MakeClient
) -> None:
    may_be_pinged.add(desk.moderator.id)
    await asked_and_wished(desk)
    [card] = (await publish(desk)).followups
    assert notify_labels(card) == [ENGLISH("feedback.button_notify", count=1)]
    custom_id = button(card, ENGLISH("feedback.button_notify", count=1))
    text, before = texts_of(card), len(desk.channel.history())
    await simcord_env.restart_bot(make_client())

    [first] = (await desk.press(card, ENGLISH("feedback.button_notify", count=1))).followups
    assert not buttons_of(card)
    assert texts_of(card) == text
    [news] = desk.channel.history()[before:]
    assert "40000 rupiah" in texts_of(news)
    again = await press(simcord_env, desk.moderator, desk.channel, custom_id)
    [second] = again.followups

    assert (first.ephemeral, first.content) == (True, ENGLISH("feedback.notified", count=1))
    assert (second.ephemeral, second.content) == (True, ENGLISH("feedback.nobody_waiting"))


async def test_failed_notifications_are_reported(
    desk: Desk, simcord_env: Env, may_be_pinged: set[int]
) -> None:
    may_be_pinged.add(desk.moderator.id)
    await asked_and_wished(desk)
    await asked_and_wished(desk, LEAVES)
    [card] = (await publish(desk)).followups
    # Both requests are from the same person.
    assert notify_labels(card) == [ENGLISH("feedback.button_notify", count=1)]
    simcord_env.inject_error("POST", f"/channels/{desk.channel.id}/messages", status=400, times=2)
    [sentence] = (await desk.press(card, ENGLISH("feedback.button_notify", count=1))).followups

    assert sentence.content == ENGLISH("feedback.not_reached", count=1)


async def test_the_button_stays_while_somebody_could_not_be_notified_yet(
    desk: Desk, simcord_env: Env, may_be_pinged: set[int]
) -> None:
    may_be_pinged.add(desk.moderator.id)
    await asked_and_wished(desk)
    [card] = (await publish(desk)).followups
    simcord_env.inject_error("POST", f"/channels/{desk.channel.id}/messages", status=503)

    [first] = (await desk.press(card, ENGLISH("feedback.button_notify", count=1))).followups
    [second] = (await desk.press(card, ENGLISH("feedback.button_notify", count=1))).followups

    assert (first.content, second.content) == (
        ENGLISH("feedback.not_yet_notified", count=1),
        ENGLISH("feedback.notified", count=1),
    )
    assert not buttons_of(card)


def test_a_button_with_a_title_is_within_discords_limit() -> None:
    for texts in (ENGLISH, INDONESIAN):
        label = NotifyButton.of("kapal", 10**6, texts, f"Kapal {'panjang ' * 20}").item.label
        assert label is not None
        assert len(label) <= 80
        assert ": Kapal panjang" in label


async def test_only_moderators_can_notify_people(desk: Desk, simcord_env: Env) -> None:
    await asked_and_wished(desk)
    await publish(desk)
    entry = await desk.only_article()
    member = await desk.let_in(simcord_env.create_user("eve"))

    result = await press(simcord_env, member, desk.channel, f"kutip:tell:{entry.id}")

    assert [message.content for message in result.followups] == [ENGLISH("fault.not_allowed")]
    assert len(await Wishes(desk.parts.engine).fulfillable(desk.guild_id, entry.id)) == 1
