"""The list of passages that moderators chose."""

from typing import Annotated

from discord import ButtonStyle
from discord.ui import LayoutView

from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.custom_id import Page
from bot.discord.components.pressed import PressedButton
from bot.discord.render.question import taken_back_text
from bot.discord.render.review import (
    LISTED,
    chosen_sheet,
    chosen_texts,
    judged_question,
)
from bot.discord.render.shelf import clamped, on_page
from bot.discord.views.review.listing import Listing, ListingButton, ReviewList, reviewing


class ChosenList(ReviewList, listing=Listing.CHOSEN):
    """Chosen passages with their questions."""

    async def page(self, number: int = 0) -> LayoutView:
        """Show a page."""
        judged = await self.review.judged()
        number, _ = clamped(number, len(judged), LISTED)
        chosen = [await self.review.chosen(one) for one in on_page(judged, number, LISTED)]
        sheet = chosen_sheet(chosen, self.texts, number, len(judged))
        picks = ((judged_question(one, self.texts), str(one.judgement.id)) for one in chosen)
        return self.paged(sheet, picks)

    async def picked(self, item_id: str, page: int) -> LayoutView:
        """Show the passage of a judgement id; raise UserError if it is gone."""
        judgement = int(item_id)
        chosen = await self.review.choice(judgement)
        label = self.texts("review.button_take_back")
        take_back = TakeBackButton(judgement=judgement, page=page, label=label)
        return card(chosen_texts(chosen, self.texts), take_back, self.back(page))


class TakeBackButton(PressedButton, template="kutip:takeback:{judgement}:{page}"):
    """Withdraws the choice of a passage."""

    judgement: Annotated[int, r"\d{1,18}"]
    page: Page
    style: ButtonStyle = ButtonStyle.danger

    async def press(self, interaction: Interaction) -> None:
        """Withdraw the choice, and confirm it."""
        review, texts = reviewing(interaction)
        chosen = await review.choice(self.judgement)
        left = await review.take_back(chosen)
        sentence = taken_back_text(judged_question(chosen, texts), left, texts)
        back = ListingButton.back(Listing.CHOSEN, self.page, texts)
        await interaction.edit_original_response(view=card([sentence], back))
