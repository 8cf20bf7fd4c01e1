"""`/ask` and the message command for asking."""

from functools import partial

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.asked import Asked, WayIn
from bot.discord.base import Interaction
from bot.discord.commands.names import named
from bot.discord.helper_role import has_helpers
from bot.discord.moderators import present_on
from bot.discord.render.limits import CHOICE_NAME, CHOICES, units
from bot.discord.views.answer import may_choose, reply_view
from bot.guilds import GuildSettings
from bot.text.escape import one_line


@app_commands.command(
    name=named("ask.command_ask"), description=named("ask.command_ask_description")
)
@app_commands.rename(question=named("ask.option_question"), private=named("ask.option_private"))
@app_commands.describe(
    question=named("ask.option_question_description"),
    private=named("ask.option_private_description"),
)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.allowed_installs(guilds=True, users=True)
async def ask(interaction: Interaction, question: str, private: bool | None = None) -> None:
    """Answer a question; the asker, or else the server's setting, decides who sees the answer."""
    if private is None:
        private = _settings(interaction).ask_private
    await _answer(interaction, question, WayIn.SLASH, private=private)


@ask.autocomplete("question")
async def suggest(interaction: Interaction, current: str) -> list[Choice[str]]:
    """Offer questions that the server answers well, asked where the user can read."""
    guild, member = present_on(interaction), interaction.user
    if guild is None or not isinstance(member, discord.Member):
        return []
    reads = partial(_reads, member)
    like = await interaction.client.suggestions.like(guild.id, current, reads, CHOICES)
    return [Choice(name=one_line(each), value=each) for each in like if units(each) <= CHOICE_NAME]


def _reads(member: discord.Member, channel_id: int) -> bool:
    """Return whether a member can read a channel; not if it is a private thread, or unknown."""
    channel = member.guild.get_channel_or_thread(channel_id)
    if channel is None:
        return False
    if isinstance(channel, discord.Thread) and (channel.is_private() or channel.parent is None):
        return False
    rights = channel.permissions_for(member)
    return rights.view_channel and rights.read_message_history


@app_commands.context_menu(name=named("ask.menu_ask"))
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.allowed_installs(guilds=True, users=True)
async def ask_about(interaction: Interaction, message: discord.Message) -> None:
    """Answer the question in a message; without text, only the asker sees the reply."""
    question = message.content.strip()
    private = not question or _settings(interaction).ask_private
    await _answer(interaction, question, WayIn.MENU, private=private)


def _settings(interaction: Interaction) -> GuildSettings:
    return interaction.client.parts.guilds.of(interaction.guild_id)


async def _answer(interaction: Interaction, question: str, way_in: WayIn, *, private: bool) -> None:
    client, guild_id = interaction.client, interaction.guild_id
    asked = Asked(
        question=question,
        way_in=way_in,
        guild_id=guild_id,
        channel_id=interaction.channel_id,
        asker_id=interaction.user.id,
        locale=interaction.locale.value,
    )
    with client.underway.working():
        # Before the deferral, so that only the asker sees it if the question isn't taken.
        with client.taking(asked):
            # Before any work, because Discord waits only three seconds. This fixes who sees the
            # answer.
            await interaction.response.defer(ephemeral=private, thinking=True)
            reply = await client.parts.assistant.ask(asked)
        with client.delivering(reply):
            view = reply_view(
                reply,
                client.texts_for(interaction, private=private),
                # If only its user has installed Kutip, it can't send messages to the server.
                can_notify=guild_id is None or client.get_guild(guild_id) is not None,
                can_choose=may_choose(interaction, private=private),
                can_share=private and present_on(interaction) is not None,
                can_ask_human=has_helpers(client, guild_id),
            )
            await interaction.edit_original_response(view=view)
