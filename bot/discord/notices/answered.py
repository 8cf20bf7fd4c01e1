"""The button that notifies the people waiting for what an article answers."""

from typing import Self

from discord.ui import ActionRow, Button, Container, LayoutView

from bot.discord.base import Interaction
from bot.discord.components.custom_id import ArticleId
from bot.discord.components.pressed import PressedButton
from bot.discord.moderators import check_moderator
from bot.discord.notices.notifications import Notified, notify_waiting
from bot.discord.render.limits import BUTTON_LABEL
from bot.locales import Texts
from bot.querylog.wishes import Wishes
from bot.text.cut import cut
from bot.text.escape import one_line


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
        await interaction.followup.send(summary(notified, texts), ephemeral=True)
        if not await Wishes(client.parts.engine).fulfillable(guild_id, self.article):
            await remove_button(interaction, self.custom_id)


async def remove_button(interaction: Interaction, custom_id: str | None) -> None:
    """Remove a pressed button from its message."""
    assert interaction.message is not None
    view = LayoutView.from_message(interaction.message)
    for row in list(view.walk_children()):
        if isinstance(row, ActionRow) and isinstance(row.parent, Container):
            for button in row.children:
                if isinstance(button, Button) and button.custom_id == custom_id:
                    row.remove_item(button)
            if not row.children:
                row.parent.remove_item(row)
    # The other buttons work by custom id; discord.py must not dispatch them to this view, too.
    view.stop()
    await interaction.edit_original_response(view=view)


def summary(notified: Notified, texts: Texts) -> str:
    """Return how many people were notified, and how many not."""
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
