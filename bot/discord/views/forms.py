"""The forms for an article's title, source and text."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

import discord
from discord import TextStyle
from discord.ui import FileUpload, Label, TextDisplay, TextInput

from bot.discord.base import Interaction
from bot.discord.components.pressed import Form
from bot.discord.moderators import check_moderator
from bot.locales import Texts
from corpus.cleaning import clean_line
from corpus.draft import Draft
from corpus.formats.reading import LONGEST_LINE
from corpus.prepared import LONGEST_TITLE

LONGEST_INPUT = 4000
"""Maximum characters of a text input. Component Reference, Text Input Structure."""

FORM_TIMEOUT = 3600
"""Seconds until a form is forgotten, since Discord does not report when one is closed."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The submitted values of a form, unchanged."""

    title: str
    source: str
    text: str
    file: discord.Attachment | None

    def named(self, draft: Draft) -> Draft:
        """Return the draft with this source and, unless it is blank, this title."""
        title, source = clean_line(self.title), clean_line(self.source)
        return replace(draft, title=title or draft.title, source=source)


Then: TypeAlias = Callable[[Interaction, Filled], Awaitable[None]]
"""Handles a submitted form; the interaction is deferred and the permission checked."""


class ArticleForm(Form):
    """A form for title and source, and optionally text and file.

    After FORM_TIMEOUT or a restart it can't be submitted: Discord then shows an error and keeps it
    open with its contents.
    """

    def __init__(self, heading: str, texts: Texts, then: Then) -> None:
        super().__init__(title=heading, timeout=FORM_TIMEOUT)
        self._texts = texts
        self._then = then
        self._title = TextInput[ArticleForm](custom_id="title", max_length=LONGEST_TITLE)
        self._source = TextInput[ArticleForm](
            custom_id="source", max_length=LONGEST_LINE, required=False
        )
        self._text = TextInput[ArticleForm](
            custom_id="text", style=TextStyle.paragraph, max_length=LONGEST_INPUT
        )
        self._file = FileUpload[ArticleForm](custom_id="file", required=False)

    @classmethod
    def for_new(cls, texts: Texts, then: Then) -> "ArticleForm":
        """Return the form for a new article: text or file, with an optional title."""
        form = cls(texts("intake.form_add"), texts, then)
        form._title.required = form._text.required = False
        form._add_names(texts("intake.label_title_description"))
        form._add_text()
        form.add_item(
            Label(
                text=texts("intake.label_file"),
                description=texts("intake.label_file_description"),
                component=form._file,
            )
        )
        return form

    @classmethod
    def for_names(
        cls, draft: Draft, texts: Texts, then: Then, hint: str | None = None
    ) -> "ArticleForm":
        """Return the form for a draft's title and source, with an optional hint at the top."""
        form = cls(texts("intake.form_names"), texts, then)
        form._set_names(draft)
        if hint is not None:
            form.add_item(TextDisplay(hint))
        form._add_names()
        return form

    @classmethod
    def for_text(cls, draft: Draft, texts: Texts, then: Then) -> "ArticleForm":
        """Return the form for title, source and text, of at most LONGEST_INPUT characters."""
        form = cls(texts("intake.form_edit"), texts, then)
        form._set_names(draft)
        form._text.default = draft.body
        form._add_names()
        form._add_text()
        return form

    async def acknowledge(self, interaction: Interaction) -> None:
        """Acknowledge the form, to edit the message if it was opened from one."""
        if interaction.message is None:
            await interaction.response.defer(ephemeral=True, thinking=True)
        else:
            await interaction.response.defer()

    async def submit(self, interaction: Interaction) -> None:
        """Check the permission and handle the values."""
        check_moderator(interaction, interaction.client.parts.guilds)
        file = self._file.values[0] if self._file.values else None
        filled = Filled(self._title.value, self._source.value, self._text.value, file)
        await self._then(interaction, filled)

    def _set_names(self, draft: Draft) -> None:
        # Either may be longer than the form allows, if it was not entered in a form.
        self._title.default = draft.title[:LONGEST_TITLE]
        self._source.default = draft.source[:LONGEST_LINE] or None

    def _add_names(self, title_description: str | None = None) -> None:
        texts = self._texts
        self.add_item(
            Label(
                text=texts("intake.label_title"),
                description=title_description,
                component=self._title,
            )
        )
        self.add_item(
            Label(
                text=texts("intake.label_source"),
                description=texts("intake.label_source_description"),
                component=self._source,
            )
        )

    def _add_text(self) -> None:
        self.add_item(Label(text=self._texts("intake.label_text"), component=self._text))
