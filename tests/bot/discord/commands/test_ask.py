import logging
import re

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.locales import ENGLISH
from bot.questions.assistant import Assistant
from tests.bot.conftest import Logged
from tests.bot.discord_client import Speak, buttons_of, texts_of
from tests.bot.indonesian import INDONESIAN

QUESTION = "Kenapa satelit Korea Utara gagal?"
QUOTE = (
    "> **Pada akhir Mei 2024, upaya peluncuran satelit mata-mata militer Korea Utara mengalami "
    "kegagalan setelah mesin roket yang baru dikembangkan meledak saat diterbangkan.** Ini "
    "merupakan kegagalan ketiga rezim Kim Jong Un dalam empat upaya peluncurannya."
)


async def test_a_question_is_answered_with_a_quote_its_source_and_the_question(
    sari: MemberActor, channel: ChannelHandle, logged: Logged
) -> None:
    result = await sari.slash(channel, "ask", question=QUESTION)

    shown = texts_of(result.response)
    assert QUOTE in shown
    assert f"**\n\n-# {QUESTION}\n\n" in shown
    assert "Reuters · paragraph 7 of 9" in shown
    assert not result.ephemeral
    [row] = await logged()
    assert (row.way_in, row.question, row.outcome) == ("slash", QUESTION, "answered")
    assert (row.guild_id, row.channel_id, row.locale) == (sari.guild.id, channel.id, "en-US")


async def test_a_private_answer_is_seen_by_the_asker_only(
    sari: MemberActor, channel: ChannelHandle
) -> None:
    result = await sari.slash(channel, "ask", question=QUESTION, private=True)

    assert result.ephemeral
    assert QUOTE in texts_of(result.response)


async def test_the_first_request_is_the_deferral(
    simcord_env: Env, sari: MemberActor, channel: ChannelHandle
) -> None:
    before = len(simcord_env.http_requests)
    await sari.slash(channel, "ask", question=QUESTION)

    first = simcord_env.http_requests[before]
    assert first.path.endswith("/callback")
    assert isinstance(first.json, dict)
    assert first.json["type"] == discord.InteractionResponseType.deferred_channel_message.value


@pytest.mark.parametrize(
    ("locale", "guild_locale", "private", "words"),
    [
        ("en-GB", "id", False, "paragraf 7 dari 9"),
        ("en-GB", "id", True, "paragraph 7 of 9"),
        ("id", "en-US", False, "paragraph 7 of 9"),
        ("id", "en-US", True, "paragraf 7 dari 9"),
        ("ja", "fr", False, "paragraph 7 of 9"),
    ],
)
async def test_private_replies_use_the_askers_language_public_ones_the_servers(
    sari: MemberActor,
    channel: ChannelHandle,
    speak: Speak,
    locale: str,
    guild_locale: str,
    private: bool,
    words: str,
) -> None:
    speak(locale, guild_locale)

    result = await sari.slash(channel, "ask", question=QUESTION, private=private)

    assert words in texts_of(result.response)


async def test_a_command_in_direct_messages_uses_the_askers_language(
    simcord_env: Env, sari: MemberActor, speak: Speak
) -> None:
    speak("id", "en-US")

    result = await sari.user.slash("ask", question=QUESTION)

    assert "paragraf 7 dari 9" in texts_of(result.response)


async def test_the_commands_have_indonesian_names(simcord_env: Env) -> None:
    commands = await simcord_env.bot.tree.fetch_commands()  # type: ignore[attr-defined]
    named = {command.name: command for command in commands}
    slash, menu = named["ask"], named[ENGLISH("ask.menu_ask")]

    assert slash.name_localizations == {discord.Locale.indonesian: "tanya"}
    assert [
        (option.name, option.name_localizations[discord.Locale.indonesian])
        for option in slash.options
    ] == [("question", "pertanyaan"), ("private", "pribadi")]
    assert menu.name_localizations == {discord.Locale.indonesian: INDONESIAN("ask.menu_ask")}


async def test_the_message_command_asks_the_text_of_the_message(
    sari: MemberActor, budi: MemberActor, channel: ChannelHandle, logged: Logged
) -> None:
    message = await budi.send(channel, QUESTION)

    result = await sari.context_menu(channel, ENGLISH("ask.menu_ask"), message)

    assert f"**\n\n-# {QUESTION}\n\n" in texts_of(result.response)
    assert QUOTE in texts_of(result.response)
    [row] = await logged()
    assert (row.way_in, row.question) == ("menu", QUESTION)


async def test_the_message_command_on_a_message_without_text_is_refused_and_logged(
    sari: MemberActor, channel: ChannelHandle, logged: Logged
) -> None:
    message = await sari.send(channel, attachments=[("cat.png", b"")])

    result = await sari.context_menu(channel, ENGLISH("ask.menu_ask"), message)

    assert result.ephemeral
    assert texts_of(result.response) == ENGLISH("refusal.blank")
    (row,) = await logged()
    assert (row.way_in, row.question, row.outcome) == ("menu", "", "refused")


@pytest.mark.parametrize(
    "question",
    [
        " ",
        "😀🎉",
        "?!…,.",
        "\u200b\u200d\u2060",
        "\u202e\u2067siapa\u202c",
        "**_~~`||siapa||`~~_** [a](http://b.c) # > - 1.",
        "@everyone @here <@1> <@&2> <#3>",
        "'; DROP TABLE queries; --",
        "北朝鮮の衛星はなぜ失敗したのですか",
        "siapa " * 666,
        "x" * 6000,
    ],
)
async def test_any_input_gets_a_reply_and_one_row(
    sari: MemberActor,
    channel: ChannelHandle,
    logged: Logged,
    caplog: pytest.LogCaptureFixture,
    question: str,
) -> None:
    result = await sari.slash(channel, "ask", question=question)

    assert texts_of(result.response)
    assert "🗑️" in buttons_of(result.response)
    [row] = await logged()
    assert row.outcome in {"answered", "refused"}
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_refusal_names_the_nearest_article_and_quotes_nothing(
    sari: MemberActor, channel: ChannelHandle
) -> None:
    result = await sari.slash(channel, "ask", question="Berapa harga beras di Surabaya?")

    shown = texts_of(result.response)
    assert ENGLISH("refusal.no_match") in shown
    assert "Korea Selatan dan A.S. mengembangkan strategi bersama" in shown
    assert "\n> " not in shown


async def test_an_unexpected_error_gets_an_apology_with_the_logs_reference(
    simcord_env: Env,
    sari: MemberActor,
    channel: ChannelHandle,
    assistant: Assistant,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(assistant, "_shelves", None)

    result = await sari.slash(channel, "ask", question="rahasia", private=True)

    [reference] = re.findall(r"\b[0-9a-f]{8}\b", texts_of(result.response))
    assert result.ephemeral
    assert reference in caplog.text
    assert "AttributeError" in caplog.text
    assert "rahasia" not in caplog.text
    assert simcord_env.errors


async def test_an_expired_interaction_logs_no_traceback(
    simcord_env: Env,
    sari: MemberActor,
    channel: ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "bot")
    simcord_env.inject_error(
        "POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction"
    )

    await sari.slash(channel, "ask", question=QUESTION)

    assert simcord_env.errors
    assert "Replied too late" in caplog.text
    assert "Traceback" not in caplog.text
