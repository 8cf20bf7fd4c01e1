"""What moderators are shown after a change of theirs: its confirmation, and its effects."""

import logging
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.discord.base import Interaction
from bot.discord.failures import NOT_SENT
from bot.discord.notices.effects import effects_view
from bot.questions.following import found_by
from corpus.outbox import done, take

log = logging.getLogger(__name__)


async def show_change(
    interaction: Interaction, article_id: str, confirm: Callable[[], Awaitable[object]]
) -> None:
    """Confirm a change that was made to an article, and show what it did to answers.

    The change itself succeeded, so errors of the database and of Discord are only logged. What
    fails stays in the outbox, and is shown in the log channel. Hold the server (`Parts.held`) from
    before the change until this returns, or the log channel may be first.
    """
    try:
        await confirm()
        await _show_effects(interaction, article_id)
    except NOT_SENT as error:
        log.warning(
            "A change on server %s was made, but could not be shown to who made it: %r",
            interaction.guild_id,
            error,
        )
    except SQLAlchemyError as error:
        log.warning("Could not ask questions again after a change: %s", error)


async def _show_effects(interaction: Interaction, article_id: str) -> None:
    """Ask the server's questions again after a change, and show the moderator what it did to them.

    Nothing is shown if somebody else has asked them again already, or if too many wait to: then the
    outbox does it later, for all such changes together.
    """
    client, guild_id = interaction.client, interaction.guild_id
    assert guild_id is not None
    if not client.parts.held.lets_wait(guild_id):
        return
    asked = await take(client.parts.engine, guild_id, article_id)
    shown = None if asked is None else await client.parts.follow_up(asked)
    if shown is None:
        return
    texts = client.texts_for(interaction, private=True)
    found = await found_by(client.parts.engine, shown)
    view = await effects_view(client.parts, guild_id, found, texts)
    await interaction.followup.send(view=view, ephemeral=True)
    await done(client.parts.engine, shown)
