from datetime import UTC, datetime

import pytest
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from bot.asked import Asked, WayIn
from bot.discord.components.card import NEXT
from bot.locales import ENGLISH
from bot.querylog.record import QueryRecord
from bot.querylog.unanswered import unanswered
from bot.querylog.wishes import Wishes
from bot.questions.reasking import AskedAgain
from corpus.database import writing
from corpus.purge import purge_removed
from corpus.schema import articles, judgements
from corpus.web import Web
from tests.bot.desk import FERRY, FERRY_TITLE, Desk, sentence_of
from tests.bot.discord_client import MakeClient, button, buttons_of, response, texts_of
from tests.bot.everything import press, replies
from tests.bot.waiting import ask_unanswered

pytest_plugins = ["tests.bot.desk_fixtures"]

COSTS = "How much does a ferry ticket cost?"
LEAVES = "When does the ferry to Sabang leave?"
CARS = "When must cars be at the pier?"
FILE = (f"{FERRY_TITLE}.txt", FERRY.encode())
OLD, NEW = ENGLISH("effects.before"), ENGLISH("effects.after")


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


async def publish(desk: Desk) -> InteractionResult:
    return await desk.press(await desk.card("add", file=FILE), ENGLISH("intake.button_publish"))


async def ask(desk: Desk, question: str) -> QueryRecord:
    reply = await desk.parts.assistant.ask(Asked(question, WayIn.SLASH, desk.guild_id))
    await desk.parts.querylog.written(reply.query.id)
    return reply.query


async def still_open(desk: Desk) -> list[str]:
    found = await unanswered(desk.parts.engine, desk.guild_id, datetime(2026, 1, 1, tzinfo=UTC))
    return [one.question for one in found]


async def remove(desk: Desk) -> ResponseMessage:
    """Remove the only article, and return the card of what this did."""
    entry = await desk.only_article()
    card = await desk.card("remove", article=entry.id)
    [shown] = (await desk.press(card, ENGLISH("shelf.button_remove"))).followups
    return shown


def doubtful_from_now_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the server so strict that its answers are doubtful."""
    monkeypatch.setattr(desk.parts.guilds, "least_confidence", lambda _guild_id: 0.62)


async def test_publishing_shows_the_moderator_which_questions_the_article_answers_and_the_quotes(
    desk: Desk,
) -> None:
    await ask_unanswered(desk.parts, COSTS, desk.guild_id)
    await ask_unanswered(desk.parts, LEAVES, desk.guild_id)
    await ask_unanswered(desk.parts, "What is the password of the warehouse?", desk.guild_id)

    [card] = (await publish(desk)).followups

    assert card.ephemeral
    text = texts_of(card)
    assert text.startswith(ENGLISH("effects.head", count=2))
    assert ENGLISH("effects.count.gained", count=2) in text
    for question, quote in ((COSTS, "costs 40000 rupiah"), (LEAVES, "leaves Ulee Lheue")):
        group = next(part for part in text.split("\n\n") if question in part)
        assert ENGLISH("effects.label.gained") in group
        assert quote in group
        assert OLD not in group
    assert not buttons_of(card)
    assert await still_open(desk) == ["What is the password of the warehouse?"]


async def test_publishing_shows_nothing_more_if_no_answer_changes(desk: Desk) -> None:
    assert (await publish(desk)).followups == []


async def test_removing_an_article_shows_the_lost_answers_with_the_quotes_they_had(
    desk: Desk,
) -> None:
    await desk.have_ferry()
    await ask(desk, COSTS)

    text = texts_of(await remove(desk))

    assert ENGLISH("effects.label.lost") in text
    assert text.index(COSTS) < text.index(OLD) < text.index("40000 rupiah")
    assert NEW not in text


async def test_an_edit_shows_the_old_quote_above_the_new_one(desk: Desk) -> None:
    await desk.have_ferry()
    await ask(desk, COSTS)
    changed = FERRY.replace("40000", "55000")
    entry = await desk.only_article()

    card = await desk.card("replace", article=entry.id, file=("new.txt", changed.encode()))
    [shown] = (await desk.press(card, ENGLISH("intake.button_publish"))).followups

    text = texts_of(shown)
    assert ENGLISH("effects.label.changed") in text
    places = [text.index(each) for each in (COSTS, OLD, "40000", NEW, "55000")]
    assert places == sorted(places)


async def test_lost_answers_are_shown_first_and_pages_work_after_a_restart(
    desk: Desk, simcord_env: Env, make_client: MakeClient
) -> None:
    await ask_unanswered(desk.parts, "Where do elephants sleep at night?", desk.guild_id)
    await desk.have_ferry()
    for question in (COSTS, LEAVES, CARS):
        await ask(desk, question)
    elephants = "Elephants sleep at night in Belawan, standing under the trees of the old park."
    entry = await desk.only_article()
    card = await desk.card("replace", article=entry.id, file=("x.txt", elephants.encode()))
    [shown] = (await desk.press(card, ENGLISH("intake.button_publish"))).followups
    first = texts_of(shown)
    assert "Belawan" not in first.partition(ENGLISH("effects.label.gained"))[0]
    assert first.count(ENGLISH("effects.label.lost")) == 3
    await simcord_env.restart_bot(make_client())

    await desk.press(shown, NEXT)

    second = texts_of(shown)
    assert ENGLISH("effects.label.lost") not in second
    assert "Belawan" in second


async def test_a_doubtful_answer_notifies_nobody_until_a_moderator_confirms_it(
    desk: Desk,
    may_be_pinged: set[int],
    monkeypatch: pytest.MonkeyPatch,
    simcord_env: Env,
    make_client: MakeClient,
) -> None:
    by = desk.moderator.id
    may_be_pinged.add(by)
    query = await ask_unanswered(desk.parts, COSTS, desk.guild_id, by, desk.channel.id)
    await Wishes(desk.parts.engine).keep(query, by, desk.channel.id)
    doubtful_from_now_on(desk, monkeypatch)
    [card] = (await publish(desk)).followups
    assert ENGLISH("effects.label.maybe") in texts_of(card)
    assert "40000 rupiah" in texts_of(card)
    assert list(buttons_of(card)) == [ENGLISH("effects.button_confirm")]
    assert not await Wishes(desk.parts.engine).waiting(desk.guild_id)
    custom_id, before = button(card, ENGLISH("effects.button_confirm")), len(desk.channel.history())
    await simcord_env.restart_bot(make_client())

    [said] = (await desk.press(card, ENGLISH("effects.button_confirm"))).followups

    assert said.content is not None
    assert said.content.endswith(ENGLISH("feedback.notified", count=1))
    assert not buttons_of(card)
    [news] = desk.channel.history()[before:]
    assert "40000 rupiah" in texts_of(news)
    again = await press(simcord_env, desk.moderator, desk.channel, custom_id)
    assert ENGLISH("feedback.notified", count=1) not in texts_of(again.followups[0])
    async with desk.parts.engine.connect() as connection:
        assert len((await connection.execute(select(judgements))).all()) == 1


async def test_a_quote_that_has_changed_since_it_was_shown_is_not_confirmed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask_unanswered(desk.parts, COSTS, desk.guild_id)
    doubtful_from_now_on(desk, monkeypatch)
    [card] = (await publish(desk)).followups
    entry = await desk.only_article()
    text = FERRY.replace("40000", "55000")
    replacing = await desk.card("replace", article=entry.id, file=("new.txt", text.encode()))
    await desk.press(replacing, ENGLISH("intake.button_publish"))

    result = await desk.press(card, ENGLISH("effects.button_confirm"))

    assert "changed" in sentence_of(result)
    async with desk.parts.engine.connect() as connection:
        assert (await connection.execute(select(judgements))).all() == []


async def test_a_quote_whose_version_was_purged_is_said_to_be_gone(
    desk: Desk, simcord_env: Env
) -> None:
    await desk.have_ferry()
    for question in (COSTS, LEAVES, CARS):
        await ask(desk, question)
    await ask(desk, "How long before the departure of the slow boat must cars be there?")
    shown = await remove(desk)
    async with writing(desk.parts.engine) as connection:
        long_ago = datetime(2026, 1, 1, tzinfo=UTC)
        gone = articles.c.removed_at.is_not(None)
        await connection.execute(update(articles).where(gone).values(removed_at=long_ago))
    await purge_removed(desk.parts.engine, datetime.now(UTC))
    custom_id = "kutip:effects:0:999999:0:0:next"

    result = await press(simcord_env, desk.moderator, desk.channel, custom_id)

    assert ENGLISH("effects.not_stored") in texts_of(response(result))
    assert "40000" in texts_of(shown)


async def test_only_moderators_see_pages_and_confirm(desk: Desk, simcord_env: Env) -> None:
    query = await ask_unanswered(desk.parts, COSTS, desk.guild_id)
    await publish(desk)
    member = await desk.let_in(simcord_env.create_user("eve"))

    for custom_id in (
        "kutip:effects:0:9:0:0:next",
        f"kutip:confirm:{query.id}:0:9",
        f"kutip:mend {query.id}",
    ):
        result = await press(simcord_env, member, desk.channel, custom_id)
        sent = result.followups or replies(result)
        assert [message.content for message in sent] == [ENGLISH("fault.not_allowed")]


@pytest.mark.parametrize(
    "custom_id",
    [
        "kutip:effects:1767225600000000:1767225600000009:0:0:next",
        f"kutip:confirm:{'0' * 32}:1767225600000000:1767225600000009",
    ],
)
async def test_a_button_of_an_earlier_version_says_that_it_is_outdated(
    desk: Desk, simcord_env: Env, custom_id: str
) -> None:
    query = await ask_unanswered(desk.parts, COSTS, desk.guild_id)

    result = await press(
        simcord_env, desk.moderator, desk.channel, custom_id.replace("0" * 32, query.id)
    )

    assert [message.content for message in result.followups] == [ENGLISH("effects.outdated")]


async def test_restoring_an_article_closes_its_questions_and_removing_it_reopens_them(
    desk: Desk,
) -> None:
    await ask_unanswered(desk.parts, COSTS, desk.guild_id)
    await publish(desk)
    entry = await desk.only_article()
    assert await still_open(desk) == []

    assert ENGLISH("effects.label.lost") in texts_of(await remove(desk))
    assert await still_open(desk) == [COSTS]

    [card] = (await desk.command("restore", article=entry.id)).followups
    assert ENGLISH("effects.label.gained") in texts_of(card)
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

    [card] = (await desk.command("hide", article=shipped)).followups
    assert ENGLISH("effects.label.lost") in texts_of(card)
    assert await still_open(desk) == [question]


async def test_an_article_is_published_even_if_asking_again_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_args: object) -> AskedAgain | None:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr("bot.parts.ask_again", fail)

    result = await publish(desk)

    assert result.followups == []
    assert (await desk.only_article()).title == FERRY_TITLE
    assert "Could not ask questions again" in caplog.text
