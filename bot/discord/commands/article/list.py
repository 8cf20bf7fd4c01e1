"""`/article list`: list or search the shelf."""

from discord import app_commands
from discord.app_commands import Choice, Range

from bot.discord.base import Interaction
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.views.shelf import LONGEST_SEARCH, list_view
from corpus.catalogue import Sort


@article.command(
    name=named("shelf.command_list"), description=named("shelf.command_list_description")
)
@app_commands.rename(search=named("shelf.option_search"), sort=named("shelf.option_sort"))
@app_commands.describe(
    search=named("shelf.option_search_description"), sort=named("shelf.option_sort_description")
)
@app_commands.choices(
    sort=[
        Choice(name=named("shelf.choice_newest"), value=Sort.NEWEST.value),
        Choice(name=named("shelf.choice_most_asked"), value=Sort.MOST_ASKED.value),
    ]
)
async def list_articles(
    interaction: Interaction,
    search: Range[str, 1, LONGEST_SEARCH] = "",
    sort: str = Sort.NEWEST.value,
) -> None:
    """Show the articles, or those with titles like `search`."""
    async with moderating(interaction) as guild_id:
        client = interaction.client
        texts = client.texts_for(interaction, private=True)
        view = await list_view(client.parts.catalogue(guild_id), texts, Sort(sort), search=search)
        await interaction.edit_original_response(view=view)
