"""`/article hide` and `/article unhide`: whether a server quotes what ships with Kutip."""

from datetime import UTC, datetime

from discord import app_commands

from bot.discord.base import Interaction
from bot.discord.commands.article.choosing import chosen_shared, complete_hidden, complete_shared
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.notices.answered import tell_answered
from bot.discord.render.shelf import short_title


@article.command(
    name=named("shelf.command_hide"), description=named("shelf.command_hide_description")
)
@app_commands.rename(title=named("shelf.option_article"))
@app_commands.describe(title=named("shelf.option_article_description"))
@app_commands.autocomplete(title=complete_shared)
async def hide(interaction: Interaction, title: str) -> None:
    """Quote an article here no more."""
    async with moderating(interaction) as guild_id:
        parts = interaction.client.parts
        entry = await chosen_shared(interaction, title)
        since = datetime.now(UTC)
        hidden = await parts.shelf(guild_id).hide(entry.id, interaction.user.id)
        await parts.shelves.refresh(guild_id)
        texts = interaction.client.texts_for(interaction, private=True)
        told = texts("shelf.hidden", title=short_title(hidden))
        await interaction.edit_original_response(content=told)
        await tell_answered(interaction, entry.id, since)


@article.command(
    name=named("shelf.command_unhide"), description=named("shelf.command_unhide_description")
)
@app_commands.rename(title=named("shelf.option_article"))
@app_commands.describe(title=named("shelf.option_article_description"))
@app_commands.autocomplete(title=complete_hidden)
async def unhide(interaction: Interaction, title: str) -> None:
    """Quote a hidden article here again."""
    async with moderating(interaction) as guild_id:
        parts = interaction.client.parts
        entry = await chosen_shared(interaction, title)
        since = datetime.now(UTC)
        shown = await parts.shelf(guild_id).unhide(entry.id, interaction.user.id)
        await parts.shelves.refresh(guild_id)
        texts = interaction.client.texts_for(interaction, private=True)
        told = texts("shelf.unhidden", title=short_title(shown))
        await interaction.edit_original_response(content=told)
        await tell_answered(interaction, entry.id, since)
