"""`/article edit`: change an article's title, source and text by hand."""

from dataclasses import replace

from discord import app_commands

from bot.articles.intake import IntakeResult
from bot.discord.base import Interaction
from bot.discord.commands.article.choosing import chosen_own, complete_own
from bot.discord.commands.article.group import article
from bot.discord.commands.names import named
from bot.discord.moderators import check_moderator
from bot.discord.render.limits import units
from bot.discord.views.draft import show
from bot.discord.views.forms import LONGEST_INPUT, ArticleForm, Filled
from corpus.draft import Draft
from corpus.errors import NoArticleError


@article.command(
    name=named("intake.command_edit"), description=named("intake.command_edit_description")
)
@app_commands.rename(chosen=named("intake.option_article"))
@app_commands.describe(chosen=named("intake.option_article_description"))
@app_commands.autocomplete(chosen=complete_own)
async def edit_article(interaction: Interaction, chosen: str) -> None:
    """Open a form with the article's title and source, and its text if that fits."""
    client = interaction.client
    with client.underway.working():
        guild_id = check_moderator(interaction, client.parts.guilds)
        entry = await chosen_own(interaction, chosen)
        draft = await client.parts.catalogue(guild_id).draft(entry.id)
        if draft is None:
            raise NoArticleError
        edit = _Edit(draft, entry.version)
        texts = client.texts_for(interaction, private=True)
        if edit.has_text:
            form = ArticleForm.for_text(draft, texts, edit.take_form)
        else:
            hint = texts_in(texts.language)("intake.long_text")  # A form has no mentions.
            form = ArticleForm.for_names(draft, texts, edit.take_form, hint)
        await interaction.response.send_modal(form)


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
