"""The preview of a draft, with buttons to publish, change or cancel it."""

from typing import Annotated, Self

from discord import ButtonStyle, SelectOption
from discord.ui import ActionRow, Container, LayoutView, Separator, TextDisplay

from bot.articles.drafts import KUTIP, WaitingDraft, draft_gone
from bot.articles.publish import Proposal
from bot.discord.base import Interaction
from bot.discord.components.card import ACCENT, add_texts
from bot.discord.components.custom_id import VersionNumber
from bot.discord.components.pressed import PressedButton, PressedMenu
from bot.discord.components.unwatched import unwatched
from bot.discord.moderators import check_moderator
from bot.discord.notices.added import show_whether_answered
from bot.discord.notices.own_changes import show_change
from bot.discord.render.limits import CHOICE_NAME, CHOICES
from bot.discord.render.preview import TITLE_SHOWN, render_preview
from bot.discord.views.forms import ArticleForm, Filled
from bot.locales import Texts
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article
from corpus.errors import ChangedMeanwhileError, SameTextError, TitleTakenError

NONE = 0
"""The base of a new article; versions are counted from 1."""


def draft_view(proposal: Proposal, texts: Texts, above: str = "") -> LayoutView:
    """Return a draft's preview with its buttons, below a line if one is given."""
    waiting = proposal.waiting
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    add_texts(box, render_preview(proposal, texts, above))
    proposed = waiting.made_by == KUTIP
    cancel = texts("follow.button_skip") if proposed else texts("intake.button_cancel")
    buttons: list[_DraftButton] = [
        NamesButton(draft=waiting.id, label=texts("intake.button_names")),
        CancelButton(draft=waiting.id, label=cancel),
    ]
    if proposal.replaceable:
        buttons.insert(0, ReplaceButton(draft=waiting.id, label=texts("intake.button_replace")))
    if proposal.problem is None:
        publish = PublishButton(
            draft=waiting.id, base=waiting.base or NONE, label=texts("intake.button_publish")
        )
        buttons.insert(0, publish)
    if waiting.notes.left_out:
        box.add_item(ActionRow(PutBackMenu.of(waiting, texts)))
    box.add_item(Separator()).add_item(ActionRow(*buttons))
    return unwatched(LayoutView().add_item(box))


async def show(interaction: Interaction, proposal: Proposal) -> None:
    """Show a draft in the reply to a command, or in place of the message with the button."""
    await interaction.edit_original_response(view=draft_view(proposal, _texts_of(interaction)))


def _texts_of(interaction: Interaction) -> Texts:
    """Return the texts in the language of the reply, or of the message with the button."""
    message = interaction.message
    private = message is None or message.flags.ephemeral
    return interaction.client.texts_for(interaction, private=private)


async def _find_draft(interaction: Interaction, draft_id: str) -> WaitingDraft:
    """Return the server's draft; raise UserError if it is gone or the user may not see it."""
    parts = interaction.client.parts
    guild_id = check_moderator(interaction, parts.guilds)
    waiting = await parts.drafts.find(draft_id, guild_id)
    if waiting is None:
        raise draft_gone()
    return waiting


def _closed_view(sentence: str) -> LayoutView:
    box: Container[LayoutView] = Container(TextDisplay(sentence), accent_colour=ACCENT)
    return unwatched(LayoutView().add_item(box))


def _published(article: Article, texts: Texts) -> str:
    title, count = escape(cut(one_line(article.title), TITLE_SHOWN)), len(article.passages)
    if article.version == 1:
        return texts("intake.published", title=title, count=count)
    return texts("intake.changed", title=title, version=article.version, count=count)


class _DraftButton(PressedButton):
    """A button of a draft."""

    draft: Annotated[str, r"[0-9a-f]{32}"]


class PublishButton(_DraftButton, template="kutip:draft:{draft}:publish:{base}"):
    """Publishes the draft, if it still has the base version of its preview."""

    base: VersionNumber
    """The version that it changes, or NONE for a new article."""
    style: ButtonStyle = ButtonStyle.success

    async def press(self, interaction: Interaction) -> None:
        """Publish the draft, or show what prevents it now."""
        parts = interaction.client.parts
        with parts.held.holding(check_moderator(interaction, parts.guilds)):
            await self._publish(interaction)

    async def _publish(self, interaction: Interaction) -> None:
        client = interaction.client
        waiting = await _find_draft(interaction, self.draft)
        if (waiting.base or NONE) != self.base:
            # A second press, made before the preview was updated by the first.
            await show(interaction, await client.parts.publisher.review(waiting))
            return
        try:
            article = await client.parts.publisher.publish(waiting, interaction.user.id)
        except (TitleTakenError, SameTextError):
            await show(interaction, await client.parts.publisher.review(waiting))
            return
        except ChangedMeanwhileError:
            # The error message asks to look first: at what publishing would change now.
            await show(interaction, await client.parts.publisher.catch_up(waiting))
            raise
        texts = _texts_of(interaction)

        async def confirm() -> None:
            published = _closed_view(_published(article, texts))
            await interaction.edit_original_response(view=published)
            if waiting.query_id is not None:
                await show_whether_answered(interaction, waiting.query_id, article.id)

        await show_change(interaction, article.id, confirm)


class NamesButton(_DraftButton, template="kutip:draft:{draft}:names"):
    """Opens the form for title and source."""

    async def acknowledge(self, interaction: Interaction) -> None:
        """Do nothing: the form must be the first response."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        waiting = await _find_draft(interaction, self.draft)
        texts = interaction.client.texts_for(interaction, private=True)
        form = ArticleForm.for_names(waiting.draft, texts, self._rename)
        await form.open(interaction)

    async def _rename(self, interaction: Interaction, filled: Filled) -> None:
        waiting = await _find_draft(interaction, self.draft)
        draft = filled.named(waiting.draft)
        await show(interaction, await interaction.client.parts.publisher.amend(waiting, draft))


class ReplaceButton(_DraftButton, template="kutip:draft:{draft}:replace"):
    """Turns the draft into the next version of the article with the same text."""

    style: ButtonStyle = ButtonStyle.primary

    async def press(self, interaction: Interaction) -> None:
        """Show what would change in that article."""
        waiting = await _find_draft(interaction, self.draft)
        await show(interaction, await interaction.client.parts.publisher.as_replacement(waiting))


class PutBackMenu(PressedMenu, template="kutip:draft:{draft}:put-back:{count}"):
    """A menu of the blocks that were left out, to put one back into the text."""

    draft: Annotated[str, r"[0-9a-f]{32}"]
    count: VersionNumber
    """How many blocks were left out when the menu was shown."""

    @classmethod
    def of(cls, waiting: WaitingDraft, texts: Texts) -> Self:
        """Return the menu of what was left out of a draft, the first CHOICES of it."""
        left_out = waiting.notes.left_out
        options = [
            SelectOption(label=cut(one_line(each.text), CHOICE_NAME), value=str(number))
            for number, each in enumerate(left_out[:CHOICES])
        ]
        return cls(
            draft=waiting.id,
            count=len(left_out),
            placeholder=texts("intake.label_put_back"),
            options=options,
        )

    async def press(self, interaction: Interaction) -> None:
        """Put the block back, unless the menu is older than the draft, and show the preview."""
        publisher = interaction.client.parts.publisher
        waiting = await _find_draft(interaction, self.draft)
        if len(waiting.notes.left_out) == self.count:
            proposal = await publisher.put_back(waiting, int(self.chosen))
        else:
            proposal = await publisher.review(waiting)
        await show(interaction, proposal)


class CancelButton(_DraftButton, template="kutip:draft:{draft}:cancel"):
    """Discards the draft."""

    async def press(self, interaction: Interaction) -> None:
        """Discard the draft."""
        client = interaction.client
        guild_id = check_moderator(interaction, client.parts.guilds)
        waiting = await client.parts.drafts.find(self.draft, guild_id)
        await client.parts.drafts.discard(self.draft, guild_id)
        texts = _texts_of(interaction)
        sentence = texts("intake.cancelled")
        if waiting is not None and waiting.made_by == KUTIP:
            title = escape(cut(one_line(waiting.draft.title), TITLE_SHOWN))
            sentence = texts("follow.skipped", title=title)
        await interaction.edit_original_response(view=_closed_view(sentence))
