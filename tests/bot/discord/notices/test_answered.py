from datetime import UTC, datetime

import pytest
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy.exc import OperationalError

from bot.discord.notices.answered import NotifyButton
from bot.locales import ENGLISH
from bot.querylog.unanswered import unanswered
from bot.querylog.wishes import Wishes
from bot.questions.reasking import NewlyAnswered
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


def notify_label(message: ResponseMessage) -> str:
    [label] = buttons_of(message)
    return label


async def test_publishing_shows_which_questions_the_article_answers(desk: Desk) -> None:
    await ask_unanswered(desk.parts, COSTS, desk.guild_id)
    await ask_unanswered(desk.parts, LEAVES, desk.guild_id)
    await ask_unanswered(desk.parts, "What is the password of the warehouse?", desk.guild_id)

    [card] = (await publish(desk)).followups

    assert card.ephemeral
    head = ENGLISH("feedback.answers_questions", title=FERRY_TITLE, count=2)
    answers, not_right = texts_of(card).split("\n\n")
    assert set(answers.split("\n")) == {head, f"- {COSTS}", f"- {LEAVES}"}
    assert not_right == f"-# {ENGLISH('feedback.not_right')}"
    assert not buttons_of(card)
    assert await still_open(desk) == ["What is the password of the warehouse?"]


async def test_publishing_shows_nothing_more_if_nothing_is_newly_answered(
    desk: Desk,
) -> None:
    assert (await publish(desk)).followups == []


async def test_a_press_notifies_the_people_waiting_once(
    desk: Desk, may_be_pinged: set[int], simcord_env: Env, make_client: MakeClient
) -> None:
    may_be_pinged.add(desk.moderator.id)
    await asked_and_wished(desk)
    [card] = (await publish(desk)).followups
    assert notify_label(card) == ENGLISH("feedback.button_notify", count=1)
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
    assert notify_label(card) == ENGLISH("feedback.button_notify", count=1)
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


async def test_restoring_an_article_closes_its_questions_and_removing_it_reopens_them(
    desk: Desk,
) -> None:
    await ask_unanswered(desk.parts, COSTS, desk.guild_id)
    await publish(desk)
    entry = await desk.only_article()
    assert await still_open(desk) == []

    card = await desk.card("remove", article=entry.id)
    removed = await desk.press(card, ENGLISH("shelf.button_remove"))
    assert removed.followups == []
    assert await still_open(desk) == [COSTS]

    [card] = (await desk.command("restore", article=entry.id)).followups
    assert texts_of(card).startswith(
        ENGLISH("feedback.answers_questions", title=FERRY_TITLE, count=1)
    )
    assert await still_open(desk) == []


async def test_hiding_a_shared_article_reopens_its_questions_and_unhiding_closes_them(
    desk: Desk,
) -> None:
    shipped, question = "strategi-nuklir-korea", "siapa vipin narang"
    await desk.command("hide", article=shipped)
    await ask_unanswered(desk.parts, question, desk.guild_id)

    [card] = (await desk.command("unhide", article=shipped)).followups
    assert question in texts_of(card)
    assert await still_open(desk) == []

    assert (await desk.command("hide", article=shipped)).followups == []
    assert await still_open(desk) == [question]


async def test_an_article_is_published_even_if_asking_again_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_args: object) -> list[NewlyAnswered]:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr("bot.parts.ask_again", fail)

    result = await publish(desk)

    assert result.followups == []
    assert (await desk.only_article()).title == FERRY_TITLE
    assert "Could not ask questions again" in caplog.text


async def test_only_moderators_can_notify_people(desk: Desk, simcord_env: Env) -> None:
    await asked_and_wished(desk)
    await publish(desk)
    entry = await desk.only_article()
    member = await desk.let_in(simcord_env.create_user("eve"))

    result = await press(simcord_env, member, desk.channel, f"kutip:tell:{entry.id}")

    assert [message.content for message in result.followups] == [ENGLISH("fault.not_allowed")]
    assert len(await Wishes(desk.parts.engine).fulfillable(desk.guild_id, entry.id)) == 1
