"""Changes to one article of a shelf, by a command or a button, and which may be changed."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.moderators import check_moderator
from bot.discord.notices.own_changes import show_change
from bot.locales import Texts
from corpus.catalogue import Entry
from corpus.errors import NoArticleError
from corpus.shelf import Shelf

Changed = TypeVar("Changed")
"""What a change returns."""


async def own_article(interaction: Interaction, article_id: str) -> Entry:
    """Return one of the server's own articles on its shelf.

    Raise NoArticleError if it is none, UserError if the user may not manage articles.
    """
    parts = interaction.client.parts
    entry = await parts.catalogue(check_moderator(interaction, parts.guilds)).entry(article_id)
    if entry is None or entry.shared or entry.removed_at is not None:
        raise NoArticleError
    return entry


async def change_article(
    interaction: Interaction,
    article_id: str,
    change: Callable[[Shelf, int], Awaitable[Changed]],
    done: Callable[[Texts, Changed], str],
) -> None:
    """Change an article, confirm it once the index is up to date, and ask open questions again.

    `change` takes the shelf and the user's id; `done` returns the confirmation. Raise what `change`
    raises, and UserError if the user may not manage articles.
    """
    parts = interaction.client.parts
    guild_id = check_moderator(interaction, parts.guilds)
    with parts.held.holding(guild_id):
        changed = await change(parts.shelf(guild_id), interaction.user.id)
        await parts.shelves.refresh(guild_id)
        sentence = done(interaction.client.texts_for(interaction, private=True), changed)
        if interaction.message is None:
            confirm = partial(interaction.edit_original_response, content=sentence)
        else:  # replace the card with the button
            confirm = partial(interaction.edit_original_response, view=card([sentence]))
        await show_change(interaction, article_id, confirm)
