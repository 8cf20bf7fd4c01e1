"""The thumbs under an answer with the menu for a reason, and the button for a wish to be told."""

from typing import Literal, Self

from discord import SelectOption, TextStyle
from discord.ui import Label, TextInput, View

from bot.discord.base import Interaction
from bot.discord.components.custom_id import QueryId
from bot.discord.components.pressed import Form, PressedButton, PressedMenu
from bot.discord.render.review import COMMENT_SHOWN
from bot.discord.views.forms import PATIENCE
from bot.errors import UserError
from bot.locales import Texts
from bot.querylog.votes import MAX_COMMENT, Reason, Vote
from bot.querylog.wishes import MAX_WISHES
from bot.questions.feedback import WishResult
from bot.text.cut import cut
from bot.text.escape import escape, one_line


class VoteButton(PressedButton, template="kutip:vote:{query}:{thumb}"):
    """Keeps what a person thinks of an answer, in place of what they thought before."""

    query: QueryId
    thumb: Literal["up", "down"]

    async def press(self, interaction: Interaction) -> None:
        """Keep the vote and say thanks; after a thumb down, ask for the reason."""
        client, vote = interaction.client, Vote[self.thumb.upper()]
        if not await client.parts.feedback.vote(
            self.query, interaction.guild_id, interaction.user.id, vote
        ):
            raise UserError("answer.gone")
        texts = client.texts_for(interaction, private=True)
        if vote is Vote.UP:
            await interaction.followup.send(texts("feedback.thanks_up"), ephemeral=True)
        else:
            await interaction.followup.send(
                texts("feedback.thanks_down"), view=_asking(self.query, texts), ephemeral=True
            )


class ReasonMenu(PressedMenu, template="kutip:reason:{query}"):
    """Keeps why a person's thumb is down, in place of what they chose before."""

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
        """Leave it to the form, if one opens: it must be the first that Discord hears."""
        if self._chosen() is not Reason.OTHER:
            await interaction.response.defer()

    async def press(self, interaction: Interaction) -> None:
        """Keep the reason, or open the form for what a person wants to say."""
        reason = self._chosen()
        if reason is Reason.OTHER:
            texts = interaction.client.texts_for(interaction, private=True)
            await interaction.response.send_modal(CommentForm(self.query, texts))
        else:
            await _keep_reason(interaction, self.query, reason)

    def _chosen(self) -> Reason:
        return Reason(self.chosen)


class CommentForm(Form):
    """A form for what was wrong with an answer; it can be sent for as long as any."""

    def __init__(self, query: str, texts: Texts) -> None:
        super().__init__(title=texts("feedback.form_comment"), timeout=PATIENCE)
        self.query = query
        self._comment = TextInput[CommentForm](
            custom_id="comment", style=TextStyle.paragraph, max_length=MAX_COMMENT
        )
        self.add_item(Label(text=texts("feedback.label_comment"), component=self._comment))

    async def submit(self, interaction: Interaction) -> None:
        """Keep the comment."""
        await _keep_reason(interaction, self.query, Reason.OTHER, self._comment.value)


class WishButton(PressedButton, template="kutip:wish:{query}"):
    """Keeps that a person wants to be told when there is an answer; the next press, that not."""

    query: QueryId
    emoji: str | None = "🔔"

    async def press(self, interaction: Interaction) -> None:
        """Keep the wish or take it back, and say which; with an answer by now, say that."""
        client, guild_id = interaction.client, interaction.guild_id
        feedback, user_id = client.parts.feedback, interaction.user.id
        texts = client.texts_for(interaction, private=True)
        query = await client.parts.querylog.find_in(self.query, guild_id)
        if query is None:
            raise UserError("answer.gone")
        # Whatever there is by now: who doesn't want to be told must not be.
        if await feedback.take_back(self.query, guild_id, user_id):
            await interaction.followup.send(texts("feedback.wish_taken_back"), ephemeral=True)
            return
        answer = await client.parts.assistant.answer(query.question, guild_id, most=1)
        if answer.answered and not answer.doubtful:
            await interaction.followup.send(texts("feedback.wish_answered"), ephemeral=True)
            return
        where = await _where_to_tell(interaction)
        wished = await feedback.wish(self.query, guild_id, user_id, where)
        if wished is None:
            raise UserError("answer.gone")
        sentences = {
            WishResult.KEPT: texts("feedback.wish_kept"),
            WishResult.TOO_MANY: texts("feedback.wish_too_many", count=MAX_WISHES),
        }
        await interaction.followup.send(sentences[wished], ephemeral=True)


def _asking(query: str, texts: Texts) -> View:
    return View(timeout=None).add_item(ReasonMenu.of(query, texts))


async def _keep_reason(
    interaction: Interaction, query: str, reason: Reason, comment: str = ""
) -> None:
    """Keep a reason, and say so above the menu, in which another may be chosen."""
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
    await interaction.edit_original_response(content=thanks, view=_asking(query, texts))


async def _where_to_tell(interaction: Interaction) -> int:
    """Return the channel where a person is told: in private what only they have seen."""
    asked_in = interaction.channel_id
    alone = interaction.message is not None and interaction.message.flags.ephemeral
    if alone or asked_in is None:
        return (await interaction.user.create_dm()).id
    return asked_in
