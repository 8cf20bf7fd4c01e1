"""Answers with their buttons, and what the buttons do; they outlive a restart.

All a button needs is in its custom id, which comes back from Discord and is not to be trusted:
what it names is looked up, and who pressed it is checked, each time.
"""

import re
from typing import Any, Self

import discord
from discord.ui import (
    ActionRow,
    Button,
    Container,
    Item,
    LayoutView,
    Separator,
    TextDisplay,
)

from bot.asked import WayIn
from bot.discord.base import Interaction
from bot.discord.components.card import ACCENT, NEXT, PREVIOUS
from bot.discord.components.pressed import QUERY, Pressed
from bot.discord.render.answer import Page, render_page, render_refusal
from bot.discord.views.feedback import VoteButton, WishButton
from bot.errors import UserError
from bot.locales import Texts
from bot.querylog.votes import Vote
from bot.questions.assistant import Reply


def reply_view(
    reply: Reply,
    texts: Texts,
    number: int = 0,
    *,
    around: bool = False,
    can_be_told: bool = True,
) -> LayoutView:
    """Show a reply: the hit with this number, counted from 0, or why there is none.

    A wish to be told of an answer is offered only where people can be told.
    """
    # Discord shows a message above its reply, but neither a command's question nor a menu's.
    show_question = reply.query.way_in in {WayIn.SLASH, WayIn.MENU}
    query = reply.query.id
    box: Container[LayoutView] = Container(accent_colour=ACCENT)
    if reply.answer.answered:
        page = render_page(reply.answer, texts, number, around=around, show_question=show_question)
        # Each in a display of its own, so that characters that change the direction of text can't
        # reach from the quote into what follows.
        for text in page.texts:
            box.add_item(TextDisplay(text))
        box.add_item(Separator())
        if turning := _turning(query, page, texts):
            box.add_item(ActionRow(*turning))
        box.add_item(
            ActionRow(VoteButton(query, Vote.UP), VoteButton(query, Vote.DOWN), BinButton(query))
        )
    else:
        for text in render_refusal(reply.answer, texts, show_question=show_question):
            box.add_item(TextDisplay(text))
        buttons: list[Pressed[Button[LayoutView]]] = [BinButton(query)]
        if reply.query.question_key and can_be_told:
            buttons.insert(0, WishButton(query, texts))
        box.add_item(ActionRow(*buttons))
    return LayoutView(timeout=None).add_item(box)


def _turning(query: str, page: Page, texts: Texts) -> list["ShowButton"]:
    """Return the buttons that show another hit, or more or less of this one."""
    number, last = page.number, page.pages - 1
    buttons = []
    if last:
        buttons += [
            ShowButton(
                query,
                "prev",
                max(number - 1, 0),
                label=PREVIOUS,
                disabled=number == 0,
            ),
            ShowButton(query, "page", number, label=f"{number + 1}/{page.pages}", disabled=True),
            ShowButton(
                query,
                "next",
                min(number + 1, last),
                label=NEXT,
                disabled=number == last,
            ),
        ]
    if page.has_around:
        label = (
            texts("answer.button_hide_around")
            if page.around
            else texts("answer.button_show_around")
        )
        buttons.append(ShowButton(query, "around", number, around=not page.around, label=label))
    return buttons


class ShowButton(
    Pressed[Button[LayoutView]],
    template=rf"kutip:show:{QUERY}:(?P<number>\d):(?P<around>[01]):(?P<role>prev|page|next|around)",
):
    """Shows a hit: to the asker in place, to anybody else in a copy that only they see."""

    def __init__(  # noqa: PLR0913
        self,
        query: str,
        role: str,
        number: int,
        *,
        around: bool = False,
        label: str | None = None,
        disabled: bool = False,
    ) -> None:
        # The role keeps custom ids apart that show the same.
        custom_id = f"kutip:show:{query}:{number}:{around:d}:{role}"
        super().__init__(Button(custom_id=custom_id, label=label, disabled=disabled))
        self.query, self.number, self.around = query, number, around

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button again from its custom id."""
        around = match["around"] == "1"
        return cls(match["query"], match["role"], int(match["number"]), around=around)

    async def press(self, interaction: Interaction) -> None:
        """Show the hit as it was found then."""
        client = interaction.client
        guild_id, user_id = interaction.guild_id, interaction.user.id
        reply = await client.parts.assistant.recall(self.query, guild_id)
        if reply is None or self.number >= len(reply.answer.hits):
            raise UserError("answer.gone")
        alone = _only_presser_sees(interaction)
        in_place = alone or await client.parts.assistant.asked_by(self.query, guild_id, user_id)
        texts = client.texts_for(interaction, private=alone or not in_place)
        view = reply_view(reply, texts, self.number, around=self.around)
        if in_place:
            await interaction.edit_original_response(view=view)
        else:
            await interaction.followup.send(view=view, ephemeral=True)


class BinButton(Pressed[Button[LayoutView]], template=rf"kutip:bin:{QUERY}"):
    """Deletes an answer, for its asker and for moderators."""

    def __init__(self, query: str) -> None:
        super().__init__(Button(custom_id=f"kutip:bin:{query}", emoji="🗑️"))
        self.query = query

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(match["query"])

    async def press(self, interaction: Interaction) -> None:
        """Delete the message."""
        if (
            _only_presser_sees(interaction)
            or interaction.permissions.manage_messages
            or await interaction.client.parts.assistant.asked_by(
                self.query, interaction.guild_id, interaction.user.id
            )
        ):
            await interaction.delete_original_response()
        else:
            raise UserError("answer.not_yours")


def _only_presser_sees(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral
