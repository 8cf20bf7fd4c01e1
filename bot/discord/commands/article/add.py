"""`/article add` and the message command: preview a new article before it is published."""

import re
from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import app_commands

from bot.articles.intake import Intake, IntakeResult
from bot.discord.attachments import take, take_file
from bot.discord.base import Interaction
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.views.adding import open_form, propose_taken, sole_link
from bot.errors import UserError
from corpus.cleaning import clean_line
from corpus.formats.media_types import DISCORD_MESSAGE

_NOT_READ = ("image/", "audio/", "video/")


@article.command(
    name=named("intake.command_add"), description=named("intake.command_add_description")
)
@app_commands.rename(link=named("intake.option_link"), file=named("intake.option_file"))
@app_commands.describe(
    link=named("intake.option_link_description"), file=named("intake.option_file_description")
)
async def add_article(
    interaction: Interaction, link: str | None = None, file: discord.Attachment | None = None
) -> None:
    """Show a preview of the article in a link or file; with neither, open a form."""
    client = interaction.client
    if link is None and file is None:
        with client.underway.working():
            await open_form(interaction)
        return
    async with moderating(interaction):
        await propose_taken(interaction, await take(client.parts.intake, link, file))


@app_commands.context_menu(name=named("intake.menu_add"))
@app_commands.guild_only()
@app_commands.allowed_installs(guilds=True, users=False)
# Only a default, which a server may override; the permission is checked below.
@app_commands.default_permissions(manage_messages=True)
async def add_message(interaction: Interaction, message: discord.Message) -> None:
    """Show a preview of the article in a message: a file, a link, or its text."""
    async with moderating(interaction):
        await _check_there(message)
        taken = await take_message(interaction.client.parts.intake, message)
        await propose_taken(interaction, taken)


async def take_message(intake: Intake, message: discord.Message) -> IntakeResult:
    """Read a message's first attachment that may be text, else its link, else its text.

    For a forward, read the forwarded message. Raise UserError if there is nothing to read, and
    what reading raises.
    """
    holder = message.message_snapshots[0] if message.message_snapshots else message
    file = next((each for each in holder.attachments if _may_be_text(each)), None)
    content = _text_of(message)
    link = _link_of(content, holder.embeds)
    if file is None and link is not None:
        return await intake.link(link)
    if file is not None:
        taken = await take_file(intake, file, origin=message.jump_url)
    elif content:
        taken = await intake.text(content, DISCORD_MESSAGE)
    else:
        raise UserError("intake.message_blank")
    draft = taken.draft
    return replace(
        taken,
        draft=replace(
            draft,
            source=draft.source or _author(message),
            url=draft.url or message.jump_url,
            origin=message.jump_url,
        ),
    )


async def _check_there(message: discord.Message) -> None:
    """Raise UserError if the message was deleted, since a deleted message must not be quoted."""
    try:
        await message.fetch()
    except discord.NotFound as error:
        raise UserError("intake.message_gone") from error
    except discord.Forbidden:
        return  # Kutip can't read the channel, but Discord has just sent the message along.


def _may_be_text(file: discord.Attachment) -> bool:
    return not (file.content_type or "").startswith(_NOT_READ)


def _text_of(message: discord.Message) -> str:
    """Return the text of a message, with mentions as the names that people see."""
    if message.message_snapshots:
        content = message.message_snapshots[0].content
        return _MENTION.sub(lambda mention: _name_of(mention, message.guild), content).strip()
    # discord.py adds these to keep names from pinging, which Kutip's messages can't do anyway.
    return message.clean_content.replace("@\N{ZERO WIDTH SPACE}", "@").strip()


_MENTION = re.compile(r"<(@!?|@&|#)(\d{1,20})>")


def _name_of(mention: re.Match[str], guild: discord.Guild | None) -> str:
    """Return the name that a mention in a forwarded message shows, or else the mention."""
    kind, id_ = mention[1], int(mention[2])
    if guild is None:
        return mention[0]
    if kind == "#":
        channel = guild.get_channel_or_thread(id_)
        return f"#{channel.name}" if channel else mention[0]
    if kind == "@&":
        role = guild.get_role(id_)
        return f"@{role.name}" if role else mention[0]
    member = guild.get_member(id_)
    return f"@{member.display_name}" if member else mention[0]


def _link_of(content: str, embeds: Sequence[discord.Embed]) -> str | None:
    """Return the link that is a message's whole text, or without text that of an embed."""
    if content:
        return sole_link(content)
    # News bots post embeds without text.
    return next((embed.url for embed in embeds if embed.url), None)


def _author(message: discord.Message) -> str:
    """Return the author and channel of a message, e.g. `Sari, #umum`."""
    channel = getattr(message.channel, "name", None)
    names = [message.author.display_name, f"#{channel}" if channel else ""]
    return ", ".join(filter(None, map(clean_line, names)))
