"""What a moderator sees after settling a question: that it is settled, above the next one."""

from bot.discord.base import Interaction
from bot.discord.components.card import card, stacked
from bot.discord.components.pressed import PressedButton
from bot.discord.views.review.open import OpenList, OpenQuestion


async def go_on(
    interaction: Interaction,
    questions: OpenList[OpenQuestion],
    following: str | None,
    page: int,
    sentence: str,
    *buttons: PressedButton,
) -> None:
    """Show the sentence with its buttons, above the question that follows or a page of the list."""
    onward = await questions.onward(following, page)
    # A message can't have the same button twice.
    shown = {item.custom_id for item in onward.walk_children() if isinstance(item, PressedButton)}
    own = (button for button in buttons if button.custom_id not in shown)
    await interaction.edit_original_response(view=stacked(card([sentence], *own), onward))
