"""The question before a person's data is deleted, with its buttons, which outlive a restart.

Whoever presses deletes what is kept of themselves, and of nobody else.
"""

from discord import ButtonStyle
from discord.ui import LayoutView
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.pressed import PressedButton
from bot.locales import Texts
from bot.querylog.person import Person, count_kept_as_moderator, forget


def deletion_view(texts: Texts) -> LayoutView:
    """Ask whether to delete all that is kept of the person who reads this."""
    delete = DeleteDataButton(label=texts("privacy.button_delete"))
    return card(
        [texts("privacy.ask_delete")], delete, KeepDataButton(label=texts("privacy.button_keep"))
    )


async def what_stays(engine: AsyncEngine, person: Person, texts: Texts) -> list[str]:
    """Tell that what a person did as a moderator stays, if they did anything."""
    stays = await count_kept_as_moderator(engine, person)
    return [texts("privacy.moderator_rows", count=sum(stays.values()))] if stays else []


class DeleteDataButton(PressedButton, template="kutip:privacy:delete"):
    """Deletes all that is kept of who presses it."""

    style: ButtonStyle = ButtonStyle.danger

    async def press(self, interaction: Interaction) -> None:
        """Delete it, and tell how much there was and what stays."""
        parts = interaction.client.parts
        person = Person.of(interaction.user.id, parts.pseudonyms)
        gone = await forget(parts.engine, parts.querylog, person)
        texts = interaction.client.texts_for(interaction, private=True)
        told = [
            texts(
                "privacy.deleted",
                questions=gone["queries"],
                votes=gone["feedback"],
                wishes=gone["wishes"],
                drafts=gone["drafts"],
            )
        ]
        told += await what_stays(parts.engine, person, texts)
        await interaction.edit_original_response(view=card(told))


class KeepDataButton(PressedButton, template="kutip:privacy:keep"):
    """Leaves everything as it is."""

    async def press(self, interaction: Interaction) -> None:
        """Say that nothing was deleted."""
        texts = interaction.client.texts_for(interaction, private=True)
        await interaction.edit_original_response(view=card([texts("privacy.nothing_deleted")]))
