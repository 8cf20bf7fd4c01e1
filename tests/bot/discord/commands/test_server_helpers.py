import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.serializers import role_payload
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env

from bot.locales import ENGLISH
from bot.parts import Parts
from tests.bot.discord_client import response, texts_of


@pytest.fixture
def wati(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """A member with Manage Server."""
    powers = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(simcord_env.create_user("wati"), roles=[powers])


async def test_a_role_and_a_channel_are_set_and_unset(
    guild: GuildHandle, wati: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    role = guild.create_role("Penolong", mentionable=True)

    shown = texts_of((await wati.slash(channel, "server helpers", role=role)).response)
    assert ENGLISH("server.helpers_on", role=role.mention) in shown
    assert ENGLISH("server.helpers_not_mentionable", role=role.mention) not in shown
    settings = parts.guilds.of(guild.id)
    assert (settings.helper_role_id, settings.helper_channel_id) == (role.id, None)

    await wati.slash(channel, "server helpers", role=role, channel=channel)
    assert parts.guilds.of(guild.id).helper_channel_id == channel.id

    shown = texts_of((await wati.slash(channel, "server helpers")).response)
    assert ENGLISH("server.helpers_off") in shown
    settings = parts.guilds.of(guild.id)
    assert (settings.helper_role_id, settings.helper_channel_id) == (None, None)


async def test_a_role_that_kutip_cant_mention_is_pointed_out(
    guild: GuildHandle, wati: MemberActor, channel: ChannelHandle, simcord_env: Env
) -> None:
    role = guild.create_role("Penolong")
    mine = guild.roles[simcord_env.bot.user.name]  # type: ignore[union-attr]
    for each in (mine, guild.default_role):
        few = {**role_payload(each._role), "permissions": "3072"}
        simcord_env.backend.emit("GUILD_ROLE_UPDATE", {"guild_id": str(guild.id), "role": few})
    await simcord_env.settle()

    shown = texts_of((await wati.slash(channel, "server helpers", role=role)).response)

    assert ENGLISH("server.helpers_not_mentionable", role=role.mention) in shown


async def test_everyone_cannot_be_the_helpers_and_a_channel_needs_a_role(
    simcord_env: Env, guild: GuildHandle, wati: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    refused = await wati.slash(channel, "server helpers", role=guild.default_role)
    assert texts_of(refused.response) == ENGLISH("server.everyone_asked")

    refused = await wati.slash(channel, "server helpers", channel=channel)
    assert texts_of(refused.response) == ENGLISH("server.helper_role_missing")
    assert simcord_env.errors
    assert parts.guilds.of(guild.id).helper_role_id is None


async def test_members_without_manage_server_may_not(
    simcord_env: Env, guild: GuildHandle, sari: MemberActor, channel: ChannelHandle
) -> None:
    for command in await simcord_env.bot.tree.fetch_commands():  # type: ignore[attr-defined]
        guild.set_command_permissions(command, {sari: True})

    refused = await sari.slash(channel, "server helpers")

    assert texts_of(refused.response) == ENGLISH("fault.not_allowed")
    assert simcord_env.errors


async def test_the_card_of_settings_sets_them_too(
    guild: GuildHandle, wati: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    role = guild.create_role("Penolong", mentionable=True)
    card = response(await wati.slash(channel, "server show"))

    await wati.select(card, [role], custom_id="kutip:server:helpers")
    await wati.select(card, [channel], custom_id="kutip:server:help-in")
    settings = parts.guilds.of(guild.id)
    assert (settings.helper_role_id, settings.helper_channel_id) == (role.id, channel.id)

    refused = await wati.select(card, [channel], custom_id="kutip:server:open")
    [said] = refused.followups
    assert said.content == ENGLISH("server.needs_message_content")
    assert not parts.guilds.of(guild.id).open_channels
