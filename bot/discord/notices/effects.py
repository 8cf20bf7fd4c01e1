"""Shows moderators what a change of the shelf did to answers, before anyone else is notified."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Literal, TypeAlias

from discord import SelectOption
from discord.ui import ActionRow, Container, LayoutView, Select, TextDisplay

from bot.discord.base import Interaction
from bot.discord.components.card import ACCENT, card, page_buttons
from bot.discord.components.custom_id import Page, QueryId
from bot.discord.components.pressed import PressedButton
from bot.discord.components.unwatched import unwatched
from bot.discord.moderators import check_moderator
from bot.discord.notices.answered import NotifyButton, remove_button, summary
from bot.discord.notices.notifications import notify
from bot.discord.render.effects import (
    LISTED,
    Group,
    effects_head,
    group_text,
    grouped,
    room_for_each,
)
from bot.discord.render.limits import CHOICE_NAME, CHOICES
from bot.discord.render.review import short_question
from bot.discord.render.shelf import clamped, on_page
from bot.errors import UserError
from bot.locales import Texts
from bot.parts import Parts
from bot.querylog.answer_changes import AnswerChange, Effect, Period, changes_in, quoted_versions
from bot.querylog.wishes import Wishes
from bot.questions.reasking import MAX_QUESTIONS, AskedAgain
from bot.text.cut import cut
from bot.text.escape import one_line

Moment: TypeAlias = Annotated[int, r"\d{1,17}"]
"""See `corpus.moments`. Earlier messages have times: microseconds since 1970."""
EARLIEST_TIME = 10**15
"""In September 2001; there will never be so many moments."""
MEND = "kutip:mend"
"""The custom id of the menu of questions to mend; bot.discord.views.mending acts on it."""


async def effects_view(
    parts: Parts, guild_id: int, asked: AskedAgain, texts: Texts, number: int = 0
) -> LayoutView:
    """Return a page of what changes did to a server's questions, with what helps.

    These are buttons to notify the people who wait for what an article answers now, to confirm a
    doubtful answer, and a menu of the questions whose answer was lost or changed.
    """
    groups = grouped(asked.changes)
    if not groups:
        return card([texts("effects.none")])
    number, pages = clamped(number, len(groups), LISTED)
    shown = on_page(groups, number, LISTED)
    head = effects_head(asked.changes, texts, asked_at_most=MAX_QUESTIONS * asked.cut)
    hint = f"-# {texts('feedback.not_right')}"
    room = room_for_each([head, hint])
    # Those of a group quote the same.
    stored = await quoted_versions(parts.engine, (group[0] for group in shown))
    box: Container[LayoutView] = Container(TextDisplay(head), accent_colour=ACCENT)
    for place, group in enumerate(shown):
        box.add_item(TextDisplay(group_text(group, stored, texts, room)))
        following = shown[place + 1 : place + 2]
        for button in await _buttons(parts, guild_id, group, following, asked.during, texts):
            box.add_item(ActionRow(button))
    if menu := _mend_menu(shown, texts):
        box.add_item(menu)
    if any(one.effect is Effect.GAINED for one in asked.changes):
        box.add_item(TextDisplay(hint))
    if buttons := page_buttons(number, pages, partial(_page_button, asked)):
        box.add_item(ActionRow(*buttons))
    return unwatched(LayoutView().add_item(box))


class EffectsButton(PressedButton, template="kutip:effects:{since}:{until}:{cut}:{page}:{role}"):
    """Shows a page of what the changes in a period did."""

    since: Moment
    until: Moment
    cut: bool
    page: Page
    role: Literal["prev", "page", "next"]

    async def press(self, interaction: Interaction) -> None:
        """Show the page, in the language of the message."""
        client = interaction.client
        guild_id = check_moderator(interaction, client.parts.guilds)
        assert interaction.message is not None
        texts = client.texts_for(interaction, private=interaction.message.flags.ephemeral)
        during = _period(self.since, self.until)
        changes = await changes_in(client.parts.engine, guild_id, during)
        asked = AskedAgain(during, tuple(changes), cut=self.cut)
        view = await effects_view(client.parts, guild_id, asked, texts, self.page)
        await interaction.edit_original_response(view=view)


class ConfirmButton(PressedButton, template="kutip:confirm:{query}:{since}:{until}"):
    """Chooses the shown doubtful answer for its question, and notifies who waits for that."""

    query: QueryId
    since: Moment
    until: Moment

    async def press(self, interaction: Interaction) -> None:
        """Choose the passage if the shelf still has it as shown; notify, and report both."""
        client = interaction.client
        guild_id = check_moderator(interaction, client.parts.guilds)
        review, wishes = client.parts.review(guild_id), Wishes(client.parts.engine)
        query = await review.question(self.query)
        during = _period(self.since, self.until)
        changes = await changes_in(client.parts.engine, guild_id, during)
        after = next((one.after for one in changes if one.query_id == self.query), None)
        if after is None:
            raise UserError("review.question_gone")
        article, passage = await review.passage(after.article_id, after.version, after.passage)
        waited = set(await wishes.fulfillable(guild_id, article.id))
        await review.choose(query, article, passage, interaction.user.id)
        # Only those who wait for this: the others' answers may not have been looked at yet.
        fulfilled = [
            wish for wish in await wishes.fulfillable(guild_id, article.id) if wish not in waited
        ]
        texts = client.texts_for(interaction, private=True)
        sentences = [texts("review.judged", question=short_question(query.question))]
        if fulfilled:
            sentences.append(summary(await notify(client, guild_id, fulfilled), texts))
        await interaction.followup.send("\n".join(sentences), ephemeral=True)
        await remove_button(interaction, self.custom_id)


async def _buttons(  # noqa: PLR0913, PLR0917
    parts: Parts,
    guild_id: int,
    group: Group,
    following: Sequence[Group],
    during: Period,
    texts: Texts,
) -> list[PressedButton]:
    """Return the buttons below a group, given the group that follows it on the page, if any."""
    first = group[0]
    if first.effect is Effect.MAYBE:
        return [
            ConfirmButton(
                query=first.query_id,
                since=during.since,
                until=during.until,
                label=texts("effects.button_confirm"),
            )
        ]
    gained = _gained_from(first)
    if gained is None or any(_gained_from(each[0]) == gained for each in following):
        return []
    waiting = await Wishes(parts.engine).fulfillable(guild_id, gained)
    people = len({wish.user_id for wish in waiting})
    return [NotifyButton.of(gained, people, texts)] if people else []


def _gained_from(change: AnswerChange) -> str | None:
    return change.after.article_id if change.effect is Effect.GAINED and change.after else None


def _mend_menu(shown: Sequence[Group], texts: Texts) -> ActionRow[LayoutView] | None:
    """Return the menu of the questions whose answer was lost or changed, if there are any."""
    worse = [one for group in shown for one in group if one.effect in {Effect.LOST, Effect.CHANGED}]
    if not worse:
        return None
    options = [
        SelectOption(
            label=cut(one_line(one.question), CHOICE_NAME) or one.query_id, value=one.query_id
        )
        for one in worse[:CHOICES]
    ]
    placeholder = texts("effects.label_mend")
    return ActionRow(Select(custom_id=MEND, placeholder=placeholder, options=options))


def _page_button(asked: AskedAgain, **where: object) -> EffectsButton:
    during = asked.during
    return EffectsButton(since=during.since, until=during.until, cut=asked.cut, **where)  # type: ignore[arg-type]


def _period(since: int, until: int) -> Period:
    """Return the period of a button; raise UserError if its message is too old to have one."""
    if until >= EARLIEST_TIME:
        raise UserError("effects.outdated")
    return Period(since, until)
