"""The form to change an article's title, source and text by hand, and the button that opens it."""

from dataclasses import replace

from bot.articles.intake import IntakeResult
from bot.discord.base import Interaction
from bot.discord.components.custom_id import ArticleId
from bot.discord.components.pressed import PressedButton
from bot.discord.moderators import check_moderator
from bot.discord.render.limits import units
from bot.discord.views.changing import own_article
from bot.discord.views.draft import show
from bot.discord.views.forms import LONGEST_INPUT, ArticleForm, Filled
from bot.locales import texts_in
from corpus.catalogue import Entry
from corpus.draft import Draft
from corpus.errors import NoArticleError


async def open_edit_form(interaction: Interaction, entry: Entry) -> None:
    """Open the form with an article's title and source, and its text if that fits.

    It must be the first response. Raise UserError if the user may not manage articles.
    """
    client = interaction.client
    guild_id = check_moderator(interaction, client.parts.guilds)
    draft = await client.parts.catalogue(guild_id).draft(entry.id)
    if draft is None:
        raise NoArticleError
    edit = _Edit(draft, entry.version)
    texts = client.texts_for(interaction, private=True)
    if edit.has_text:
        form = ArticleForm.for_text(draft, texts, edit.take_form)
    else:
        # Discord shows no mentions of commands in forms.
        hint = texts_in(texts.language)("intake.long_text")
        form = ArticleForm.for_names(draft, texts, edit.take_form, hint)
    await form.open(interaction)


class EditButton(PressedButton, template="kutip:edit:{article}"):
    """Opens the form."""

    article: ArticleId

    async def acknowledge(self, interaction: Interaction) -> None:
        """Do nothing: the form must be the first response."""

    async def press(self, interaction: Interaction) -> None:
        """Open it."""
        await open_edit_form(interaction, await own_article(interaction, self.article))


class _Edit:
    """An article being edited, as it was when the form was opened."""

    def __init__(self, draft: Draft, base: int) -> None:
        self._draft = draft
        self._base = base

    @property
    def has_text(self) -> bool:
        """True if the text fits into a form."""
        return units(self._draft.body) <= LONGEST_INPUT

    async def take_form(self, interaction: Interaction, filled: Filled) -> None:
        """Show a preview of the changes."""
        parts = interaction.client.parts
        guild_id = check_moderator(interaction, parts.guilds)
        taken = IntakeResult(self._draft)
        if self.has_text:
            taken = await parts.intake.edited(self._draft, filled.text)
        taken = replace(taken, draft=filled.named(taken.draft))
        proposal = await parts.publisher.propose(guild_id, interaction.user.id, taken, self._base)
        await show(interaction, proposal)
