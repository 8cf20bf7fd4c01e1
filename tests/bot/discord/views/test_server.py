from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import ResponseMessage

from bot.discord.client import KutipClient
from bot.discord.components.pickers import MOST
from bot.discord.views.server import AUTOMATIC, server_card
from bot.guilds import GuildSettings, Strictness
from bot.locales import ENGLISH, Texts
from bot.parts import Parts
from tests.bot.discord_client import MakeClient, response, texts_of
from tests.bot.everything import press
from tests.bot.indonesian import INDONESIAN


@pytest.fixture
def wati(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """A member with Manage Server."""
    powers = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(simcord_env.create_user("wati"), roles=[powers])


@pytest.fixture
async def card(wati: MemberActor, channel: ChannelHandle) -> ResponseMessage:
    """The card of the settings."""
    return response(await wati.slash(channel, "server show"))


def menus_of(message: ResponseMessage) -> Iterator[dict[str, Any]]:
    """Yield the menus of a card."""
    [box] = message.components
    for part in box["components"]:
        for item in part.get("components", []):
            if "custom_id" in item and item["type"] != discord.ComponentType.button.value:
                yield item


def chosen_in(message: ResponseMessage, name: str) -> set[str]:
    """Return what is chosen in a menu of a card."""
    [menu] = [each for each in menus_of(message) if each["custom_id"] == f"kutip:server:{name}"]
    options = {each["value"] for each in menu.get("options", []) if each.get("default")}
    return options | {str(each["id"]) for each in menu.get("default_values", [])}


def switches_of(card: ResponseMessage) -> list[dict[str, Any]]:
    """Return the buttons beside the texts of a card."""
    [box] = card.components
    return [part["accessory"] for part in box["components"] if "accessory" in part]


async def test_every_setting_can_be_set_on_the_card_after_a_restart_too(
    simcord_env: Env,
    wati: MemberActor,
    guild: GuildHandle,
    channel: ChannelHandle,
    card: ResponseMessage,
    parts: Parts,
    make_client: MakeClient,
) -> None:
    role = guild.create_role("Redaksi")
    forum = guild.create_forum_channel("tanya")
    await simcord_env.restart_bot(make_client())

    chosen: dict[str, list[Any]] = {
        "language": ["en"],
        "strictness": ["strict"],
        "channels": [channel, forum],
        "moderators": [role],
        "log": [channel],
    }
    for name, values in chosen.items():
        await wati.select(card, values, custom_id=f"kutip:server:{name}")
        ids = {str(getattr(each, "id", each)) for each in values}
        assert chosen_in(card, name) == ids
    for name in ("private", "digest"):
        await wati.click(card, custom_id=f"kutip:server:{name}:1")

    assert parts.guilds.of(guild.id) == GuildSettings(
        guild.id,
        language="en",
        ask_private=True,
        strictness=Strictness.STRICT,
        log_channel_id=channel.id,
        digest=True,
        moderator_roles=frozenset({role.id}),
        channels=frozenset({channel.id, forum.id}),
    )
    assert ENGLISH("server.saved") in texts_of(card)


async def test_what_is_set_can_be_unset_on_the_card(
    wati: MemberActor, guild: GuildHandle, channel: ChannelHandle, parts: Parts
) -> None:
    role = guild.create_role("Redaksi")
    await parts.guilds.save(
        GuildSettings(
            guild.id,
            language="en",
            ask_private=True,
            log_channel_id=channel.id,
            digest=True,
            moderator_roles=frozenset({role.id}),
            channels=frozenset({channel.id}),
        )
    )
    card = response(await wati.slash(channel, "server show"))

    await wati.select(card, [AUTOMATIC], custom_id="kutip:server:language")
    for name in ("channels", "moderators", "log"):
        await wati.select(card, [], custom_id=f"kutip:server:{name}")
        assert not chosen_in(card, name)
    assert ENGLISH("server.digest_nowhere") in texts_of(card)
    for name in ("private", "digest"):
        await wati.click(card, custom_id=f"kutip:server:{name}:0")

    assert parts.guilds.of(guild.id) == GuildSettings(guild.id)


async def test_a_switch_shows_its_state_and_a_second_press_changes_nothing(
    simcord_env: Env,
    wati: MemberActor,
    channel: ChannelHandle,
    card: ResponseMessage,
    parts: Parts,
) -> None:
    off, on = ENGLISH("server.button_off"), ENGLISH("server.button_on")
    assert [button["label"] for button in switches_of(card)] == [off, off]

    # As they were before the first press is shown.
    for _ in range(2):
        await press(simcord_env, wati, channel, "kutip:server:private:1")

    await wati.click(card, custom_id="kutip:server:private:1")
    assert [button["label"] for button in switches_of(card)] == [on, off]
    assert parts.guilds.of(wati.guild.id).ask_private


async def test_a_log_channel_that_kutip_cannot_write_in_is_refused(
    simcord_env: Env, guild: GuildHandle, wati: MemberActor, card: ResponseMessage, parts: Parts
) -> None:
    kutip = guild.roles[simcord_env.bot.user.name]  # type: ignore[union-attr]
    silent = discord.PermissionOverwrite(send_messages=False)
    closed = guild.create_text_channel("tertutup", overwrites={kutip: silent})

    refused = await wati.select(card, [closed], custom_id="kutip:server:log")

    [said] = refused.followups
    assert said.content == ENGLISH("server.no_way_into_channel", channel=closed.mention)
    assert parts.guilds.of(guild.id).log_channel_id is None


async def test_everyone_cannot_be_chosen_as_a_moderator_role(
    guild: GuildHandle, wati: MemberActor, card: ResponseMessage, parts: Parts
) -> None:
    refused = await wati.select(card, [guild.default_role], custom_id="kutip:server:moderators")

    [said] = refused.followups
    assert said.content == ENGLISH("server.everyone_refused")
    assert not parts.guilds.of(guild.id).moderator_roles


async def test_deleted_roles_and_channels_are_counted_and_not_in_a_menu(
    guild: GuildHandle, wati: MemberActor, channel: ChannelHandle, parts: Parts
) -> None:
    await parts.guilds.save(
        GuildSettings(
            guild.id,
            log_channel_id=1,
            digest=True,
            moderator_roles=frozenset({1, 2}),
            channels=frozenset({1, channel.id}),
        )
    )

    card = response(await wati.slash(channel, "server show"))

    assert chosen_in(card, "channels") == {str(channel.id)}
    assert not chosen_in(card, "moderators") | chosen_in(card, "log")
    shown = texts_of(card)
    assert shown.count(ENGLISH("server.gone", count=1)) == 2
    assert shown.count(ENGLISH("server.gone", count=2)) == 1
    assert ENGLISH("server.digest_nowhere") in shown


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
async def test_any_settings_fit_a_card(
    simcord_env: Env, channel: ChannelHandle, wati: MemberActor, texts: Texts
) -> None:
    server = simcord_env.bot.get_guild(wati.guild.id)
    assert server is not None
    many = frozenset(range(2**62, 2**62 + MOST))
    settings = GuildSettings(server.id, moderator_roles=many, channels=many, log_channel_id=2**62)
    settings = replace(settings, digest=True, open_channels=frozenset({channel.id}))

    view = server_card(server, settings, texts, "x" * 500, reads_messages=False)

    # Discord's limits of 40 components and 4000 characters leave room for two more settings.
    assert view.total_children_count <= 40 - 2 * 3
    assert view.content_length() <= 4000 - 500


async def test_the_menus_offer_the_types_of_channels_that_the_commands_accept(
    simcord_env: Env, card: ResponseMessage
) -> None:
    offered = {
        each["custom_id"].rpartition(":")[2]: set(each["channel_types"])
        for each in menus_of(card)
        if "channel_types" in each
    }
    bot = simcord_env.bot
    assert isinstance(bot, KutipClient)
    [server] = [each for each in bot.tree.get_commands() if each.name == "server"]
    accepted = {
        (command["name"], option["name"]): set(option["channel_types"])
        for command in server.to_dict(bot.tree)["options"]
        for option in command["options"]
        if "channel_types" in option
    }

    assert offered == {
        "channels": accepted["channels", "channel"],
        "open": accepted["channels", "channel"],
        "log": accepted["set", "log-channel"],
        "help-in": accepted["helpers", "channel"],
    }


async def test_an_announcement_channel_can_be_chosen(
    guild: GuildHandle, wati: MemberActor, card: ResponseMessage, parts: Parts
) -> None:
    announcements = guild.create_news_channel("pengumuman")

    for name in ("log", "help-in", "channels"):
        await wati.select(card, [announcements], custom_id=f"kutip:server:{name}")

    settings = parts.guilds.of(guild.id)
    assert settings.log_channel_id == settings.helper_channel_id == announcements.id
    assert settings.channels == {announcements.id}
