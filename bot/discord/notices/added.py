"""Shows whether a new article answers the question that it was added for."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.render.question import added_texts

log = logging.getLogger(__name__)


async def show_whether_answered(interaction: Interaction, query_id: str, article_id: str) -> None:
    """Ask a question again, and show whether this article answers it now, with the quote.

    A database error is only logged, since the article was published. Nothing is shown if the
    question is not stored any more.
    """
    client, guild_id = interaction.client, interaction.guild_id
    parts = client.parts
    try:
        query = await parts.querylog.find_in(query_id, guild_id)
        if query is None or guild_id is None:
            return
        earlier = await parts.review(guild_id).earlier(query)
        answer = await parts.assistant.answer(query.question, guild_id, earlier=earlier)
    except SQLAlchemyError as error:
        log.warning("Could not ask a question again after an article was added: %s", error)
        return
    texts = client.texts_for(interaction, private=True)
    blocks = added_texts(query.question, answer, article_id, texts)
    await interaction.followup.send(view=card(blocks), ephemeral=True)
