"""Asking a server's helpers: the button for it, their answer, and the article it may become."""

from dataclasses import replace
from typing import Annotated, ClassVar

import discord
from discord import ButtonStyle, TextStyle
from discord.ui import Label, TextDisplay, TextInput

from bot.asked import storable
from bot.discord.base import Interaction
from bot.discord.components.card import card
from bot.discord.components.custom_id import QueryId
from bot.discord.components.pressed import Form, PressedButton
from bot.discord.components.private import notification_channel, only_presser_sees
from bot.discord.failures import NOT_SENT, is_temporary
from bot.discord.helper_role import check_helper, helper_role
from bot.discord.moderators import check_moderator
from bot.discord.notices.nonce import nonce_of
from bot.discord.notices.notifications import Sent, send_to
from bot.discord.notices.posted import is_lost
from bot.discord.render.human import (
    LONGEST_ANSWER,
    answered_texts,
    passed_on_texts,
    place_link,
    request_texts,
)
from bot.discord.render.review import short_question
from bot.discord.retries import UnsentError
from bot.discord.views.adding import propose_taken
from bot.discord.views.forms import FORM_TIMEOUT
from bot.errors import UserError
from bot.locales import Texts
from bot.querylog.help_requests import BETWEEN, Claim, HelpRequest, HelpRequests
from bot.text.cut import cut
from bot.text.escape import one_line
from corpus.prepared import LONGEST_TITLE


class AskHumanButton(PressedButton, template="kutip:human:{query}:{message}"):
    """Posts a question for the server's helpers, once, and mentions their role."""

    query: QueryId
    message: Annotated[int, r"\d{1,20}"] = 0
    """The message with the answer that the button is about; 0: its own message."""
    emoji: str | None = "🙋"
    replies: ClassVar[bool] = True

    async def press(self, interaction: Interaction) -> None:
        """Post the question, unless that was done before or the person has to wait."""
        client, parts = interaction.client, interaction.client.parts
        query = await parts.querylog.find_in(self.query, interaction.guild_id)
        if query is None:
            raise UserError("answer.gone")
        role = helper_role(interaction)
        guild = role.guild
        place = parts.guilds.of(guild.id).helper_channel_id or interaction.channel_id
        channel = guild.get_channel_or_thread(place or 0)
        if not isinstance(channel, discord.abc.Messageable):
            raise UserError("human.channel_gone")
        private = only_presser_sees(interaction)
        await parts.querylog.written(query.id)
        requests = HelpRequests(parts.engine)
        user_id, reply_in = interaction.user.id, await notification_channel(interaction)
        claim = await requests.claim(query, user_id, reply_in)
        if claim is Claim.TOO_SOON:
            raise UserError("human.too_soon", count=BETWEEN.seconds // 60)
        mark = AnswerQuestionButton(query=self.query).custom_id
        if claim is Claim.ALREADY or (
            claim is Claim.UNSURE and not await is_lost(channel, mark, interaction.message)
        ):
            raise UserError("human.already")
        own = 0 if private or interaction.message is None else interaction.message.id
        message = self.message or own
        link = place_link(guild.id, interaction.channel_id or channel.id, message)
        texts = client.public_texts(guild.id, guild.preferred_locale)
        request = HelpRequest(query.id, guild.id, user_id, reply_in, query.question, None, None)
        try:
            await post_request(channel, request, role, link, texts, private=not message)
        except NOT_SENT as error:
            if is_temporary(error) and not isinstance(error, UnsentError):
                # It may have arrived nevertheless, so the claim stays: nobody is pinged twice.
                raise UserError("human.unsure") from error
            await requests.release(query.id, guild.id)
            if isinstance(error, UnsentError):
                raise
            raise UserError("human.no_way", channel=f"<#{channel.id}>") from error
        await requests.posted(query.id, guild.id)
        sentence = client.texts_for(interaction, private=True)(
            "human.asked", channel=f"<#{channel.id}>"
        )
        await interaction.edit_original_response(content=sentence)


async def post_request(  # noqa: PLR0913
    channel: discord.abc.Messageable,
    request: HelpRequest,
    role: discord.Role,
    link: str,
    texts: Texts,
    *,
    private: bool,
) -> None:
    """Post a question for the helpers, and mention them; raise what discord.py and aiohttp raise.

    Discord posts no second message with the same nonce.
    """
    blocks = request_texts(request, role.mention, link, texts, private=private)
    button = AnswerQuestionButton(query=request.query_id, label=texts("human.button_answer"))
    only_role = discord.AllowedMentions(
        everyone=False, users=False, roles=[role], replied_user=False
    )
    nonce = nonce_of("human", request.query_id)
    await channel.send(view=card(blocks, button), allowed_mentions=only_role, nonce=nonce)


class AnswerQuestionButton(PressedButton, template="kutip:help:{query}"):
    """Opens the form for a helper's answer."""

    query: QueryId
    style: ButtonStyle = ButtonStyle.primary

    async def acknowledge(self, interaction: Interaction) -> None:
        """Do nothing: the form must be the first response."""

    async def press(self, interaction: Interaction) -> None:
        """Open the form, unless somebody has answered already."""
        request = await _open_request(interaction, self.query)
        texts = interaction.client.texts_for(interaction, private=True)
        await HelpForm(request, texts).open(interaction)


class HelpForm(Form):
    """A form for a helper's answer, which is passed on to the person who asked."""

    def __init__(self, request: HelpRequest, texts: Texts) -> None:
        super().__init__(title=texts("human.form"), timeout=FORM_TIMEOUT)
        self._query = request.query_id
        self._answer = TextInput[HelpForm](
            custom_id="answer", style=TextStyle.paragraph, max_length=LONGEST_ANSWER
        )
        self.add_item(TextDisplay(f"> {short_question(request.question)}"))
        self.add_item(Label(text=texts("human.label_answer"), component=self._answer))

    async def submit(self, interaction: Interaction) -> None:
        """Pass the answer on once, and show it in place of the question."""
        client, nonce = interaction.client, nonce_of("helped", self._query)
        if nonce in client.notifying:
            raise UserError("human.answered_already")
        client.notifying.add(nonce)
        try:
            await self._pass_on(interaction, nonce)
        finally:
            client.notifying.remove(nonce)

    async def _pass_on(self, interaction: Interaction, nonce: str) -> None:
        """Send the answer, then store it, so that it is not lost if Kutip stops in between."""
        client = interaction.client
        request = await _open_request(interaction, self._query)
        text, by = storable(self._answer.value).strip(), interaction.user.id
        if not text:
            raise UserError("human.blank")
        request = replace(request, answer=text, answered_by=by)
        guild = client.get_guild(request.guild_id)
        assert guild is not None
        texts = client.public_texts(guild.id, guild.preferred_locale)
        view = card(passed_on_texts(request, texts))
        sent = await send_to(client, guild, request.user_id, request.channel_id, view, nonce)
        if sent is Sent.FAILED:
            raise UserError("human.not_passed_on")
        await HelpRequests(client.parts.engine).answer(request.query_id, guild.id, text, by)
        button = HelpArticleButton(query=request.query_id, label=texts("human.button_article"))
        await interaction.edit_original_response(view=card(answered_texts(request, texts), button))
        if sent is Sent.UNREACHABLE:
            texts = client.texts_for(interaction, private=True)
            await interaction.followup.send(texts("human.unreachable"), ephemeral=True)


class HelpArticleButton(PressedButton, template="kutip:help-article:{query}"):
    """Shows a helper's answer as the draft of an article, for moderators."""

    query: QueryId
    emoji: str | None = "📄"
    replies: ClassVar[bool] = True

    async def press(self, interaction: Interaction) -> None:
        """Show the preview, with the question for a title."""
        parts = interaction.client.parts
        guild_id = check_moderator(interaction, parts.guilds)
        request = await HelpRequests(parts.engine).find(self.query, guild_id)
        if request is None or request.answer is None:
            raise UserError("human.gone")
        taken = await parts.intake.text(request.answer)
        title = cut(one_line(request.question), LONGEST_TITLE)
        taken = replace(taken, draft=replace(taken.draft, title=title))
        await propose_taken(interaction, taken, self.query)


async def _open_request(interaction: Interaction, query_id: str) -> HelpRequest:
    """Return an unanswered request; raise UserError if there is none, or the user may not help."""
    guild_id = check_helper(interaction)
    request = await HelpRequests(interaction.client.parts.engine).find(query_id, guild_id)
    if request is None:
        raise UserError("human.gone")
    if request.answer is not None:
        raise UserError("human.answered_already")
    return request
