"""The steps to judge which passage answers a question: search, pick, look and choose."""

from collections.abc import Sequence
from typing import Annotated, Self

from discord import ButtonStyle, SelectOption
from discord.ui import Label, TextInput

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.custom_id import Page, QueryId
from bot.discord.components.pressed import Form, PressedButton, PressedMenu
from bot.discord.notices.answered import NotifyButton
from bot.discord.render.limits import CHOICE_NAME
from bot.discord.render.review import found_texts, judgement_texts, short_question
from bot.discord.views.forms import FORM_TIMEOUT
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
        await interaction.response.send_modal(form)


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
    """A menu of the passages found."""

    listing: Listing
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
        """Show the passage, and ask whether it answers the question."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        article_id, version, number = self.chosen.split(":")
        article, passage = await review.passage(article_id, int(version), int(number))
        listing = self.listing
        view = card(
            judgement_texts(article, passage, query, texts),
            ChooseButton(
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


class ChooseButton(
    PressedButton, template="kutip:fit:{listing}:{query}:{article}:{version}:{passage}"
):
    """Chooses the shown passage as the first answer to a question."""

    # Custom ids have at most 100 characters; these have at most 99.
    listing: Listing
    query: QueryId
    article: Annotated[str, r"[0-9a-z-]{1,40}"]
    version: Annotated[int, r"\d{1,6}"]
    passage: Annotated[int, r"\d{1,6}"]

    async def press(self, interaction: Interaction) -> None:
        """Store the judgement, and confirm its effect."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        article, passage = await review.passage(self.article, self.version, self.passage)
        await review.choose(query, article, passage, interaction.user.id)
        sentence = texts("review.judged", question=short_question(query.question))
        buttons: list[PressedButton] = [ListingButton.back(self.listing, 0, texts)]
        waiting = await Wishes(review.engine).fulfillable(review.guild_id, article.id)
        if people := len({wish.user_id for wish in waiting}):
            buttons.insert(0, NotifyButton.of(article.id, people, texts))
        await interaction.edit_original_response(view=card([sentence], *buttons))
