"""The question before an article is removed, with its buttons, which outlive a restart."""

import re
from datetime import UTC, datetime
from typing import Any, Self

import discord
from discord.ui import Button, Item, LayoutView

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.pressed import ARTICLE, Pressed
from bot.discord.moderators import check_moderator
from bot.discord.notices.answered import tell_answered
from bot.discord.render.shelf import short_title
from bot.housekeeping import REMOVED_KEPT
from bot.locales import Texts
from corpus.catalogue import Entry


def removal_view(entry: Entry, texts: Texts) -> LayoutView:
    """Ask whether to remove an article."""
    question = texts("shelf.ask_remove", title=short_title(entry.title), count=REMOVED_KEPT.days)
    remove = RemoveButton(entry.id, label=texts("shelf.button_remove"))
    return card([question], remove, KeepButton(label=texts("shelf.button_cancel")))


class RemoveButton(Pressed[Button[LayoutView]], template=rf"kutip:remove:{ARTICLE}"):
    """Takes an article off the shelf."""

    def __init__(self, article_id: str, **look: Any) -> None:  # noqa: ANN401
        style = discord.ButtonStyle.danger
        super().__init__(Button(custom_id=f"kutip:remove:{article_id}", style=style, **look))
        self.article_id = article_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(match["article"])

    async def press(self, interaction: Interaction) -> None:
        """Remove the article, and say how it can be restored."""
        parts = interaction.client.parts
        guild_id = check_moderator(interaction, parts.guilds)
        since = datetime.now(UTC)
        title = await parts.shelf(guild_id).remove(self.article_id, interaction.user.id)
        await parts.shelves.refresh(guild_id)
        texts = interaction.client.texts_for(interaction, private=True)
        told = texts("shelf.removed", title=short_title(title), count=REMOVED_KEPT.days)
        await interaction.edit_original_response(view=card([told]))
        await tell_answered(interaction, self.article_id, since)


class KeepButton(Pressed[Button[LayoutView]], template="kutip:keep"):
    """Answers a question with no."""

    def __init__(self, **look: Any) -> None:  # noqa: ANN401
        super().__init__(Button(custom_id="kutip:keep", **look))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Make the button again."""
        return cls()

    async def press(self, interaction: Interaction) -> None:
        """Say that nothing changed."""
        check_moderator(interaction, interaction.client.parts.guilds)
        texts = interaction.client.texts_for(interaction, private=True)
        await interaction.edit_original_response(view=card([texts("shelf.nothing_changed")]))
