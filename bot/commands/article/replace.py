"""`/article replace`: another text for an article, from a file or a link."""

import dataclasses

import discord
from discord import app_commands

from bot.attachments import take
from bot.commands.article.choosing import chosen_own, complete_own
from bot.commands.article.group import article
from bot.commands.names import named
from bot.intake import renewed
from bot.moderators import Command, moderating
from bot.publish import propose
from bot.views.draft import show
from corpus.errors import NoArticleError


@article.command(
    name=named("intake.command_replace"), description=named("intake.command_replace_description")
)
@app_commands.rename(
    chosen=named("intake.option_article"),
    link=named("intake.option_link"),
    file=named("intake.option_file"),
)
@app_commands.describe(
    chosen=named("intake.option_article_description"),
    link=named("intake.option_link_description"),
    file=named("intake.option_file_description"),
)
@app_commands.autocomplete(chosen=complete_own)
async def replace_article(
    interaction: Command,
    chosen: str,
    link: str | None = None,
    file: discord.Attachment | None = None,
) -> None:
    """Show what would change; title and source stay."""
    parts = interaction.client.parts
    async with moderating(interaction) as guild_id:
        entry = await chosen_own(interaction, chosen)
        old = await parts.catalogue(guild_id).draft(entry.id)
        if old is None:
            raise NoArticleError
        taken = await take(parts.intake, link, file)
        taken = dataclasses.replace(taken, draft=renewed(old, taken.draft))
        proposal = await propose(parts, guild_id, interaction.user.id, taken, entry.version)
        await show(interaction, proposal)
