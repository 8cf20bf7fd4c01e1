"""Shows which questions articles newly answer, with buttons to notify the people waiting."""

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
from bot.discord.notices.notifications import Notified, notify_waiting
from bot.discord.render.answered import ARTICLES_SHOWN, answered_texts
from bot.discord.render.limits import BUTTON_LABEL
from bot.locales import Texts
from bot.parts import Parts
from bot.querylog.wishes import Wishes
from bot.questions.reasking import Changed, NewlyAnswered
from bot.text.cut import cut
from bot.text.escape import one_line

log = logging.getLogger(__name__)


async def show_newly_answered(interaction: Interaction, article_id: str, since: datetime) -> None:
    """Ask the server's open questions again after a change, and show what the article now answers.

    The change was made at `since` or later. A database error is only logged, since the change
    itself succeeded.
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
        log.warning("Could not ask questions again after a change: %s", error)


async def answered_view(
    parts: Parts, guild_id: int, found: Sequence[NewlyAnswered], texts: Texts
) -> LayoutView:
    """Return a card of newly answered questions, with a button per article that people wait for."""
    wishes = Wishes(parts.engine)
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    for text, one in zip_longest(answered_texts(found, texts), found[:ARTICLES_SHOWN]):
        box.add_item(TextDisplay(text))
        # The texts after those of the articles have no article.
        waiting = await wishes.fulfillable(guild_id, one.article_id) if one else ()
        if people := len({wish.user_id for wish in waiting}):
            box.add_item(ActionRow(NotifyButton.of(one.article_id, people, texts)))
    return LayoutView(timeout=None).add_item(box)


class NotifyButton(PressedButton, template="kutip:tell:{article}"):
    """Notifies the people on a server who wait for what an article answers."""

    article: ArticleId
    emoji: str | None = "🔔"

    @classmethod
    def of(cls, article_id: str, people: int, texts: Texts, title: str = "") -> Self:
        """Return the button to notify `people`; pass a title if the message doesn't show it."""
        label = texts("feedback.button_notify", count=people)
        if title:
            label = f"{label}: {cut(one_line(title), BUTTON_LABEL - len(label) - 2)}"
        return cls(article=article_id, label=label)

    async def press(self, interaction: Interaction) -> None:
        """Notify them, and report the numbers."""
        client = interaction.client
        guild_id = check_moderator(interaction, client.parts.guilds)
        notified = await notify_waiting(client, guild_id, self.article)
        texts = client.texts_for(interaction, private=True)
        await interaction.followup.send(_summary(notified, texts), ephemeral=True)
        if not await Wishes(client.parts.engine).fulfillable(guild_id, self.article):
            await self._remove(interaction)

    async def _remove(self, interaction: Interaction) -> None:
        """Remove the button from its message."""
        assert interaction.message is not None
        view = LayoutView.from_message(interaction.message)
        for row in list(view.walk_children()):
            if isinstance(row, ActionRow) and isinstance(row.parent, Container):
                for button in row.children:
                    if isinstance(button, Button) and button.custom_id == self.custom_id:
                        row.remove_item(button)
                if not row.children:
                    row.parent.remove_item(row)
        # The other buttons work by custom id; discord.py must not dispatch them to this view, too.
        view.stop()
        await interaction.edit_original_response(view=view)


def _summary(notified: Notified, texts: Texts) -> str:
    sentences = []
    if count := len(notified.notified):
        sentences.append(texts("feedback.notified", count=count))
    if count := len(notified.unreachable):
        sentences.append(texts("feedback.not_reached", count=count))
    if count := len(notified.failed):
        sentences.append(texts("feedback.not_yet_notified", count=count))
    if count := len(notified.waiting):
        sentences.append(texts("feedback.still_waiting", count=count))
    return "\n".join(sentences) or texts("feedback.nobody_waiting")
