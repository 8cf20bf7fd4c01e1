"""The search for the passage that answers a question, if no candidate does."""

from collections.abc import Sequence
from typing import Self

from discord import SelectOption
from discord.ui import Label, TextInput

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.custom_id import Page, QueryId
from bot.discord.components.pressed import Form, PressedMenu
from bot.discord.render.limits import CHOICE_NAME
from bot.discord.render.question import found_texts
from bot.discord.views.forms import FORM_TIMEOUT
from bot.discord.views.review.choosing import choose
from bot.discord.views.review.listing import Listing, ListingButton, reviewing
from bot.discord.views.review.open import OpenListing, QuestionButton
from bot.judgements.judgements import PassagePlace
from bot.locales import Texts
from bot.querylog.record import QueryRecord
from bot.text.cut import cut
from bot.text.escape import one_line
from index.answer import Hit

LONGEST_SEARCH = 300
"""Characters of a search text."""


class JudgeButton(QuestionButton, template="kutip:judge:{listing}:{query}:{page}"):
    """Opens the search for the passage that answers a question."""

    async def acknowledge(self, interaction: Interaction) -> None:
        """Do nothing: the form must be the first response."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        form = SearchForm(self.listing, query, self.page, texts)
        await form.open(interaction)


class SearchForm(Form):
    """A form for the words to search for."""

    def __init__(self, listing: Listing, query: QueryRecord, page: int, texts: Texts) -> None:
        super().__init__(title=texts("review.form_search"), timeout=FORM_TIMEOUT)
        self._listing, self._query_id, self._page = listing, query.id, page
        self._words = TextInput[SearchForm](
            custom_id="words",
            default=one_line(query.question)[:LONGEST_SEARCH],
            max_length=LONGEST_SEARCH,
        )
        self.add_item(
            Label(
                text=texts("review.label_words"),
                description=texts("review.label_words_description"),
                component=self._words,
            )
        )

    async def submit(self, interaction: Interaction) -> None:
        """Show the results in place of the question."""
        review, texts = reviewing(interaction)
        query = await review.question(self._query_id)
        words = self._words.value
        hits = await review.search(words)
        listing, page = self._listing, self._page
        again = JudgeButton.of(listing, query.id, page, texts("review.button_search_again"))
        view = card(
            found_texts(hits, query, words, texts),
            again,
            ListingButton.back(listing, page, texts),
            menu=PassageMenu.of(hits, listing, query.id, page, texts) if hits else None,
        )
        await interaction.edit_original_response(view=view)


class PassageMenu(PressedMenu, template="kutip:passages:{listing}:{query}:{page}"):
    """A menu of the passages found, which chooses one."""

    listing: OpenListing
    query: QueryId
    page: Page

    @classmethod
    def of(cls, hits: Sequence[Hit], listing: Listing, query: str, page: int, texts: Texts) -> Self:
        """Return the menu of these passages."""
        options = [
            SelectOption(
                label=cut(f"{number}. {one_line(hit.article.title)}", CHOICE_NAME),
                description=cut(one_line(hit.shown.of(hit.article.body)), CHOICE_NAME),
                value=f"{hit.article.id}:{hit.article.version}:{hit.passage.number}",
            )
            for number, hit in enumerate(hits, start=1)
        ]
        placeholder = texts("review.label_passage")
        return cls(
            listing=listing, query=query, page=page, placeholder=placeholder, options=options
        )

    async def press(self, interaction: Interaction) -> None:
        """Choose the passage."""
        article_id, version, number = self.chosen.split(":")
        place = PassagePlace(article_id, int(version), int(number))
        await choose(interaction, self.listing, self.query, self.page, place)
