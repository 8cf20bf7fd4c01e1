"""Feedback on answers: votes, reasons and notification requests."""

from typing import ClassVar, Literal, Self

from discord import SelectOption, TextStyle
from discord.ui import Label, TextInput, View

from bot.discord.base import Interaction
from bot.discord.components.custom_id import QueryId
from bot.discord.components.pressed import Form, PressedButton, PressedMenu
from bot.discord.components.private import notification_channel, only_presser_sees
from bot.discord.components.unwatched import unwatched
from bot.discord.helper_role import has_helpers
from bot.discord.render.review import COMMENT_SHOWN
from bot.discord.views.forms import FORM_TIMEOUT
from bot.discord.views.human import AskHumanButton
from bot.errors import UserError
from bot.locales import Texts
from bot.querylog.votes import MAX_COMMENT, Reason, Vote
from bot.querylog.wishes import MAX_WISHES
from bot.questions.feedback import WishResult
from bot.text.cut import cut
from bot.text.escape import escape, one_line


class VoteButton(PressedButton, template="kutip:vote:{query}:{thumb}"):
    """Stores a person's vote on an answer, replacing an earlier one."""

    query: QueryId
    thumb: Literal["up", "down"]
    replies: ClassVar[bool] = True

    async def press(self, interaction: Interaction) -> None:
        """Store the vote and thank the user; after a downvote, ask for the reason."""
        client, vote = interaction.client, Vote[self.thumb.upper()]
        if not await client.parts.feedback.vote(
            self.query, interaction.guild_id, interaction.user.id, vote
        ):
            raise UserError("answer.gone")
        texts = client.texts_for(interaction, private=True)
        if vote is Vote.UP:
            await interaction.edit_original_response(content=texts("feedback.thanks_up"))
        else:
            view = _reason_view(self.query, texts)
            if has_helpers(client, interaction.guild_id) and interaction.message is not None:
                answer = 0 if only_presser_sees(interaction) else interaction.message.id
                label = texts("human.button_ask")
                view.add_item(AskHumanButton(query=self.query, message=answer, label=label))
            await interaction.edit_original_response(
                content=texts("feedback.thanks_down"), view=view
            )


class ReasonMenu(PressedMenu, template="kutip:reason:{query}"):
    """Stores the reason for a downvote, replacing an earlier one."""

    query: QueryId

    @classmethod
    def of(cls, query: str, texts: Texts) -> Self:
        """Offer every reason."""
        options = [
            SelectOption(label=texts(f"feedback.reason.{reason}"), value=reason)
            for reason in Reason
        ]
        return cls(query=query, placeholder=texts("feedback.label_reason"), options=options)

    async def acknowledge(self, interaction: Interaction) -> None:
        """Do nothing if the choice opens a form, which must be the first response."""
        if self._chosen() is not Reason.OTHER:
            await interaction.response.defer()

    async def press(self, interaction: Interaction) -> None:
        """Store the reason, or open the form for a comment."""
        reason = self._chosen()
        if reason is Reason.OTHER:
            texts = interaction.client.texts_for(interaction, private=True)
            await CommentForm(self.query, texts).open(interaction)
        else:
            await _store_reason(interaction, self.query, reason)

    def _chosen(self) -> Reason:
        return Reason(self.chosen)


class CommentForm(Form):
    """A form for a comment on what was wrong with an answer."""

    def __init__(self, query: str, texts: Texts) -> None:
        super().__init__(title=texts("feedback.form_comment"), timeout=FORM_TIMEOUT)
        self.query = query
        self._comment = TextInput[CommentForm](
            custom_id="comment", style=TextStyle.paragraph, max_length=MAX_COMMENT
        )
        self.add_item(Label(text=texts("feedback.label_comment"), component=self._comment))

    async def submit(self, interaction: Interaction) -> None:
        """Store the comment."""
        await _store_reason(interaction, self.query, Reason.OTHER, self._comment.value)


class WishButton(PressedButton, template="kutip:wish:{query}"):
    """Stores a notification request, or withdraws it if there is one."""

    query: QueryId
    emoji: str | None = "🔔"
    replies: ClassVar[bool] = True

    async def press(self, interaction: Interaction) -> None:
        """Store or withdraw the request, or say that there is an answer by now."""
        client, guild_id = interaction.client, interaction.guild_id
        feedback, user_id = client.parts.feedback, interaction.user.id
        texts = client.texts_for(interaction, private=True)
        query = await client.parts.querylog.find_in(self.query, guild_id)
        if query is None:
            raise UserError("answer.gone")
        # Withdrawing comes first, so that it works even if there is an answer by now.
        if await feedback.take_back(self.query, guild_id, user_id):
            await interaction.edit_original_response(content=texts("feedback.wish_taken_back"))
            return
        answer = await client.parts.assistant.answer(query.question, guild_id, most=1)
        if answer.answered and not answer.doubtful:
            await interaction.edit_original_response(content=texts("feedback.wish_answered"))
            return
        if guild_id is not None and client.get_guild(guild_id) is None:
            raise UserError("fault.not_present")  # Kutip could notify nobody there.
        channel_id = await notification_channel(interaction)
        result = await feedback.wish(self.query, guild_id, user_id, channel_id)
        if result is None:
            raise UserError("answer.gone")
        sentences = {
            WishResult.KEPT: texts("feedback.wish_kept"),
            WishResult.TOO_MANY: texts("feedback.wish_too_many", count=MAX_WISHES),
        }
        await interaction.edit_original_response(content=sentences[result])


def _reason_view(query: str, texts: Texts) -> View:
    return unwatched(View().add_item(ReasonMenu.of(query, texts)))


async def _store_reason(
    interaction: Interaction, query: str, reason: Reason, comment: str = ""
) -> None:
    """Store a reason, and confirm it above the menu, where another can be chosen."""
    client, comment = interaction.client, comment.strip()
    if not await client.parts.feedback.explain(
        query, interaction.guild_id, interaction.user.id, reason, comment
    ):
        raise UserError("feedback.no_thumb")
    texts = client.texts_for(interaction, private=True)
    label = texts(f"feedback.reason.{reason}").rstrip("…")
    thanks = texts("feedback.thanks_reason", reason=label)
    if comment:
        thanks += f"\n> {escape(cut(one_line(comment), COMMENT_SHOWN))}"
    await interaction.edit_original_response(content=thanks, view=_reason_view(query, texts))
