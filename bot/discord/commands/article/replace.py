"""`/article replace`: replace an article's text from a file or a link."""

import dataclasses

import discord
from discord import app_commands

from bot.articles.intake import renewed
from bot.discord.attachments import take
from bot.discord.base import Interaction
from bot.discord.commands.article.choosing import chosen_own, complete_own
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.views.draft import show
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
    interaction: Interaction,
    chosen: str,
    link: str | None = None,
    file: discord.Attachment | None = None,
) -> None:
    """Show what would change; title and source stay as they are."""
    parts = interaction.client.parts
    async with moderating(interaction) as guild_id:
        entry = await chosen_own(interaction, chosen)
        old = await parts.catalogue(guild_id).draft(entry.id)
        if old is None:
            raise NoArticleError
        taken = await take(parts.intake, link, file)
        taken = dataclasses.replace(taken, draft=renewed(old, taken.draft))
        proposal = await parts.publisher.propose(
            guild_id, interaction.user.id, taken, entry.version
        )
        await show(interaction, proposal)
