"""Which passage answers a question: a moderator searches, picks one, looks at it and says so."""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import ButtonStyle, SelectOption
from discord.ui import Button, Item, Label, LayoutView, Select, TextInput

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.pressed import QUERY, Form, Pressed
from bot.discord.notices.answered import TellButton
from bot.discord.render.limits import CHOICE_NAME
from bot.discord.render.review import fitting_texts, found_texts, short_question
from bot.discord.views.forms import PATIENCE
from bot.discord.views.listing import (
    LISTING,
    PAGE,
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

AnyInteraction = discord.Interaction[Any]
Match = re.Match[str]


class JudgeButton(QuestionButton, template=rf"kutip:judge:{LISTING}:{QUERY}:{PAGE}"):
    """Opens the search for the passage that answers a question."""

    action = "judge"

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
        again = JudgeButton(listing, query.id, page, label=texts("review.button_search_again"))
        view = card(
            found_texts(hits, query, words, texts),
            again,
            ListingButton.back(listing, page, texts),
            menu=PassageMenu.of(hits, listing, query.id, page, texts) if hits else None,
        )
        await interaction.edit_original_response(view=view)


class PassageMenu(
    Pressed[Select[LayoutView]], template=rf"kutip:passages:{LISTING}:{QUERY}:{PAGE}"
):
    """Lets a moderator pick one of the passages found, and asks whether it answers."""

    def __init__(self, listing: Listing, query: str, page: int, **look: Any) -> None:  # noqa: ANN401
        super().__init__(Select(custom_id=f"kutip:passages:{listing}:{query}:{page}", **look))
        self.listing, self.query, self.page = listing, query, page

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
        return cls(listing, query, page, placeholder=placeholder, options=options)

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, _item: Item[Any], match: Match, /
    ) -> Self:
        """Make the menu again from its custom id."""
        return cls(Listing(match["listing"]), match["query"], int(match["page"]))

    async def press(self, interaction: Interaction) -> None:
        """Show the passage, and ask."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        # Discord lets through only values that were offered.
        article_id, version, number = self.item.values[0].split(":")
        article, passage = await review.passage(article_id, int(version), int(number))
        listing = self.listing
        view = card(
            fitting_texts(article, passage, query, texts),
            FitButton(
                listing,
                query.id,
                article.id,
                article.version,
                passage.number,
                label=texts("review.button_fits"),
                style=ButtonStyle.success,
            ),
            JudgeButton(listing, query.id, self.page, label=texts("review.button_search_again")),
            ListingButton.back(listing, self.page, texts),
        )
        await interaction.edit_original_response(view=view)


class FitButton(
    Pressed[Button[LayoutView]],
    template=rf"kutip:fit:{LISTING}:{QUERY}:(?P<article>[0-9a-z-]{{1,40}})"
    r":(?P<version>\d{1,6}):(?P<passage>\d{1,6})",
):
    """Lets the passage that is shown be the first for a question from now on."""

    def __init__(
        self,
        listing: Listing,
        query: str,
        article_id: str,
        version: int,
        passage: int,
        **look: Any,  # noqa: ANN401
    ) -> None:
        # At most 99 characters, of the 100 that there may be.
        custom_id = f"kutip:fit:{listing}:{query}:{article_id}:{version}:{passage}"
        super().__init__(Button(custom_id=custom_id, **look))
        self.listing, self.query = listing, query
        self.place = (article_id, version, passage)

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, _item: Item[Any], match: Match, /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(
            Listing(match["listing"]),
            match["query"],
            match["article"],
            int(match["version"]),
            int(match["passage"]),
        )

    async def press(self, interaction: Interaction) -> None:
        """Keep it, and say what it changes."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        article, passage = await review.passage(*self.place)
        await review.choose(query, article, passage, interaction.user.id)
        told = texts("review.judged", question=short_question(query.question))
        buttons: list[Pressed[Button[LayoutView]]] = [ListingButton.back(self.listing, 0, texts)]
        waiting = await Wishes(review.engine).fulfillable(review.guild_id, article.id)
        if people := len({wish.user_id for wish in waiting}):
            buttons.insert(0, TellButton.of(article.id, people, texts))
        await interaction.edit_original_response(view=card([told], *buttons))


JUDGING_ITEMS = (JudgeButton, PassageMenu, FitButton)
"""What the client must know, so that it works after a restart."""
