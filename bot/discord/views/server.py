"""The card of a server's settings, on which each can be set with Discord's own menus."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import discord
from discord import ButtonStyle, ChannelType, SelectOption
from discord.app_commands import AppCommandChannel, AppCommandThread
from discord.ui import ActionRow, Container, LayoutView, Section, Separator, TextDisplay

from bot.discord.base import BaseClient, Interaction
from bot.discord.components.card import ACCENT
from bot.discord.components.pickers import WRITTEN_IN, PressedChannels, PressedRoles
from bot.discord.components.pressed import PressedButton, PressedMenu
from bot.discord.components.unwatched import unwatched
from bot.discord.helper_role import can_be_mentioned
from bot.discord.moderators import check_manager
from bot.discord.notices.log_channel import has_log_channel
from bot.discord.notices.welcome import may_write
from bot.errors import UserError
from bot.guilds import GuildSettings, Strictness
from bot.locales import LANGUAGES, Texts, texts_in

AUTOMATIC = "automatic"
"""The choice to follow the server's Discord locale."""
ASKED_IN = (
    *WRITTEN_IN,
    ChannelType.forum,
    ChannelType.voice,
    ChannelType.stage_voice,
)
"""The types of channels in which Kutip may be asked."""


def server_card(
    guild: discord.Guild,
    settings: GuildSettings,
    texts: Texts,
    said: str | None = None,
    *,
    reads_messages: bool,
) -> LayoutView:
    """Return a server's settings with a menu or a button for each, below what was `said`, if any.

    Roles and channels that were deleted meanwhile are counted, since Discord's menus refuse them.
    Without the right to read messages, the channels in which every question is answered are said
    to be without effect.
    """
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    head = texts("server.settings_head")
    box.add_item(TextDisplay(head if said is None else f"{head}\n{said}"))
    box.add_item(Separator())
    for name, choice in (
        ("language", LanguageMenu.of(settings, texts)),
        ("strictness", StrictnessMenu.of(settings, texts)),
    ):
        box.add_item(TextDisplay(_explained(name, texts))).add_item(ActionRow(choice))
    log, helpers_in = _some(settings.log_channel_id), _some(settings.helper_channel_id)
    for name, menu, ids, find, empty in (
        ("channel", ChannelsMenu, settings.channels, guild.get_channel, "every_channel"),
        ("role", RolesMenu, settings.moderator_roles, guild.get_role, "no_role"),
        ("log_channel", LogMenu, log, guild.get_channel, "no_log"),
        ("answer_all", OpenMenu, settings.open_channels, guild.get_channel, "none"),
        ("helper_role", HelpersMenu, _some(settings.helper_role_id), guild.get_role, "none"),
        ("helper_channel", HelpPlaceMenu, helpers_in, guild.get_channel, "there"),
    ):
        there = {each for each in ids if find(each)}
        explained = _explained(name, texts, gone=len(ids - there))
        if menu is OpenMenu and there and not reads_messages:
            explained += f"\n⚠️ {texts('server.needs_message_content')}"
        box.add_item(TextDisplay(explained))
        box.add_item(ActionRow(menu(before=there, placeholder=texts(f"server.label_{empty}"))))
    box.add_item(Separator())
    lonely = settings.digest and not has_log_channel(guild, settings)
    for text, button in (
        (_explained("private", texts), PrivateButton(on=not settings.ask_private)),
        (
            texts("server.digest_nowhere") if lonely else _explained("digest", texts),
            DigestButton(on=not settings.digest),
        ),
    ):
        box.add_item(Section(TextDisplay(text), accessory=button.looking(texts)))
    return unwatched(LayoutView().add_item(box))


async def change_settings(
    interaction: Interaction,
    guild_id: int,
    change: Callable[[GuildSettings], GuildSettings],
    said: Callable[[Texts, GuildSettings], str] = lambda texts, _: texts("server.saved"),
) -> None:
    """Change the settings of a server that the user may manage; show all below what `said` returns.

    Raise what `change` raises.
    """
    client = interaction.client
    settings = await client.parts.guilds.change(guild_id, change)
    texts, guild = client.texts_for(interaction, private=True), client.get_guild(guild_id)
    assert guild is not None
    view = server_card(
        guild,
        settings,
        texts,
        said(texts, settings),
        reads_messages=client.intents.message_content,
    )
    await interaction.edit_original_response(view=view)


def check_may_write(channel: discord.TextChannel | None, mention: str) -> None:
    """Raise UserError unless Kutip may write in the channel; None stands for one it can't see."""
    if channel is None or not may_write(channel):
        raise UserError("server.no_way_into_channel", channel=mention)


def check_message_content(client: BaseClient) -> None:
    """Raise UserError, saying what to switch on, unless Discord lets Kutip read messages."""
    if not client.intents.message_content:
        raise UserError("server.needs_message_content")


async def set_helpers(
    interaction: Interaction, guild_id: int, role: discord.Role | None, channel_id: int | None
) -> None:
    """Set the role of the helpers and where they are asked; None: nobody, and anywhere.

    Raise UserError for everyone. The user may manage the server.
    """
    if role is not None and role.is_default():
        raise UserError("server.everyone_asked")

    def said(texts: Texts, _now: GuildSettings) -> str:
        if role is None:
            return texts("server.helpers_off")
        sentence = texts("server.helpers_on", role=role.mention)
        if can_be_mentioned(role):
            return sentence
        return f"{sentence}\n{texts('server.helpers_not_mentionable', role=role.mention)}"

    role_id = None if role is None else role.id
    await change_settings(
        interaction,
        guild_id,
        lambda was: replace(was, helper_role_id=role_id, helper_channel_id=channel_id),
        said,
    )


class LanguageMenu(PressedMenu, template="kutip:server:language"):
    """Sets the language of public replies."""

    @classmethod
    def of(cls, settings: GuildSettings, texts: Texts) -> "LanguageMenu":
        """Return the menu of all languages."""
        names = {AUTOMATIC: texts("server.choice_automatic")}
        names |= {each: texts_in(each)("catalogue.language") for each in LANGUAGES}
        return cls(options=_options(names, settings.language or AUTOMATIC))

    async def press(self, interaction: Interaction) -> None:
        """Set it."""
        guild_id = check_manager(interaction)
        language = None if self.chosen == AUTOMATIC else self.chosen
        await change_settings(interaction, guild_id, lambda was: replace(was, language=language))


class StrictnessMenu(PressedMenu, template="kutip:server:strictness"):
    """Sets how sure Kutip must be."""

    @classmethod
    def of(cls, settings: GuildSettings, texts: Texts) -> "StrictnessMenu":
        """Return the menu of all degrees."""
        names = {each.value: texts(f"server.strictness.{each}") for each in Strictness}
        return cls(options=_options(names, settings.strictness))

    async def press(self, interaction: Interaction) -> None:
        """Set it."""
        guild_id = check_manager(interaction)
        strictness = Strictness(self.chosen)
        await change_settings(
            interaction, guild_id, lambda was: replace(was, strictness=strictness)
        )


class ChannelsMenu(PressedChannels, template="kutip:server:channels"):
    """Sets the channels where mentions are answered; none: all."""

    types: Sequence[ChannelType] = ASKED_IN

    async def press(self, interaction: Interaction) -> None:
        """Set them."""
        guild_id = check_manager(interaction)
        channels = frozenset(each.id for each in self.item.values)
        await change_settings(interaction, guild_id, lambda was: replace(was, channels=channels))


class RolesMenu(PressedRoles, template="kutip:server:moderators"):
    """Sets the roles that may manage articles."""

    async def press(self, interaction: Interaction) -> None:
        """Set them, unless everyone is among them."""
        guild_id = check_manager(interaction)
        if any(role.is_default() for role in self.item.values):
            raise UserError("server.everyone_refused")
        roles = frozenset(role.id for role in self.item.values)
        await change_settings(
            interaction,
            guild_id,
            lambda was: replace(was, moderator_roles=roles),
            lambda texts, now: texts(
                "server.saved_roles" if now.moderator_roles else "server.saved"
            ),
        )


class LogMenu(PressedChannels, template="kutip:server:log"):
    """Sets the log channel."""

    most: int = 1

    async def press(self, interaction: Interaction) -> None:
        """Set it, if Kutip may write there."""
        guild_id = check_manager(interaction)
        log = _writable(self.item.values)
        await change_settings(interaction, guild_id, lambda was: replace(was, log_channel_id=log))


class OpenMenu(PressedChannels, template="kutip:server:open"):
    """Sets the channels where every question is answered."""

    types: Sequence[ChannelType] = ASKED_IN

    async def press(self, interaction: Interaction) -> None:
        """Set them, if Kutip may read messages."""
        guild_id = check_manager(interaction)
        channels = frozenset(each.id for each in self.item.values)
        if channels:
            check_message_content(interaction.client)
        await change_settings(
            interaction, guild_id, lambda was: replace(was, open_channels=channels)
        )


class HelpersMenu(PressedRoles, template="kutip:server:helpers"):
    """Sets the role of the helpers."""

    most: int = 1

    async def press(self, interaction: Interaction) -> None:
        """Set it, unless it is everyone's."""
        guild_id = check_manager(interaction)
        place = interaction.client.parts.guilds.of(guild_id).helper_channel_id
        await set_helpers(interaction, guild_id, next(iter(self.item.values), None), place)


class HelpPlaceMenu(PressedChannels, template="kutip:server:help-in"):
    """Sets where the helpers are asked."""

    most: int = 1

    async def press(self, interaction: Interaction) -> None:
        """Set it, if Kutip may write there."""
        guild_id = check_manager(interaction)
        place = _writable(self.item.values)
        await change_settings(
            interaction, guild_id, lambda was: replace(was, helper_channel_id=place)
        )


class _Switch(PressedButton):
    """A button that shows whether something is on, and sets it to the opposite."""

    on: bool
    """What it sets, the opposite of what is shown."""

    def looking(self, texts: Texts) -> "_Switch":
        """Return the button as it looks in a language."""
        label = texts("server.button_off") if self.on else texts("server.button_on")
        style = ButtonStyle.secondary if self.on else ButtonStyle.success
        return type(self)(on=self.on, label=label, style=style)


class PrivateButton(_Switch, template="kutip:server:private:{on}"):
    """Sets whether only the asker sees the answer to `/ask`."""

    async def press(self, interaction: Interaction) -> None:
        """Set it."""
        guild_id = check_manager(interaction)
        await change_settings(interaction, guild_id, lambda was: replace(was, ask_private=self.on))


class DigestButton(_Switch, template="kutip:server:digest:{on}"):
    """Sets whether a weekly digest is posted."""

    async def press(self, interaction: Interaction) -> None:
        """Set it."""
        guild_id = check_manager(interaction)
        await change_settings(interaction, guild_id, lambda was: replace(was, digest=self.on))


def _writable(chosen: Sequence[AppCommandChannel | AppCommandThread]) -> int | None:
    """Return the id of the channel that was chosen, None if none was.

    Raise UserError unless Kutip may write there.
    """
    for each in chosen:
        channel = each.resolve()
        check_may_write(channel if isinstance(channel, discord.TextChannel) else None, each.mention)
    return next((each.id for each in chosen), None)


def _some(id_: int | None) -> frozenset[int]:
    return frozenset() if id_ is None else frozenset({id_})


def _explained(name: str, texts: Texts, gone: int = 0) -> str:
    """Return the label of a setting with its explanation, and how many of its values are gone."""
    lines = [
        f"**{texts(f'server.label_{name}')}**",
        f"-# {texts(f'server.option_{name}_description')}",
    ]
    if gone:
        lines.append(f"-# {texts('server.gone', count=gone)}")
    return "\n".join(lines)


def _options(names: dict[str, str], chosen: str) -> list[SelectOption]:
    return [
        SelectOption(label=name, value=value, default=value == chosen)
        for value, name in names.items()
    ]
