"""`/server`: show and change a server's settings, for members who may manage the server."""

from dataclasses import replace
from typing import Any, TypeAlias, get_args

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.app_commands.transformers import BaseChannelTransformer

from bot.discord.base import Interaction
from bot.discord.commands.names import named
from bot.discord.components.pickers import MOST
from bot.discord.moderators import managing
from bot.discord.views.server import (
    AUTOMATIC,
    change_settings,
    check_may_write,
    check_message_content,
    server_card,
)
from bot.errors import UserError
from bot.guilds import GuildSettings, Strictness
from bot.locales import LANGUAGES, Texts, texts_in

MAX_ADDED = MOST
"""Roles or channels that a server may add, so that all fit into one message."""

Place: TypeAlias = (
    discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel
)


class _Places(BaseChannelTransformer[Any]):
    """The channels in which Kutip may be asked, but no media channels.

    discord.py offers these along with forums, which Discord's own description of its API forbids.
    """

    def __init__(self) -> None:
        super().__init__(*get_args(Place))

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Their types."""
        return [each for each in super().channel_types if each is not discord.ChannelType.media]


server = app_commands.Group(
    name=named("server.command_server"),
    description=named("server.command_server_description"),
    guild_only=True,
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    # Only a default, which a server may override; each command checks the permission itself.
    default_permissions=discord.Permissions(manage_guild=True),
)


@server.command(
    name=named("server.command_show"), description=named("server.command_show_description")
)
async def show(interaction: Interaction) -> None:
    """Show the settings, with a menu or a button for each."""
    async with managing(interaction) as guild_id:
        client = interaction.client
        texts, server = client.texts_for(interaction, private=True), client.get_guild(guild_id)
        assert server is not None
        settings = client.parts.guilds.of(guild_id)
        view = server_card(server, settings, texts, reads_messages=client.intents.message_content)
        await interaction.edit_original_response(view=view)


@server.command(
    name=named("server.command_set"), description=named("server.command_set_description")
)
@app_commands.rename(
    language=named("server.option_language"),
    private=named("server.option_private"),
    strictness=named("server.option_strictness"),
    log_channel=named("server.option_log_channel"),
    no_log=named("server.option_no_log"),
    digest=named("server.option_digest"),
)
@app_commands.describe(
    language=named("server.option_language_description"),
    private=named("server.option_private_description"),
    strictness=named("server.option_strictness_description"),
    log_channel=named("server.option_log_channel_description"),
    no_log=named("server.option_no_log_description"),
    digest=named("server.option_digest_description"),
)
@app_commands.choices(
    language=[
        *(
            Choice(name=texts_in(language)("catalogue.language"), value=language)
            for language in LANGUAGES
        ),
        Choice(name=named("server.choice_automatic"), value=AUTOMATIC),
    ],
    strictness=[
        Choice(name=named(f"server.strictness.{strictness}"), value=strictness.value)
        for strictness in Strictness
    ],
)
async def set_(  # noqa: PLR0913, PLR0917
    interaction: Interaction,
    language: str | None = None,
    private: bool | None = None,
    strictness: str | None = None,
    log_channel: discord.TextChannel | None = None,
    no_log: bool = False,
    digest: bool | None = None,
) -> None:
    """Change the given settings, and show all."""
    async with managing(interaction) as guild_id:
        if log_channel is not None:
            check_may_write(log_channel, log_channel.mention)
        given: dict[str, Any] = {}
        if language is not None:
            given["language"] = None if language == AUTOMATIC else language
        if private is not None:
            given["ask_private"] = private
        if strictness is not None:
            given["strictness"] = Strictness(strictness)
        if log_channel is not None or no_log:
            given["log_channel_id"] = None if log_channel is None else log_channel.id
        if digest is not None:
            given["digest"] = digest
        await change_settings(
            interaction,
            guild_id,
            lambda was: replace(was, **given),
            lambda texts, _: texts("server.saved" if given else "server.nothing_given"),
        )


@server.command(
    name=named("server.command_moderators"),
    description=named("server.command_moderators_description"),
)
@app_commands.rename(role=named("server.option_role"))
@app_commands.describe(role=named("server.option_role_description"))
async def moderators(interaction: Interaction, role: discord.Role) -> None:
    """Allow or stop a role from managing articles."""
    async with managing(interaction) as guild_id:
        if role.is_default():
            raise UserError("server.everyone_refused")
        there = {each.id for each in role.guild.roles}

        def said(texts: Texts, now: GuildSettings) -> str:
            added = role.id in now.moderator_roles
            return texts(
                "server.moderator_added" if added else "server.moderator_removed",
                role=role.mention,
            )

        await change_settings(
            interaction,
            guild_id,
            lambda was: replace(
                was, moderator_roles=_toggled(was.moderator_roles & there, role.id)
            ),
            said,
        )


@server.command(
    name=named("server.command_channels"),
    description=named("server.command_channels_description"),
)
@app_commands.rename(
    channel=named("server.option_channel"), answer_all=named("server.option_answer_all")
)
@app_commands.describe(
    channel=named("server.option_channel_description"),
    answer_all=named("server.option_answer_all_description"),
)
async def channels(
    interaction: Interaction,
    channel: app_commands.Transform[Place, _Places],
    answer_all: bool | None = None,
) -> None:
    """Add or remove a channel; once there are any, mentions are answered only in these.

    With `answer_all`, set instead whether every question in the channel is answered.
    """
    async with managing(interaction) as guild_id:
        if answer_all is not None:
            await _answer_all(interaction, guild_id, channel, on=answer_all)
            return
        there = {each.id for each in channel.guild.channels}

        def said(texts: Texts, now: GuildSettings) -> str:
            added = channel.id in now.channels
            return texts(
                "server.channel_added" if added else "server.channel_removed",
                channel=channel.mention,
            )

        await change_settings(
            interaction,
            guild_id,
            lambda was: replace(was, channels=_toggled(was.channels & there, channel.id)),
            said,
        )


async def _answer_all(interaction: Interaction, guild_id: int, channel: Place, *, on: bool) -> None:
    """Set whether every question in a channel is answered, and show the settings."""
    if on:
        check_message_content(interaction.client)
    there = {each.id for each in channel.guild.channels} - {channel.id}

    def changed(was: GuildSettings) -> GuildSettings:
        opened = was.open_channels & there
        return replace(was, open_channels=_toggled(opened, channel.id) if on else opened)

    await change_settings(
        interaction,
        guild_id,
        changed,
        lambda texts, _: texts(
            "server.answer_all_on" if on else "server.answer_all_off", channel=channel.mention
        ),
    )


def _toggled(chosen: frozenset[int], one: int) -> frozenset[int]:
    """Add an id to the chosen ones, or remove it; raise UserError if there are too many."""
    if one not in chosen and len(chosen) >= MAX_ADDED:
        raise UserError("server.too_many", count=MAX_ADDED)
    return chosen ^ {one}
