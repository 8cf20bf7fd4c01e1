"""The confirmation before a person's data is deleted.

The buttons always act on the data of the person who presses them.
"""

from discord import ButtonStyle
from discord.ui import LayoutView
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.pressed import PressedButton
from bot.discord.failures import explain
from bot.errors import UserError
from bot.locales import Texts
from bot.querylog.person import Person, count_kept_as_moderator, forget
from corpus.errors import KutipError


def deletion_view(texts: Texts) -> LayoutView:
    """Return the question whether to delete the reader's data."""
    delete = DeleteDataButton(label=texts("privacy.button_delete"))
    return card(
        [texts("privacy.ask_delete")], delete, KeepDataButton(label=texts("privacy.button_keep"))
    )


async def retained_texts(engine: AsyncEngine, person: Person, texts: Texts) -> list[str]:
    """Return the note that records of moderation are retained, if the person has any."""
    retained = await count_kept_as_moderator(engine, person)
    return [texts("privacy.moderator_rows", count=sum(retained.values()))] if retained else []


class DeleteDataButton(PressedButton, template="kutip:privacy:delete"):
    """Deletes the data of the person who presses it."""

    style: ButtonStyle = ButtonStyle.danger

    async def press(self, interaction: Interaction) -> None:
        """Delete the data, and show what was deleted and what is retained."""
        parts = interaction.client.parts
        person = Person.of(interaction.user.id, parts.pseudonyms)
        texts = interaction.client.texts_for(interaction, private=True)
        try:
            gone = await forget(parts.engine, parts.querylog, person, parts.pseudonyms)
        except (SQLAlchemyError, KutipError) as error:
            # Some of it may have been deleted. The message and its button stay, for the rest.
            raise UserError(
                "privacy.not_deleted",
                why=explain(error, texts),
                button=texts("privacy.button_delete"),
            ) from error
        finally:
            parts.feedback.read_again()
            interaction.client.suggestions.forget_all()
        blocks = [
            texts(
                "privacy.deleted",
                questions=gone["queries"],
                votes=gone["feedback"],
                wishes=gone["wishes"],
                drafts=gone["drafts"],
            )
        ]
        blocks += await retained_texts(parts.engine, person, texts)
        await interaction.edit_original_response(view=card(blocks))


class KeepDataButton(PressedButton, template="kutip:privacy:keep"):
    """Cancels the deletion."""

    async def press(self, interaction: Interaction) -> None:
        """Say that nothing was deleted."""
        texts = interaction.client.texts_for(interaction, private=True)
        await interaction.edit_original_response(view=card([texts("privacy.nothing_deleted")]))
