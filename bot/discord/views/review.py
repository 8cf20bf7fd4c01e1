"""What was asked in vain, answered badly or chosen, with what can be done; it outlives a restart.

Each button and menu looks up anew what its custom id names, among the questions of the server that
it is pressed in alone, and checks who pressed it.
"""

import re
from functools import partial
from typing import Any, Self

import discord
from discord import ButtonStyle, SelectOption
from discord.ui import Button, Item, LayoutView, Select

from bot.discord.base import Interaction
from bot.discord.components.card import card, paged
from bot.discord.components.pressed import Pressed
from bot.discord.notices.answered import TellButton
from bot.discord.render.limits import CHOICE_NAME
from bot.discord.render.review import (
    LISTED,
    chosen_sheet,
    chosen_texts,
    poor_sheet,
    poor_texts,
    settled_sheet,
    settled_texts,
    short_question,
    unanswered_sheet,
    unanswered_texts,
)
from bot.discord.render.shelf import clamped, on_page
from bot.discord.views.adding import open_form
from bot.discord.views.judging import JUDGING_ITEMS, JudgeButton
from bot.discord.views.listing import LISTING, PAGE, Listing, ListingButton, reviewing
from bot.discord.views.settling import (
    SETTLING_ITEMS,
    DismissButton,
    ReopenButton,
    done,
    open_again,
)
from bot.locales import Texts
from bot.querylog.wishes import Wishes
from bot.questions.review import Review
from bot.text.cut import cut
from bot.text.escape import one_line

AnyInteraction = discord.Interaction[Any]
Match = re.Match[str]


async def listing_view(
    review: Review, texts: Texts, listing: Listing, number: int = 0
) -> LayoutView:
    """Show a page of a list, counted from 0, or the last if there are fewer."""
    picks: list[tuple[str, str]]
    if listing is Listing.UNANSWERED:
        questions = await review.unanswered()
        sheet = unanswered_sheet(questions, texts, number)
        picks = [(one.question, one.query_id) for one in on_page(questions, sheet.number, LISTED)]
    elif listing is Listing.POOR:
        answers = await review.poor()
        sheet = poor_sheet(answers, texts, number)
        picks = [(one.question, one.query_id) for one in on_page(answers, sheet.number, LISTED)]
    elif listing is Listing.SETTLED:
        done = await review.settled()
        number, _ = clamped(number, len(done), LISTED)
        shown = on_page(done, number, LISTED)
        titles = await review.titles(one.article_id for one in shown)
        sheet = settled_sheet(shown, titles, texts, number, len(done))
        picks = [(one.question, one.query_id) for one in shown]
    else:
        judged = await review.judged()
        number, _ = clamped(number, len(judged), LISTED)
        chosen = [await review.chosen(one) for one in on_page(judged, number, LISTED)]
        sheet = chosen_sheet(chosen, texts, number, len(judged))
        picks = [(one.judgement.question, str(one.judgement.id)) for one in chosen]
    menu = PickMenu.of(picks, listing, sheet.number, texts) if picks else None
    tell = await _telling(review, texts) if listing is Listing.UNANSWERED else []
    return paged(sheet, partial(ListingButton, listing), *tell, menu=menu)


async def _telling(review: Review, texts: Texts) -> list[TellButton]:
    """Return a button for each of two articles at most that people wait to be told of."""
    waiting = list((await Wishes(review.engine).waiting(review.guild_id)).items())[:2]
    titles = await review.titles(article_id for article_id, _ in waiting)
    return [
        TellButton.of(article_id, people, texts, titles.get(article_id, ""))
        for article_id, people in waiting
    ]


class PickMenu(Pressed[Select[LayoutView]], template=rf"kutip:pick:{LISTING}:{PAGE}"):
    """Shows one of a list, with what can be done about it."""

    def __init__(self, listing: Listing, page: int, **look: Any) -> None:  # noqa: ANN401
        super().__init__(Select(custom_id=f"kutip:pick:{listing}:{page}", **look))
        self.listing, self.page = listing, page

    @classmethod
    def of(cls, picks: list[tuple[str, str]], listing: Listing, page: int, texts: Texts) -> Self:
        """Offer these questions, each with the id by which it is known."""
        options = [
            SelectOption(label=cut(one_line(question), CHOICE_NAME) or known_by, value=known_by)
            for question, known_by in picks
        ]
        return cls(listing, page, placeholder=texts("review.label_pick"), options=options)

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, _item: Item[Any], match: Match, /
    ) -> Self:
        """Make the menu again from its custom id."""
        return cls(Listing(match["listing"]), int(match["page"]))

    async def press(self, interaction: Interaction) -> None:
        """Show it."""
        review, texts = reviewing(interaction)
        view = await picked_view(review, texts, self.listing, self.item.values[0], self.page)
        await interaction.edit_original_response(view=view)


async def picked_view(
    review: Review, texts: Texts, listing: Listing, known_by: str, page: int
) -> LayoutView:
    """Show one of a list by what it is known by; raise UserError if it is gone or done."""
    show = {
        Listing.UNANSWERED: _unanswered_view,
        Listing.POOR: _poor_view,
        Listing.CHOSEN: _chosen_view,
        Listing.SETTLED: _settled_view,
    }[listing]
    return await show(review, texts, known_by, page)


async def _unanswered_view(review: Review, texts: Texts, query_id: str, page: int) -> LayoutView:
    query = await review.question(query_id)
    for one in await review.unanswered():
        if query.question_key in one.keys:
            buttons = _remedies(Listing.UNANSWERED, query_id, page, texts)
            return card(unanswered_texts(one, texts), *buttons)
    raise done()


async def _poor_view(review: Review, texts: Texts, query_id: str, page: int) -> LayoutView:
    query = await review.question(query_id)
    for one in await review.poor():
        if query.question_key in one.keys:
            reply = await review.reply(query_id)
            blocks = poor_texts(one, None if reply is None else reply.answer, texts)
            return card(blocks, *_remedies(Listing.POOR, query_id, page, texts))
    raise done()


async def _settled_view(review: Review, texts: Texts, query_id: str, page: int) -> LayoutView:
    query = await review.question(query_id)
    for one in await review.settled():
        if query.question_key in one.keys:
            titles = await review.titles([one.article_id])
            reopen = ReopenButton(query_id, page, label=texts("review.button_reopen"))
            back = ListingButton.back(Listing.SETTLED, page, texts)
            return card(settled_texts(one, titles, texts), reopen, back)
    raise open_again()


async def _chosen_view(review: Review, texts: Texts, judgement_id: str, page: int) -> LayoutView:
    chosen = await review.choice(int(judgement_id))
    take_back = TakeBackButton(int(judgement_id), page, label=texts("review.button_take_back"))
    back = ListingButton.back(Listing.CHOSEN, page, texts)
    return card(chosen_texts(chosen, texts), take_back, back)


class AddArticleButton(Pressed[Button[LayoutView]], template="kutip:add-article"):
    """Opens the form for a new article."""

    def __init__(self, **look: Any) -> None:  # noqa: ANN401
        super().__init__(Button(custom_id="kutip:add-article", **look))

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, _item: Item[Any], _match: Match, /
    ) -> Self:
        """Make the button again."""
        return cls()

    async def acknowledge(self, interaction: Interaction) -> None:
        """Leave it to the form, which must be the first that Discord hears."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form."""
        await open_form(interaction)


class TakeBackButton(
    Pressed[Button[LayoutView]], template=rf"kutip:takeback:(?P<judgement>\d{{1,18}}):{PAGE}"
):
    """Makes a chosen passage chosen no more."""

    def __init__(self, judgement: int, page: int, **look: Any) -> None:  # noqa: ANN401
        style = ButtonStyle.danger
        custom_id = f"kutip:takeback:{judgement}:{page}"
        super().__init__(Button(custom_id=custom_id, style=style, **look))
        self.judgement, self.page = judgement, page

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, _item: Item[Any], match: Match, /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(int(match["judgement"]), int(match["page"]))

    async def press(self, interaction: Interaction) -> None:
        """Take it back, and say so."""
        review, texts = reviewing(interaction)
        chosen = await review.choice(self.judgement)
        await review.take_back(chosen)
        question = short_question(chosen.judgement.question)
        told = texts("review.taken_back", question=question)
        back = ListingButton.back(Listing.CHOSEN, self.page, texts)
        await interaction.edit_original_response(view=card([told], back))


def _remedies(
    listing: Listing, query_id: str, page: int, texts: Texts
) -> list[Pressed[Button[LayoutView]]]:
    dismiss = (
        texts("review.button_fine") if listing is Listing.POOR else texts("review.button_dismiss")
    )
    return [
        AddArticleButton(label=texts("review.button_add"), style=ButtonStyle.primary),
        JudgeButton(listing, query_id, page, label=texts("review.button_judge")),
        DismissButton(listing, query_id, page, label=dismiss),
        ListingButton.back(listing, page, texts),
    ]


REVIEW_ITEMS = (
    ListingButton,
    PickMenu,
    AddArticleButton,
    TakeBackButton,
    *JUDGING_ITEMS,
    *SETTLING_ITEMS,
)
"""What the client must know, so that it works after a restart."""
