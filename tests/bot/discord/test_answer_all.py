"""Channels in which every question is answered, also without a mention, on a real client."""

from datetime import timedelta
from functools import partial

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.client import KutipClient
from bot.guilds import Guilds, GuildSettings, Strictness
from bot.locales import ENGLISH
from bot.parts import Parts
from bot.questions.assistant import Assistant
from corpus.draft import Draft
from tests.bot.conftest import Logged
from tests.bot.discord_client import button, buttons_of, texts_of

QUESTION = "Pukul berapa toko buah buka?"
ANSWER = "pukul tujuh pagi"
SHOP = Draft(
    "toko",
    "Jam buka toko",
    "",
    None,
    "id",
    "Toko buah buka setiap hari pukul tujuh pagi sampai pukul lima sore. Pada hari libur toko buah "
    "tutup. Toko buah berada di Jalan Mawar nomor sembilan, dekat kantor pos.",
)


@pytest.fixture
async def guilds(engine: AsyncEngine) -> Guilds:
    """With the threshold that Kutip ships with."""
    return await Guilds.load(engine, 0.2)


@pytest.fixture
def simcord_bot(parts: Parts, _translated_once: None, _tidied: None) -> KutipClient:
    client = KutipClient(
        parts, keep=timedelta(days=180), keep_left=timedelta(days=30), message_content=True
    )
    client.shard_count = 1
    return client


@pytest.fixture(autouse=True)
async def _opened(parts: Parts, channel: ChannelHandle) -> None:
    """Answer every question in the channel; the article answers one without doubt."""
    guild = channel.guild
    assert guild is not None
    await parts.shelf(guild.id).add(SHOP)
    # Not that the answers follow it: they are given only where Kutip is sure.
    generous = Strictness.GENEROUS
    settings = GuildSettings(guild.id, strictness=generous, open_channels=frozenset({channel.id}))
    await parts.guilds.save(settings)


async def test_a_question_to_nobody_is_answered_in_a_reply_that_pings_nobody(
    sari: MemberActor, channel: ChannelHandle, logged: Logged
) -> None:
    asked = await sari.send(channel, QUESTION)

    [_, answer] = channel.history()
    assert ANSWER in texts_of(answer)
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    [row] = await logged()
    assert (row.question, row.channel_id) == (QUESTION, channel.id)


async def test_its_asker_removes_the_answer_and_nobody_else(
    simcord_env: Env, sari: MemberActor, budi: MemberActor, channel: ChannelHandle
) -> None:
    await sari.send(channel, QUESTION)
    answer = channel.last_message
    assert answer is not None
    assert {"👍", "👎", "🗑️"} <= buttons_of(answer).keys()

    await budi.click(answer, custom_id=button(answer, "🗑️"))
    assert len(channel.history()) == 2
    _ = simcord_env.errors
    await sari.click(answer, custom_id=button(answer, "🗑️"))
    assert len(channel.history()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Selamat pagi semuanya",
        "Toko buah buka pukul tujuh pagi.",
        "Siapa yang mau ikut makan siang nanti?",
        "Bagaimana memasak rendang?",
        "https://example.com/kapan?toko=buka",
        f"{QUESTION} {'Lalu aku bercerita panjang lebar. ' * 20}",
    ],
)
async def test_what_is_no_question_or_has_no_sure_answer_gets_silence_and_no_row(
    sari: MemberActor, channel: ChannelHandle, logged: Logged, text: str
) -> None:
    await sari.send(channel, text)

    assert len(channel.history()) == 1
    assert not await logged()


async def test_messages_to_somebody_and_other_channels_are_left_alone(
    guild: GuildHandle,
    sari: MemberActor,
    budi: MemberActor,
    channel: ChannelHandle,
    logged: Logged,
) -> None:
    message = await budi.send(channel, "halo")
    await sari.send(channel, QUESTION, reply_to=message)
    await sari.send(channel, f"{budi.mention} {QUESTION}")
    await sari.send(guild.create_text_channel("lain"), QUESTION)

    assert len(channel.history()) == 3
    assert not await logged()


async def test_a_mention_is_answered_as_everywhere(
    simcord_env: Env, sari: MemberActor, channel: ChannelHandle
) -> None:
    assert simcord_env.bot.user is not None

    await sari.send(channel, f"{simcord_env.bot.user.mention} {QUESTION}")

    assert len(channel.history()) == 2


async def test_a_failure_is_logged_and_nobody_is_told(
    sari: MemberActor,
    channel: ChannelHandle,
    assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(assistant, "_shelves", None)

    await sari.send(channel, "Apakah ini rahasia?")

    assert len(channel.history()) == 1
    assert "Reply failed" in caplog.text
    assert "rahasia" not in caplog.text


@pytest.fixture
def wati(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """A member with Manage Server."""
    powers = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(simcord_env.create_user("wati"), roles=[powers])


async def test_the_command_turns_it_on_and_off_and_leaves_mentions_as_they_are(
    parts: Parts, guild: GuildHandle, wati: MemberActor, channel: ChannelHandle
) -> None:
    options = {"channel": channel, "answer-all": False}
    shown = texts_of((await wati.slash(channel, "server channels", **options)).response)
    assert ENGLISH("server.answer_all_off", channel=channel.mention) in shown
    assert parts.guilds.of(guild.id).open_channels == frozenset()

    options["answer-all"] = True
    shown = texts_of((await wati.slash(channel, "server channels", **options)).response)
    assert ENGLISH("server.answer_all_on", channel=channel.mention) in shown
    settings = parts.guilds.of(guild.id)
    assert settings.open_channels == {channel.id}
    assert settings.channels == frozenset()


async def test_without_the_intent_the_command_says_what_to_switch_on(
    simcord_env: Env, parts: Parts, guild: GuildHandle, wati: MemberActor
) -> None:
    place = guild.create_text_channel("lain")
    simcord_env.bot._connection._intents.message_content = False

    options = {"channel": place, "answer-all": True}
    refused = await wati.slash(place, "server channels", **options)

    assert texts_of(refused.response) == ENGLISH("server.needs_message_content")
    assert simcord_env.errors
    assert place.id not in parts.guilds.of(guild.id).open_channels


async def test_once_the_intent_is_gone_the_settings_say_that_the_channels_have_no_effect(
    simcord_env: Env, wati: MemberActor, channel: ChannelHandle
) -> None:
    with_it = texts_of((await wati.slash(channel, "server show")).response)
    simcord_env.bot._connection._intents.message_content = False
    without = texts_of((await wati.slash(channel, "server show")).response)

    assert ENGLISH("server.needs_message_content") not in with_it
    assert ENGLISH("server.needs_message_content") in without


async def post(
    env: Env, sari: MemberActor, thread: int, parent: int, message: int, name: str, content: str
) -> None:
    """Write a message in a post of a forum, or in a thread of another channel."""
    author = {"id": str(sari.id), "username": "sari", "discriminator": "0", "avatar": None}
    emit, place = env.backend.emit, {"guild_id": str(sari.guild.id)}
    metadata = {
        "archived": False,
        "auto_archive_duration": 60,
        "archive_timestamp": "2026-01-01T00:00:00+00:00",
        "locked": False,
    }
    about = {"id": str(thread), "parent_id": str(parent), "owner_id": str(sari.id)}
    counts = {"message_count": 1, "member_count": 1}
    emit(
        "THREAD_CREATE",
        {**place, **about, **counts, "name": name, "type": 11, "thread_metadata": metadata},
    )
    written = {"id": str(message), "channel_id": str(thread), "content": content}
    empty: dict[str, list[str]] = {
        "attachments": [],
        "embeds": [],
        "mentions": [],
        "mention_roles": [],
    }
    flags = {"type": 0, "tts": False, "pinned": False, "mention_everyone": False}
    times = {"timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None}
    emit("MESSAGE_CREATE", {**place, **written, **empty, **flags, **times, "author": author})
    await env.settle()


async def test_in_a_forum_the_first_message_of_a_post_is_answered_or_its_title(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    sari: MemberActor,
    channel: ChannelHandle,
    logged: Logged,
) -> None:
    forum = guild.create_forum_channel("tanya-jawab")
    opened = frozenset({forum.id, channel.id})
    await parts.guilds.save(GuildSettings(guild.id, open_channels=opened))
    write = partial(post, simcord_env, sari)

    await write(901, forum.id, 901, "Tentang toko", QUESTION)
    await write(902, forum.id, 902, QUESTION, "Tolong, ya.")
    await write(901, forum.id, 903, "Tentang toko", QUESTION)
    await write(904, channel.id, 905, "Utas", QUESTION)
    _ = simcord_env.errors

    assert [row.channel_id for row in await logged()] == [901, 902]


async def test_without_the_intent_no_title_of_a_forum_post_is_answered(
    simcord_env: Env,
    parts: Parts,
    guild: GuildHandle,
    sari: MemberActor,
    logged: Logged,
) -> None:
    forum = guild.create_forum_channel("tanya-jawab")
    await parts.guilds.save(GuildSettings(guild.id, open_channels=frozenset({forum.id})))
    simcord_env.bot._connection._intents.message_content = False

    await post(simcord_env, sari, 902, forum.id, 902, QUESTION, "")
    _ = simcord_env.errors

    assert await logged() == []
