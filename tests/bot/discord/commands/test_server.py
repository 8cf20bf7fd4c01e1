from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env

from bot.discord.commands.server import MAX_ADDED
from bot.guilds import GuildSettings, Strictness
from bot.locales import ENGLISH
from bot.parts import Parts
from tests.bot.discord_client import Speak, texts_of

QUESTION = "Kenapa satelit Korea Utara gagal?"


@pytest.fixture
def wati(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """A member with Manage Server."""
    powers = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(simcord_env.create_user("wati"), roles=[powers])


async def test_the_settings_are_shown_to_members_who_may_manage_the_server(
    wati: MemberActor, channel: ChannelHandle
) -> None:
    result = await wati.slash(channel, "server show")

    assert result.ephemeral
    assert ENGLISH("server.settings_head") in texts_of(result.response)
    assert ENGLISH("server.saved") not in texts_of(result.response)


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        ({"language": "en"}, {"language": "en"}),
        ({"language": "id"}, {"language": "id"}),
        ({"language": "automatic"}, {"language": None}),
        ({"private": False}, {"ask_private": False}),
        ({"strictness": "generous"}, {"strictness": Strictness.GENEROUS}),
        ({"no-log": True}, {"log_channel_id": None}),
        ({"no-log": False}, {}),
        ({"digest": True}, {"digest": True}),
        ({"digest": False}, {"digest": False}),
        ({}, {}),
    ],
)
async def test_only_the_given_settings_are_changed(
    wati: MemberActor,
    channel: ChannelHandle,
    parts: Parts,
    options: dict[str, Any],
    changes: dict[str, Any],
) -> None:
    before = GuildSettings(
        wati.guild.id,
        language="en",
        ask_private=True,
        strictness=Strictness.STRICT,
        log_channel_id=channel.id,
        moderator_roles=frozenset({1}),
        channels=frozenset({2}),
    )
    await parts.guilds.save(before)

    result = await wati.slash(channel, "server set", **options)

    after = replace(before, **changes)
    assert parts.guilds.of(wati.guild.id) == after
    said = ENGLISH("server.saved") if changes else ENGLISH("server.nothing_given")
    assert f"{ENGLISH('server.settings_head')}\n{said}\n" in f"{texts_of(result.response)}\n"


async def test_a_log_channel_must_be_writable(
    simcord_env: Env, guild: GuildHandle, wati: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    kutip = guild.roles[simcord_env.bot.user.name]  # type: ignore[union-attr]
    silent = discord.PermissionOverwrite(send_messages=False)
    closed = guild.create_text_channel("tertutup", overwrites={kutip: silent})

    refused = await wati.slash(channel, "server set", **{"log-channel": closed})
    assert texts_of(refused.response) == ENGLISH(
        "server.no_way_into_channel", channel=closed.mention
    )
    assert simcord_env.errors
    assert parts.guilds.of(guild.id).log_channel_id is None

    await wati.slash(channel, "server set", **{"log-channel": channel})
    assert parts.guilds.of(guild.id).log_channel_id == channel.id


async def test_a_moderator_role_is_added_and_removed_by_a_second_use(
    simcord_env: Env, guild: GuildHandle, wati: MemberActor, channel: ChannelHandle
) -> None:
    role = guild.create_role("Redaksi")
    tono = guild.add_member(simcord_env.create_user("tono"), roles=[role])
    for command in await simcord_env.bot.tree.fetch_commands():  # type: ignore[attr-defined]
        guild.set_command_permissions(command, {tono: True})

    named = await wati.slash(channel, "server moderators", role=role)
    assert ENGLISH("server.moderator_added", role=role.mention) in texts_of(named.response)
    allowed = await tono.slash(channel, "article list")
    assert "**1 article**" in texts_of(allowed.response)

    no_longer = await wati.slash(channel, "server moderators", role=role)
    assert ENGLISH("server.moderator_removed", role=role.mention) in texts_of(no_longer.response)
    refused = await tono.slash(channel, "article list")
    assert texts_of(refused.response) == ENGLISH("fault.not_allowed")
    assert simcord_env.errors


async def test_everyone_cannot_be_a_moderator_role(
    simcord_env: Env, guild: GuildHandle, wati: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    result = await wati.slash(channel, "server moderators", role=guild.default_role)

    assert texts_of(result.response) == ENGLISH("server.everyone_refused")
    assert simcord_env.errors
    assert not parts.guilds.of(guild.id).moderator_roles


async def test_mentions_are_answered_only_in_the_set_channels_and_their_threads(
    simcord_env: Env,
    guild: GuildHandle,
    wati: MemberActor,
    sari: MemberActor,
    channel: ChannelHandle,
) -> None:
    assert simcord_env.bot.user is not None
    other = guild.create_text_channel("lain")
    question = f"{simcord_env.bot.user.mention} {QUESTION}"

    named = await wati.slash(channel, "server channels", channel=channel)
    assert ENGLISH("server.channel_added", channel=channel.mention) in texts_of(named.response)
    await sari.send(other, question)
    assert len(other.history()) == 1
    start = await sari.send(channel, question)
    assert channel.last_message != start
    await start.create_thread(name="satelit")
    [thread] = channel.threads
    asked = await sari.send(thread, question)
    assert thread.last_message != asked

    no_longer = await wati.slash(channel, "server channels", channel=channel)
    assert ENGLISH("server.channel_removed", channel=channel.mention) in texts_of(
        no_longer.response
    )
    await sari.send(other, question)
    assert len(other.history()) == 3


async def test_deleted_roles_and_channels_do_not_count(
    simcord_env: Env, guild: GuildHandle, wati: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    gone = frozenset(range(1, MAX_ADDED + 1))
    await parts.guilds.save(GuildSettings(guild.id, moderator_roles=gone, channels=gone))
    role = guild.create_role("Redaksi")

    await wati.slash(channel, "server moderators", role=role)
    await wati.slash(channel, "server channels", channel=channel)

    settings = parts.guilds.of(guild.id)
    assert settings.moderator_roles == {role.id}
    assert settings.channels == {channel.id}


async def test_the_number_of_moderator_roles_is_limited(
    simcord_env: Env, guild: GuildHandle, wati: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    roles = frozenset(guild.create_role(f"R{n}").id for n in range(MAX_ADDED))
    await parts.guilds.save(GuildSettings(guild.id, moderator_roles=roles))

    result = await wati.slash(channel, "server moderators", role=guild.create_role("Redaksi"))

    assert texts_of(result.response) == ENGLISH("server.too_many", count=MAX_ADDED)
    assert simcord_env.errors
    assert parts.guilds.of(guild.id).moderator_roles == roles


async def test_public_replies_use_the_set_language(
    simcord_env: Env,
    wati: MemberActor,
    sari: MemberActor,
    channel: ChannelHandle,
    speak: Speak,
) -> None:
    assert simcord_env.bot.user is not None
    speak("id", "id")
    await wati.slash(channel, "server set", language="en")

    public = await sari.slash(channel, "ask", question=QUESTION)
    private = await sari.slash(channel, "ask", question=QUESTION, private=True)
    await sari.send(channel, f"{simcord_env.bot.user.mention} {QUESTION}")

    assert "paragraph 7 of 9" in texts_of(public.response)
    assert "paragraf 7 dari 9" in texts_of(private.response)
    assert "paragraph 7 of 9" in texts_of(channel.last_message)


async def test_answers_are_private_if_set_unless_the_asker_chooses_otherwise(
    wati: MemberActor, sari: MemberActor, channel: ChannelHandle
) -> None:
    message = await sari.send(channel, QUESTION)
    assert not (await sari.slash(channel, "ask", question=QUESTION)).ephemeral

    await wati.slash(channel, "server set", private=True)

    assert (await sari.slash(channel, "ask", question=QUESTION)).ephemeral
    assert (await sari.context_menu(channel, ENGLISH("ask.menu_ask"), message)).ephemeral
    assert not (await sari.slash(channel, "ask", question=QUESTION, private=False)).ephemeral


async def test_the_strictness_decides_the_threshold_of_answers(
    wati: MemberActor, sari: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    least = {}
    for strictness in Strictness:
        await wati.slash(channel, "server set", strictness=strictness.value)
        least[strictness] = parts.guilds.least_confidence(wati.guild.id)

    assert least[Strictness.STRICT] > least[Strictness.BALANCED] > least[Strictness.GENEROUS]


async def test_manage_messages_does_not_permit_changing_settings(
    simcord_env: Env, guild: GuildHandle, channel: ChannelHandle, parts: Parts
) -> None:
    powers = guild.create_role("Mods", permissions=discord.Permissions(manage_messages=True))
    ani = guild.add_member(simcord_env.create_user("ani"), roles=[powers])
    for command in await simcord_env.bot.tree.fetch_commands():  # type: ignore[attr-defined]
        guild.set_command_permissions(command, {ani: True})

    result = await ani.slash(channel, "server set", private=True)

    assert texts_of(result.response) == ENGLISH("fault.not_allowed")
    assert simcord_env.errors
    assert not parts.guilds.of(guild.id).ask_private
