"""A draft as a card with its buttons, and what these do; they outlive a restart."""

import re
from datetime import UTC, datetime
from typing import Any, Self

import discord
from discord import ButtonStyle
from discord.ui import ActionRow, Button, Container, Item, LayoutView, Separator, TextDisplay

from bot.articles.drafts import WaitingDraft
from bot.articles.publish import (
    Proposal,
    draft_gone,
)
from bot.discord.base import Interaction
from bot.discord.components.card import ACCENT
from bot.discord.components.pressed import Pressed
from bot.discord.moderators import check_moderator
from bot.discord.notices.answered import tell_answered
from bot.discord.render.preview import TITLE_SHOWN, render_preview
from bot.discord.views.forms import ArticleForm, Filled
from bot.locales import Texts
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article
from corpus.errors import ChangedMeanwhileError, SameTextError, TitleTakenError

DRAFT = r"(?P<draft>[0-9a-f]{32})"
"""A draft's id within a custom id."""


def draft_view(proposal: Proposal, texts: Texts) -> LayoutView:
    """Show a draft with what may be done with it."""
    draft_id = proposal.waiting.id
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    for text in render_preview(proposal, texts):
        box.add_item(TextDisplay(text))
    buttons: list[_DraftButton] = [NamesButton(draft_id, texts), CancelButton(draft_id, texts)]
    if proposal.replaceable:
        buttons.insert(0, ReplaceButton(draft_id, texts))
    if proposal.problem is None:
        buttons.insert(0, PublishButton(draft_id, texts, proposal.waiting.base))
    box.add_item(Separator()).add_item(ActionRow(*buttons))
    return LayoutView(timeout=None).add_item(box)


async def show(interaction: Interaction, proposal: Proposal) -> None:
    """Show a draft in the reply to the interaction, or in place of what its button stands on."""
    texts = interaction.client.texts_for(interaction, private=True)
    await interaction.edit_original_response(view=draft_view(proposal, texts))


def _closed_view(sentence: str) -> LayoutView:
    box: Container[LayoutView] = Container(TextDisplay(sentence), accent_colour=ACCENT)
    return LayoutView(timeout=None).add_item(box)


def _published(article: Article, texts: Texts) -> str:
    title, count = escape(cut(one_line(article.title), TITLE_SHOWN)), len(article.passages)
    if article.version == 1:
        return texts("intake.published", title=title, count=count)
    return texts("intake.changed", title=title, version=article.version, count=count)


class _DraftButton(Pressed[Button[LayoutView]], template="kutip:draft:"):
    """A button of one draft, which is looked up at each press among those of the server."""

    action: str
    label: str
    """The key of what stands on it."""
    style = ButtonStyle.secondary

    def __init__(self, draft_id: str, texts: Texts | None = None, *details: int) -> None:
        """Take the texts for what stands on it, which the button of a press does not need."""
        label = None if texts is None else texts(self.label)
        custom_id = ":".join(["kutip:draft", draft_id, self.action, *map(str, details)])
        super().__init__(Button(custom_id=custom_id, label=label, style=self.style))
        self.draft_id = draft_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(match["draft"])

    async def waiting(self, interaction: Interaction) -> WaitingDraft:
        """Return the draft; raise UserError when it is gone, or for those who may not."""
        parts = interaction.client.parts
        guild_id = check_moderator(interaction, parts.guilds)
        waiting = await parts.drafts.find(self.draft_id, guild_id)
        if waiting is None:
            raise draft_gone()
        return waiting


class PublishButton(_DraftButton, template=rf"kutip:draft:{DRAFT}:publish:(?P<base>\d{{1,9}})"):
    """Puts the draft on the shelf, if it still changes the version that it was shown with."""

    action, label = "publish", "intake.button_publish"
    style = ButtonStyle.success

    def __init__(self, draft_id: str, texts: Texts | None = None, base: int | None = None) -> None:
        super().__init__(draft_id, texts, base or 0)
        self.base = base or None

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(match["draft"], base=int(match["base"]))

    async def press(self, interaction: Interaction) -> None:
        """Publish the draft, or show what is in the way now."""
        client = interaction.client
        waiting = await self.waiting(interaction)
        if waiting.base != self.base:
            # A second press, meant for what the card showed before the first.
            await show(interaction, await client.parts.publisher.review(waiting))
            return
        since = datetime.now(UTC)
        try:
            article = await client.parts.publisher.publish(waiting, interaction.user.id)
        except (TitleTakenError, SameTextError):
            await show(interaction, await client.parts.publisher.review(waiting))
            return
        except ChangedMeanwhileError:
            # What is told says to look first: at what publishing would change now.
            await show(interaction, await client.parts.publisher.catch_up(waiting))
            raise
        texts = client.texts_for(interaction, private=True)
        await interaction.edit_original_response(view=_closed_view(_published(article, texts)))
        await tell_answered(interaction, article.id, since)


class NamesButton(_DraftButton, template=f"kutip:draft:{DRAFT}:names"):
    """Opens the form for title and source."""

    action, label = "names", "intake.button_names"

    async def acknowledge(self, interaction: Interaction) -> None:
        """Leave it to the form, which must be the first that Discord hears."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        waiting = await self.waiting(interaction)
        texts = interaction.client.texts_for(interaction, private=True)
        form = ArticleForm.for_names(waiting.draft, texts, self._rename)
        await interaction.response.send_modal(form)

    async def _rename(self, interaction: Interaction, filled: Filled) -> None:
        waiting = await self.waiting(interaction)
        draft = filled.named(waiting.draft)
        await show(interaction, await interaction.client.parts.publisher.amend(waiting, draft))


class ReplaceButton(_DraftButton, template=f"kutip:draft:{DRAFT}:replace"):
    """Turns the draft into the next version of the article that has its text."""

    action, label = "replace", "intake.button_replace"
    style = ButtonStyle.primary

    async def press(self, interaction: Interaction) -> None:
        """Show what would change there."""
        waiting = await self.waiting(interaction)
        await show(interaction, await interaction.client.parts.publisher.as_replacement(waiting))


class CancelButton(_DraftButton, template=f"kutip:draft:{DRAFT}:cancel"):
    """Throws the draft away."""

    action, label = "cancel", "intake.button_cancel"

    async def press(self, interaction: Interaction) -> None:
        """Forget the draft."""
        client = interaction.client
        guild_id = check_moderator(interaction, client.parts.guilds)
        if await client.parts.drafts.claim(self.draft_id, guild_id) is None:
            raise draft_gone()
        texts = client.texts_for(interaction, private=True)
        await interaction.edit_original_response(view=_closed_view(texts("intake.cancelled")))


DRAFT_ITEMS = (PublishButton, NamesButton, ReplaceButton, CancelButton)
"""What the client must know to make the buttons of earlier runs work."""
