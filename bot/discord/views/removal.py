"""The confirmation before an article is removed."""

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.custom_id import ArticleId
from bot.discord.components.pressed import PressedButton
from bot.discord.moderators import check_moderator
from bot.discord.render.shelf import short_title
from bot.discord.views.changing import change_article, own_article
from bot.housekeeping import REMOVED_KEPT
from bot.locales import Texts
from corpus.catalogue import Entry


def removal_view(entry: Entry, texts: Texts) -> LayoutView:
    """Return the question whether to remove an article."""
    question = texts("shelf.ask_remove", title=short_title(entry.title), count=REMOVED_KEPT.days)
    remove = RemoveButton(article=entry.id, label=texts("shelf.button_remove"))
    return card([question], remove, KeepButton(label=texts("shelf.button_cancel")))


class AskRemovalButton(PressedButton, template="kutip:ask-remove:{article}"):
    """Asks whether to remove an article."""

    article: ArticleId

    async def press(self, interaction: Interaction) -> None:
        """Ask, in place of the article."""
        entry = await own_article(interaction, self.article)
        texts = interaction.client.texts_for(interaction, private=True)
        await interaction.edit_original_response(view=removal_view(entry, texts))


class RemoveButton(PressedButton, template="kutip:remove:{article}"):
    """Takes an article off the shelf."""

    article: ArticleId
    style: ButtonStyle = ButtonStyle.danger

    async def press(self, interaction: Interaction) -> None:
        """Remove the article, and say for how long it can be restored."""
        await change_article(
            interaction,
            self.article,
            lambda shelf, by: shelf.remove(self.article, by),
            lambda texts, title: texts(
                "shelf.removed", title=short_title(title), count=REMOVED_KEPT.days
            ),
        )


class KeepButton(PressedButton, template="kutip:keep"):
    """Cancels the removal."""

    async def press(self, interaction: Interaction) -> None:
        """Say that nothing changed."""
        check_moderator(interaction, interaction.client.parts.guilds)
        texts = interaction.client.texts_for(interaction, private=True)
        await interaction.edit_original_response(view=card([texts("shelf.nothing_changed")]))
