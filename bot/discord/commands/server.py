"""`/server`: show and change a server's settings, for members who may manage the server."""

from dataclasses import replace
from typing import Any, TypeAlias, get_args

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.app_commands.transformers import BaseChannelTransformer

from bot.discord.base import Interaction
from bot.discord.commands.names import named
from bot.discord.moderators import managing
from bot.discord.notices.welcome import may_write
from bot.errors import UserError
from bot.guilds import GuildSettings, Strictness
from bot.locales import LANGUAGES, Texts, texts_in

MAX_ADDED = 25
"""Roles or channels that a server may add, so that all fit into one message."""
AUTOMATIC = "automatic"
"""The choice to follow the server's Discord locale."""

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
    """Show the settings."""
    async with managing(interaction) as guild_id:
        texts = interaction.client.texts_for(interaction, private=True)
        settings = interaction.client.parts.guilds.of(guild_id)
        await interaction.edit_original_response(content=settings_text(settings, texts))


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
        client = interaction.client
        texts = client.texts_for(interaction, private=True)
        if log_channel is not None and not may_write(log_channel):
            place = log_channel.mention
            raise UserError("server.no_way_into_channel", channel=place)
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
        settings = await client.parts.guilds.change(guild_id, lambda was: replace(was, **given))
        head = texts("server.saved") if given else texts("server.nothing_given")
        await interaction.edit_original_response(
            content=f"{head}\n\n{settings_text(settings, texts)}"
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
        settings = await interaction.client.parts.guilds.change(
            guild_id,
            lambda was: replace(
                was, moderator_roles=_toggled(was.moderator_roles & there, role.id)
            ),
        )
        texts = interaction.client.texts_for(interaction, private=True)
        added = role.id in settings.moderator_roles
        head = texts(
            "server.moderator_added" if added else "server.moderator_removed", role=role.mention
        )
        await interaction.edit_original_response(
            content=f"{head}\n\n{settings_text(settings, texts)}"
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
        settings = await interaction.client.parts.guilds.change(
            guild_id,
            lambda was: replace(was, channels=_toggled(was.channels & there, channel.id)),
        )
        texts = interaction.client.texts_for(interaction, private=True)
        added = channel.id in settings.channels
        head = texts(
            "server.channel_added" if added else "server.channel_removed", channel=channel.mention
        )
        await interaction.edit_original_response(
            content=f"{head}\n\n{settings_text(settings, texts)}"
        )


async def _answer_all(interaction: Interaction, guild_id: int, channel: Place, *, on: bool) -> None:
    """Set whether every question in a channel is answered, and show the settings."""
    client = interaction.client
    if on and not client.intents.message_content:
        raise UserError("server.needs_message_content")
    there = {each.id for each in channel.guild.channels} - {channel.id}

    def changed(was: GuildSettings) -> GuildSettings:
        opened = was.open_channels & there
        return replace(was, open_channels=_toggled(opened, channel.id) if on else opened)

    settings = await client.parts.guilds.change(guild_id, changed)
    texts = client.texts_for(interaction, private=True)
    head = texts("server.answer_all_on" if on else "server.answer_all_off", channel=channel.mention)
    await interaction.edit_original_response(content=f"{head}\n\n{settings_text(settings, texts)}")


def settings_text(settings: GuildSettings, texts: Texts) -> str:
    """Return a server's settings in Discord's markdown."""
    if settings.language in LANGUAGES:
        language = texts_in(settings.language)("catalogue.language")
    else:
        language = texts("server.choice_automatic")
    strictness = texts(f"server.strictness.{settings.strictness}")
    channels = ", ".join(f"<#{channel}>" for channel in sorted(settings.channels))
    roles = ", ".join(f"<@&{role}>" for role in sorted(settings.moderator_roles))
    lines = [
        texts("server.settings_head"),
        texts("server.settings_language", language=language),
        texts("server.settings_private")
        if settings.ask_private
        else texts("server.settings_public"),
        texts("server.settings_strictness", strictness=strictness),
        texts("server.settings_channels", channels=channels)
        if channels
        else texts("server.settings_all_channels"),
        *_asked_lines(settings, texts),
        texts("server.settings_moderators", roles=roles)
        if roles
        else texts("server.settings_no_moderators"),
        texts("server.settings_no_log")
        if settings.log_channel_id is None
        else texts("server.settings_log", channel=f"<#{settings.log_channel_id}>"),
        _digest_line(settings, texts),
    ]
    return "\n- ".join(lines)


def _asked_lines(settings: GuildSettings, texts: Texts) -> list[str]:
    """Return the lines on channels where every question is answered, and on the helpers, if any."""
    lines = []
    if settings.open_channels:
        channels = ", ".join(f"<#{channel}>" for channel in sorted(settings.open_channels))
        lines.append(texts("server.settings_answer_all", channels=channels))
    if settings.helper_role_id is not None:
        role = f"<@&{settings.helper_role_id}>"
        if settings.helper_channel_id is None:
            lines.append(texts("server.settings_helpers", role=role))
        else:
            channel = f"<#{settings.helper_channel_id}>"
            lines.append(texts("server.settings_helpers_in", role=role, channel=channel))
    return lines


def _digest_line(settings: GuildSettings, texts: Texts) -> str:
    if not settings.digest:
        return texts("server.settings_no_digest")
    if settings.log_channel_id is None:
        return texts("server.settings_digest_nowhere")
    return texts("server.settings_digest")


def _toggled(chosen: frozenset[int], one: int) -> frozenset[int]:
    """Add an id to the chosen ones, or remove it; raise UserError if there are too many."""
    if one not in chosen and len(chosen) >= MAX_ADDED:
        raise UserError("server.too_many", count=MAX_ADDED)
    return chosen ^ {one}
