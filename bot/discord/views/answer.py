"""Answers and refusals with their buttons."""

from functools import partial
from typing import Annotated, ClassVar, Literal, TypeAlias

import discord
from discord.ui import Container, LayoutView, Separator, TextDisplay

from bot.asked import WayIn
from bot.discord.base import Interaction
from bot.discord.components.card import ACCENT, button_rows, card, page_buttons
from bot.discord.components.custom_id import QueryId
from bot.discord.components.pressed import PressedButton
from bot.discord.components.private import only_presser_sees
from bot.discord.components.quote_card import quote_card
from bot.discord.components.unwatched import unwatched
from bot.discord.failures import NOT_SENT, is_temporary
from bot.discord.moderators import is_moderator, present_on
from bot.discord.notices.nonce import nonce_of
from bot.discord.notices.posted import is_lost
from bot.discord.render.answer import Page, render_page, render_refusal
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.question import choice_text
from bot.discord.render.shelf import mention
from bot.discord.render.tone import Tone
from bot.discord.retries import UnsentError
from bot.discord.views.feedback import VoteButton, WishButton
from bot.discord.views.human import AskHumanButton
from bot.discord.views.review.chosen import TakeBackButton
from bot.discord.views.review.listing import reviewing
from bot.errors import UserError
from bot.locales import Texts
from bot.querylog.sharing import claim_share, is_shared, release_share
from bot.questions.assistant import Reply
from index.answer import Refusal

HitNumber: TypeAlias = Annotated[int, r"\d"]
"""The index of a hit, counted from 0."""
NEAR = 0.05
"""The least confidence, in 0..1, at which a refusal offers to show the nearest passage."""


def reply_view(  # noqa: PLR0913
    reply: Reply,
    texts: Texts,
    number: int = 0,
    *,
    around: bool = False,
    can_notify: bool = True,
    can_choose: bool = False,
    can_share: bool = False,
    can_ask_human: bool = False,
    head: str | None = None,
) -> LayoutView:
    """Return a reply's message: the hit with this index, or a refusal, below `head`, if any.

    A refusal offers a notification request only where Kutip can notify people, and to ask a human
    where the server has set helpers. The passage of a doubtful answer can be chosen where a
    moderator may see it; a private answer can be shared on a server.
    """
    # Discord shows the message above a reply, but not the question of a command or a menu.
    show_question = reply.query.way_in in {WayIn.SLASH, WayIn.MENU}
    if not reply.answer.answered:
        return _refusal_view(
            reply,
            texts,
            show_question=show_question,
            can_notify=can_notify,
            can_ask_human=can_ask_human,
        )
    room = MESSAGE_TEXT - size(head or "")
    page = render_page(
        reply.answer, texts, number, around=around, show_question=show_question, room=room
    )
    query = reply.query.id
    below: list[PressedButton] = [
        VoteButton(query=query, thumb="up", emoji="👍"),
        VoteButton(query=query, thumb="down", emoji="👎"),
        BinButton(query=query),
    ]
    if reply.answer.doubtful and can_choose:
        label = texts("answer.button_choose")
        below.append(ChooseShownButton(query=query, page=page.number, label=label))
    if can_share:
        below.append(ShareButton(query=query, label=texts("answer.button_share")))
    showing = _showing(query, page, texts)
    return quote_card(page, texts, showing=showing, below=below, greeting=head)


def _refusal_view(
    reply: Reply, texts: Texts, *, show_question: bool, can_notify: bool, can_ask_human: bool
) -> LayoutView:
    query = reply.query.id
    blank = reply.answer.refusal is Refusal.BLANK
    box: Container[LayoutView] = Container(accent_colour=ACCENT if blank else Tone.REFUSAL.colour)
    for text in render_refusal(reply.answer, texts, show_question=show_question):
        box.add_item(TextDisplay(text))
    if reply.query.guild_id is None and not blank:
        box.add_item(TextDisplay(f"-# {texts('answer.outside_servers')}"))
    box.add_item(Separator())
    buttons: list[PressedButton] = []
    if reply.answer.refusal is Refusal.NO_MATCH and reply.answer.confidence >= NEAR:
        buttons.append(AnywayButton(query=query, label=texts("answer.button_anyway")))
    if reply.query.question_key and can_notify:
        buttons.append(WishButton(query=query, label=texts("feedback.button_wish")))
    if reply.query.question_key and can_ask_human:
        buttons.append(AskHumanButton(query=query, label=texts("human.button_ask")))
    buttons.append(BinButton(query=query))
    for row in button_rows(buttons):
        box.add_item(row)
    return unwatched(LayoutView().add_item(box))


def _showing(query: str, page: Page, texts: Texts) -> list[PressedButton]:
    """Return the buttons to other hits and to the paragraphs around this one."""
    show = partial(ShowButton, query=query)
    buttons = page_buttons(page.number, page.pages, show)
    if page.has_around:
        label = (
            texts("answer.button_hide_around")
            if page.around
            else texts("answer.button_show_around")
        )
        buttons.append(show(page=page.number, around=not page.around, role="around", label=label))
    return buttons


class ShowButton(PressedButton, template="kutip:show:{query}:{page}:{around}:{role}"):
    """Shows a hit: to the asker in place, to anybody else in a private copy."""

    query: QueryId
    page: HitNumber
    around: bool = False
    role: Literal["prev", "page", "next", "around"]
    """Makes the custom ids of buttons to the same page distinct."""

    async def press(self, interaction: Interaction) -> None:
        """Show the hit as it was found when the question was asked."""
        client = interaction.client
        guild_id, user_id = interaction.guild_id, interaction.user.id
        reply = await client.parts.assistant.recall(self.query, guild_id)
        if reply is None or self.page >= len(reply.answer.hits):
            raise UserError("answer.gone")
        alone = only_presser_sees(interaction)
        mine = await client.parts.assistant.asked_by(self.query, guild_id, user_id)
        in_place = alone or mine
        private = alone or not in_place
        texts = client.texts_for(interaction, private=private)
        can_choose = may_choose(interaction, private=private)
        # An answer that everyone saw from the start has no button to share it.
        shared = not private and await is_shared(client.parts.engine, self.query)
        view = reply_view(
            reply,
            texts,
            self.page,
            around=self.around,
            can_choose=can_choose,
            can_share=alone and mine and present_on(interaction) is not None,
            head=_shared_by(user_id, texts) if shared else None,
        )
        if in_place:
            await interaction.edit_original_response(view=view)
        else:
            await interaction.followup.send(view=view, ephemeral=True)


class AnywayButton(PressedButton, template="kutip:anyway:{query}"):
    """Shows whoever presses it the nearest passage to a question that was not answered."""

    query: QueryId
    replies: ClassVar[bool] = True

    async def press(self, interaction: Interaction) -> None:
        """Ask the question again and show the best passage with a warning, privately."""
        client, guild_id = interaction.client, interaction.guild_id
        query = await client.parts.querylog.find_in(self.query, guild_id)
        if query is None:
            raise UserError("answer.gone")
        answer = await client.parts.assistant.nearest(query.question, guild_id)
        texts = client.texts_for(interaction, private=True)
        if answer.answered:
            page = render_page(answer, texts, 0, around=False, show_question=False)
            view = quote_card(page, texts)
        else:
            view = card(render_refusal(answer, texts, show_question=False))
        await interaction.edit_original_response(view=view)


class ChooseShownButton(PressedButton, template="kutip:choose:{query}:{page}"):
    """Chooses the passage of a doubtful answer for its question, for moderators."""

    query: QueryId
    page: HitNumber
    emoji: str | None = "☑️"
    replies: ClassVar[bool] = True

    async def press(self, interaction: Interaction) -> None:
        """Choose the passage shown, unless it has changed since, and offer to undo that."""
        review, texts = reviewing(interaction)
        query = await review.question(self.query)
        if self.page >= len(query.hits):
            raise UserError("answer.gone")
        hit = query.hits[self.page]
        article, passage = await review.passage(hit.article_id, hit.version, hit.passage)
        choice = await review.choose(query, article, passage, interaction.user.id)
        judgement = choice.chosen.judgement.id
        undo = TakeBackButton(judgement=judgement, page=0, label=texts("review.button_undo"))
        sentence = choice_text(choice, query.question, texts)
        await interaction.edit_original_response(view=card([sentence], undo))


def may_choose(interaction: Interaction, *, private: bool) -> bool:
    """Return whether a moderator may see a reply: on a server, unless it is somebody else's."""
    if private:
        return is_moderator(interaction, interaction.client.parts.guilds)
    return present_on(interaction) is not None


class BinButton(PressedButton, template="kutip:bin:{query}"):
    """Deletes an answer, for its asker and for moderators."""

    query: QueryId
    emoji: str | None = "🗑️"

    async def press(self, interaction: Interaction) -> None:
        """Delete the message."""
        if (
            only_presser_sees(interaction)
            or interaction.permissions.manage_messages
            or await interaction.client.parts.assistant.asked_by(
                self.query, interaction.guild_id, interaction.user.id
            )
        ):
            await interaction.delete_original_response()
        else:
            raise UserError("answer.not_yours")


class ShareButton(PressedButton, template="kutip:share:{query}"):
    """Posts a private answer for everyone in the channel, once, for its asker."""

    query: QueryId
    emoji: str | None = "📣"
    replies: ClassVar[bool] = True

    async def press(self, interaction: Interaction) -> None:
        """Post the answer, unless that was done before or the user may not write here."""
        client, parts = interaction.client, interaction.client.parts
        guild, user_id = present_on(interaction), interaction.user.id
        if guild is None or not await parts.assistant.asked_by(self.query, guild.id, user_id):
            raise UserError("answer.not_yours_to_share")
        reply = await parts.assistant.recall(self.query, guild.id)
        if reply is None:
            raise UserError("answer.gone")
        channel = guild.get_channel_or_thread(interaction.channel_id or 0)
        if not isinstance(channel, discord.abc.Messageable) or not _may_write(interaction):
            raise UserError("answer.no_sharing_here")
        await parts.querylog.written(self.query)
        claimed = await claim_share(parts.engine, self.query)
        mark = BinButton(query=self.query).custom_id
        if not (claimed or await is_lost(channel, mark, interaction.message)):
            raise UserError("answer.shared_before")
        texts = client.texts_for(interaction, private=False)
        view = reply_view(reply, texts, head=_shared_by(user_id, texts), can_choose=True)
        try:
            await channel.send(view=view, nonce=nonce_of("share", self.query))
        except NOT_SENT as error:
            if is_temporary(error) and not isinstance(error, UnsentError):
                raise  # It may have arrived nevertheless.
            await release_share(parts.engine, self.query)
            if isinstance(error, UnsentError):
                raise
            raise UserError("answer.no_sharing_here") from error
        texts = client.texts_for(interaction, private=True)
        await interaction.edit_original_response(content=texts("answer.shared"))


def _shared_by(user_id: int, texts: Texts) -> str:
    return texts("answer.shared_by", who=mention(user_id))


def _may_write(interaction: Interaction) -> bool:
    """Return whether the user may write in the channel."""
    if isinstance(interaction.channel, discord.Thread):
        return interaction.permissions.send_messages_in_threads
    return interaction.permissions.send_messages
