"""Which passage answers a question: a moderator searches, picks one, looks at it and says so."""

from collections.abc import Sequence
from typing import Annotated, Self

from discord import ButtonStyle, SelectOption
from discord.ui import Label, TextInput

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.custom_id import Page, QueryId
from bot.discord.components.pressed import Form, PressedButton, PressedMenu
from bot.discord.notices.answered import TellButton
from bot.discord.render.limits import CHOICE_NAME
from bot.discord.render.review import fitting_texts, found_texts, short_question
from bot.discord.views.forms import PATIENCE
from bot.discord.views.review.listing import (
    Listing,
    ListingButton,
    QuestionButton,
    reviewing,
)
from bot.locales import Texts
from bot.querylog.record import QueryRecord
from bot.querylog.wishes import Wishes
from bot.text.cut import cut
from bot.text.escape import one_line
from index.answer import Hit

LONGEST_SEARCH = 300
"""Characters of the words that a search takes."""


class JudgeButton(QuestionButton, template="kutip:judge:{listing}:{query}:{page}"):
    """Opens the search for the passage that answers a question."""

    async def acknowledge(self, interaction: Interaction) -> None:
        """Leave it to the form, which must be the first that Discord hears."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        form = SearchForm(self.listing, query, self.page, texts)
        await interaction.response.send_modal(form)


class SearchForm(Form):
    """Takes the words to search for; it is forgotten as an ArticleForm is."""

    def __init__(self, listing: Listing, query: QueryRecord, page: int, texts: Texts) -> None:
        super().__init__(title=texts("review.form_search"), timeout=PATIENCE)
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
        """Show what is found, in place of the question."""
        review, texts = reviewing(interaction)
        query = await review.question(self._query_id)
        words = self._words.value
        hits = await review.search(words)
        listing, page = self._listing, self._page
        again = JudgeButton(
            listing=listing, query=query.id, page=page, label=texts("review.button_search_again")
        )
        view = card(
            found_texts(hits, query, words, texts),
            again,
            ListingButton.back(listing, page, texts),
            menu=PassageMenu.of(hits, listing, query.id, page, texts) if hits else None,
        )
        await interaction.edit_original_response(view=view)


class PassageMenu(PressedMenu, template="kutip:passages:{listing}:{query}:{page}"):
    """Lets a moderator pick one of the passages found, and asks whether it answers."""

    listing: Listing
    query: QueryId
    page: Page

    @classmethod
    def of(cls, hits: Sequence[Hit], listing: Listing, query: str, page: int, texts: Texts) -> Self:
        """Offer these passages, by where they stand."""
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
        """Show the passage, and ask."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        article_id, version, number = self.chosen.split(":")
        article, passage = await review.passage(article_id, int(version), int(number))
        listing = self.listing
        view = card(
            fitting_texts(article, passage, query, texts),
            FitButton(
                listing=listing,
                query=query.id,
                article=article.id,
                version=article.version,
                passage=passage.number,
                label=texts("review.button_fits"),
                style=ButtonStyle.success,
            ),
            JudgeButton(
                listing=listing,
                query=query.id,
                page=self.page,
                label=texts("review.button_search_again"),
            ),
            ListingButton.back(listing, self.page, texts),
        )
        await interaction.edit_original_response(view=view)


class FitButton(
    PressedButton, template="kutip:fit:{listing}:{query}:{article}:{version}:{passage}"
):
    """Lets the passage that is shown be the first for a question from now on."""

    # At most 99 characters, of the 100 that there may be.
    listing: Listing
    query: QueryId
    article: Annotated[str, r"[0-9a-z-]{1,40}"]
    version: Annotated[int, r"\d{1,6}"]
    passage: Annotated[int, r"\d{1,6}"]

    async def press(self, interaction: Interaction) -> None:
        """Keep it, and say what it changes."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        article, passage = await review.passage(self.article, self.version, self.passage)
        await review.choose(query, article, passage, interaction.user.id)
        told = texts("review.judged", question=short_question(query.question))
        buttons: list[PressedButton] = [ListingButton.back(self.listing, 0, texts)]
        waiting = await Wishes(review.engine).fulfillable(review.guild_id, article.id)
        if people := len({wish.user_id for wish in waiting}):
            buttons.insert(0, TellButton.of(article.id, people, texts))
        await interaction.edit_original_response(view=card([told], *buttons))
