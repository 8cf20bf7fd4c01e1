"""What articles answer that had no answer before, and the button that tells who waits for it."""

import logging
from collections.abc import Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Self

from discord.ui import ActionRow, Button, Container, LayoutView, TextDisplay
from sqlalchemy.exc import SQLAlchemyError

from bot.discord.base import Interaction
from bot.discord.components.card import ACCENT
from bot.discord.components.custom_id import ArticleId
from bot.discord.components.pressed import PressedButton
from bot.discord.moderators import check_moderator
from bot.discord.notices.telling import Told, tell_wishers
from bot.discord.render.answered import ARTICLES_SHOWN, answered_texts
from bot.discord.render.limits import BUTTON_LABEL
from bot.locales import Texts
from bot.parts import Parts
from bot.querylog.wishes import Wishes
from bot.questions.reasking import Changed, NewlyAnswered
from bot.text.cut import cut
from bot.text.escape import one_line

log = logging.getLogger(__name__)


async def tell_answered(interaction: Interaction, article_id: str, since: datetime) -> None:
    """Ask a server's questions again after a moderator changed an article at this time or later.

    The moderator is told what it answers, if it does; what fails is logged, since what they wanted
    is done.
    """
    assert interaction.guild_id is not None
    client = interaction.client
    changed = Changed(interaction.guild_id, frozenset([article_id]), since)
    try:
        found = await client.parts.ask_again(changed)
        if found:
            texts = client.texts_for(interaction, private=True)
            view = await answered_view(client.parts, interaction.guild_id, found, texts)
            await interaction.followup.send(view=view, ephemeral=True)
    except SQLAlchemyError as error:
        log.warning("Questions could not be asked again after a change: %s", error)


async def answered_view(
    parts: Parts, guild_id: int, found: Sequence[NewlyAnswered], texts: Texts
) -> LayoutView:
    """Show what articles answer, each with a button if people on this server wait for it."""
    wishes = Wishes(parts.engine)
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    for text, one in zip_longest(answered_texts(found, texts), found[:ARTICLES_SHOWN]):
        box.add_item(TextDisplay(text))
        # Below the articles there are lines on something else.
        waiting = await wishes.fulfillable(guild_id, one.article_id) if one else ()
        if people := len({wish.user_id for wish in waiting}):
            box.add_item(ActionRow(TellButton.of(one.article_id, people, texts)))
    return LayoutView(timeout=None).add_item(box)


class TellButton(PressedButton, template="kutip:tell:{article}"):
    """Tells the people on a server who wait for what an article answers."""

    article: ArticleId
    emoji: str | None = "🔔"

    @classmethod
    def of(cls, article_id: str, people: int, texts: Texts, title: str = "") -> Self:
        """Offer to tell so many people; with a title where nothing else says of what."""
        label = texts("feedback.button_notify", count=people)
        if title:
            label = f"{label}: {cut(one_line(title), BUTTON_LABEL - len(label) - 2)}"
        return cls(article=article_id, label=label)

    async def press(self, interaction: Interaction) -> None:
        """Tell them, and say how many there were."""
        client = interaction.client
        guild_id = check_moderator(interaction, client.parts.guilds)
        told = await tell_wishers(client, guild_id, self.article)
        texts = client.texts_for(interaction, private=True)
        await interaction.followup.send(_told(told, texts), ephemeral=True)
        if not await Wishes(client.parts.engine).fulfillable(guild_id, self.article):
            await self._take_off(interaction)

    async def _take_off(self, interaction: Interaction) -> None:
        """Take the button off its message, where nobody is left to be told."""
        assert interaction.message is not None
        view = LayoutView.from_message(interaction.message)
        for row in list(view.walk_children()):
            if isinstance(row, ActionRow) and isinstance(row.parent, Container):
                for button in row.children:
                    if isinstance(button, Button) and button.custom_id == self.custom_id:
                        row.remove_item(button)
                if not row.children:
                    row.parent.remove_item(row)
        # What else is on it works by its custom id; the library must not answer it, too.
        view.stop()
        await interaction.edit_original_response(view=view)


def _told(told: Told, texts: Texts) -> str:
    sentences = []
    if count := len(told.told):
        sentences.append(texts("feedback.notified", count=count))
    if count := len(told.not_reached):
        sentences.append(texts("feedback.not_reached", count=count))
    if count := len(told.not_yet):
        sentences.append(texts("feedback.not_yet_notified", count=count))
    if count := len(told.waiting):
        sentences.append(texts("feedback.still_waiting", count=count))
    return "\n".join(sentences) or texts("feedback.nobody_waiting")
