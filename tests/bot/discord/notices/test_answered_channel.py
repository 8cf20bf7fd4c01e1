from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.shelves import Shelves
from bot.asked import Asked, WayIn
from bot.discord.notices import answered_channel
from bot.discord.notices.audit_channel import EVERY_SECONDS
from bot.guilds import GuildSettings
from bot.parts import Parts
from bot.querylog.closing import ClosedAs, close
from bot.querylog.unanswered import unanswered
from bot.querylog.wishes import Wishes
from bot.questions.assistant import Assistant
from bot.questions.reasking import AskedAgain, Changed, ask_again
from corpus.schema import EVERYWHERE
from tests.bot.discord_client import buttons_of, nonces, texts_of
from tests.bot.indonesian import INDONESIAN
from tests.bot.waiting import CROWING, DUCK, HEN, SWIMMING, ask_unanswered

LAST_YEAR = datetime.now(UTC) - timedelta(days=365)
TITLE = r"Kandang \*ayam\*"


@pytest.fixture
async def log_channel(parts: Parts, guild: GuildHandle) -> ChannelHandle:
    channel = guild.create_text_channel("catatan")
    await parts.guilds.save(GuildSettings(guild.id, log_channel_id=channel.id))
    return channel


async def poll(env: Env) -> None:
    await env.advance_time(EVERY_SECONDS)


def answers_in(channel: ChannelHandle) -> list[str]:
    """Return the posts about answers, without those about the changes themselves."""
    posted = [texts_of(message) for message in channel.history()]
    return [text for text in posted if "\n- " in text]


async def find_it_locked(*_: object) -> None:
    """Stand for what uses the database."""
    raise OperationalError("SELECT", {}, Exception("database is locked"))


async def test_a_change_in_the_terminal_posts_its_answers_once_in_the_log_channel(
    simcord_env: Env, parts: Parts, guild: GuildHandle, log_channel: ChannelHandle
) -> None:
    await ask_unanswered(parts, CROWING, guild.id)
    await parts.shelf(guild.id).add(HEN)
    await poll(simcord_env)
    await poll(simcord_env)

    [posted] = answers_in(log_channel)
    assert INDONESIAN("effects.label.gained") in posted
    assert f"- {CROWING}" in posted
    assert TITLE in posted
    await parts.shelf(guild.id).revise(replace(HEN, source="Antara"), 1)
    await poll(simcord_env)
    assert len(answers_in(log_channel)) == 1


async def test_answers_are_posted_even_if_the_terminal_has_asked_again(
    simcord_env: Env, parts: Parts, guild: GuildHandle, log_channel: ChannelHandle
) -> None:
    await ask_unanswered(parts, CROWING, guild.id)
    await parts.shelf(guild.id).add(HEN)
    assert await parts.ask_again(Changed(guild.id, frozenset(["ayam"]), 1))

    await poll(simcord_env)

    assert len(answers_in(log_channel)) == 1


async def test_what_a_change_in_the_terminal_took_away_is_posted(
    simcord_env: Env, parts: Parts, guild: GuildHandle, log_channel: ChannelHandle
) -> None:
    await parts.shelf(guild.id).add(HEN)
    await poll(simcord_env)
    await parts.assistant.ask(Asked(CROWING, WayIn.SLASH, guild.id))
    await parts.querylog.flush()
    await parts.shelf(guild.id).remove("ayam")

    await poll(simcord_env)

    [posted] = answers_in(log_channel)
    assert INDONESIAN("effects.label.lost") in posted
    assert "pagi hari yang cerah" in posted


async def test_while_the_database_is_locked_a_change_stays_due(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    log_channel: ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await ask_unanswered(parts, CROWING, guild.id)
    await parts.shelf(guild.id).add(HEN)

    with monkeypatch.context() as patch:
        patch.setattr("bot.questions.reasking.write_changes", find_it_locked)
        await poll(simcord_env)
    assert answers_in(log_channel) == []
    assert "Could not ask again" in caplog.text

    await poll(simcord_env)
    assert len(answers_in(log_channel)) == 1


async def test_what_a_stopped_bot_left_of_a_moderators_change_is_done_and_posted(
    simcord_env: Env, parts: Parts, guild: GuildHandle, log_channel: ChannelHandle
) -> None:
    await ask_unanswered(parts, CROWING, guild.id)
    await parts.shelf(guild.id).add(HEN, by=42)

    await poll(simcord_env)
    await poll(simcord_env)

    assert len(answers_in(log_channel)) == 1
    assert await unanswered(parts.engine, guild.id, LAST_YEAR) == []


async def test_what_a_moderator_is_being_shown_is_left_to_them(
    simcord_env: Env, parts: Parts, guild: GuildHandle, log_channel: ChannelHandle
) -> None:
    await ask_unanswered(parts, CROWING, guild.id)
    with parts.held.holding(guild.id):
        await parts.shelf(guild.id).add(HEN, by=42)
        await poll(simcord_env)
        assert answers_in(log_channel) == []

    await poll(simcord_env)
    assert len(answers_in(log_channel)) == 1


async def test_a_post_is_known_again_by_its_nonce_if_kutip_stops_right_after_it(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    log_channel: ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await ask_unanswered(parts, CROWING, guild.id)
    await parts.shelf(guild.id).add(HEN)

    with monkeypatch.context() as patch:
        patch.setattr(answered_channel, "done", find_it_locked)
        await poll(simcord_env)
    # What happens in between is posted by itself.
    await ask_unanswered(parts, SWIMMING, guild.id)
    await parts.shelf(guild.id).add(DUCK)
    await poll(simcord_env)

    first, again, other = nonces(simcord_env, "show-")
    assert first == again != other


async def test_each_article_has_a_button_to_notify_people_waiting(
    simcord_env: Env, parts: Parts, sari: MemberActor, log_channel: ChannelHandle
) -> None:
    guild_id = sari.guild.id
    wishes = Wishes(parts.engine)
    await ask_unanswered(parts, SWIMMING, guild_id)
    query = await ask_unanswered(parts, CROWING, guild_id)
    await wishes.keep(query, sari.id, log_channel.id)
    await wishes.keep(query, 4711, log_channel.id)
    await parts.shelf(guild_id).add(HEN)
    await parts.shelf(guild_id).add(DUCK)

    await poll(simcord_env)

    [message] = [each for each in log_channel.history() if "\n- " in texts_of(each)]
    assert DUCK.title in texts_of(message)
    assert HEN.title.replace("*", r"\*") in texts_of(message)
    [(label, looks)] = buttons_of(message).items()
    assert label == INDONESIAN("feedback.button_notify", count=2)
    assert looks["custom_id"] == "kutip:tell:ayam"


async def test_a_shared_article_posts_to_each_server_and_notifies_outside_servers(
    simcord_env: Env,
    parts: Parts,
    sari: MemberActor,
    log_channel: ChannelHandle,
    may_be_pinged: set[int],
) -> None:
    may_be_pinged.add(sari.id)
    other = simcord_env.create_guild("Elsewhere")
    for guild_id in (sari.guild.id, other.id):
        await ask_unanswered(parts, CROWING, guild_id)
    query = await ask_unanswered(parts, CROWING, None, sari.id)
    await Wishes(parts.engine).keep(query, sari.id, sari.user.dm_channel.id)
    await parts.shelf(EVERYWHERE).add(HEN)

    await poll(simcord_env)

    assert len(answers_in(log_channel)) == 1
    [direct] = sari.user.dm_channel.history()
    assert texts_of(direct).startswith(INDONESIAN("feedback.answer_found", who=f"<@{sari.id}>"))


async def test_a_failure_on_one_server_does_not_affect_the_answers_on_others(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    log_channel: ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await ask_unanswered(parts, CROWING, guild.id)
    await ask_unanswered(parts, CROWING, None)
    await parts.shelf(EVERYWHERE).add(HEN)

    async def fail_outside(
        engine: AsyncEngine, shelves: Shelves, assistant: Assistant, changed: Changed
    ) -> AskedAgain | None:
        if changed.guild_id == EVERYWHERE:
            raise RuntimeError("broken")
        return await ask_again(engine, shelves, assistant, changed)

    monkeypatch.setattr("bot.parts.ask_again", fail_outside)
    await poll(simcord_env)
    assert "Could not ask again on server 0" in caplog.text
    assert len(answers_in(log_channel)) == 1

    await ask_unanswered(parts, SWIMMING, guild.id)
    await parts.shelf(guild.id).add(DUCK)
    await poll(simcord_env)
    assert len(answers_in(log_channel)) == 2


async def test_people_outside_servers_are_notified_of_articles_added_while_no_bot_ran(
    simcord_env: Env, parts: Parts, sari: MemberActor, may_be_pinged: set[int]
) -> None:
    may_be_pinged.add(sari.id)
    query = await ask_unanswered(parts, CROWING, None, sari.id)
    await Wishes(parts.engine).keep(query, sari.id, sari.user.dm_channel.id)
    await close(
        parts.engine, EVERYWHERE, [query.question_key], ClosedAs.ANSWERED, article_id="ayam"
    )
    await parts.shelf(EVERYWHERE).add(HEN)

    await poll(simcord_env)
    await poll(simcord_env)

    assert len(sari.user.dm_channel.history()) == 1


async def test_an_unreadable_audit_is_polled_again(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    log_channel: ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await ask_unanswered(parts, CROWING, guild.id)
    await parts.shelf(guild.id).add(HEN)

    with monkeypatch.context() as patch:
        patch.setattr(answered_channel, "due", find_it_locked)
        await poll(simcord_env)
    assert answers_in(log_channel) == []

    await poll(simcord_env)
    assert len(answers_in(log_channel)) == 1


async def test_what_fails_outside_servers_does_not_keep_the_servers_waiting(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    log_channel: ChannelHandle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(Wishes, "waiting", fail)
    await ask_unanswered(parts, CROWING, guild.id)
    await parts.shelf(guild.id).add(HEN)

    await poll(simcord_env)

    assert "Could not notify people outside servers" in caplog.text
    assert len(answers_in(log_channel)) == 1
