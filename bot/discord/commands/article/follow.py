"""`/article follow` and `/article follows`: feeds whose new articles are proposed."""

from discord import app_commands
from discord.app_commands import Range

from bot.discord.base import Interaction
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import moderating
from bot.discord.notices.log_channel import has_log_channel
from bot.discord.render.follows import started_text
from bot.discord.views.follows import follows_of, follows_view

LATEST = 3
"""Articles of a feed that are proposed at once, unless a moderator wants more or none."""
MOST_LATEST = 20


@article.command(
    name=named("follow.command_follow"), description=named("follow.command_follow_description")
)
@app_commands.rename(
    link=named("intake.option_link"),
    latest=named("follow.option_latest"),
    publish=named("follow.option_publish"),
)
@app_commands.describe(
    link=named("follow.option_link_description"),
    latest=named("follow.option_latest_description"),
    publish=named("follow.option_publish_description"),
)
async def follow_feed(
    interaction: Interaction,
    link: str,
    latest: Range[int, 0, MOST_LATEST] = LATEST,
    publish: bool = False,
) -> None:
    """Follow a feed, and say what happens next."""
    async with moderating(interaction) as guild_id:
        client = interaction.client
        started = await follows_of(client.parts, guild_id).start(
            link, interaction.user.id, publish=publish, latest=latest
        )
        guild, settings = client.get_guild(guild_id), client.parts.guilds.of(guild_id)
        can_post = guild is not None and has_log_channel(guild, settings)
        texts = client.texts_for(interaction, private=True)
        content = started_text(started, texts, has_log_channel=can_post)
        await interaction.edit_original_response(content=content)


@article.command(
    name=named("follow.command_follows"), description=named("follow.command_follows_description")
)
async def list_follows(interaction: Interaction) -> None:
    """List the feeds, and the proposals that wait."""
    async with moderating(interaction) as guild_id:
        client = interaction.client
        texts = client.texts_for(interaction, private=True)
        view = await follows_view(client.parts, guild_id, texts)
        await interaction.edit_original_response(view=view)
