"""The menus to take a wording out of a question, and to join it with another open question."""

import hashlib
from collections.abc import Iterable, Iterator

from discord import SelectOption

from bot.discord.base import Interaction
from bot.discord.components.custom_id import Page, QueryId
from bot.discord.components.pressed import PressedMenu
from bot.discord.render.limits import CHOICE_NAME, CHOICES
from bot.discord.views.review.dismissing import question_open
from bot.discord.views.review.listing import Listing
from bot.discord.views.review.open import Found, OpenList, OpenListing, OpenQuestion, Question
from bot.locales import Texts
from bot.text.cut import cut
from bot.text.escape import one_line
from index.sameness import terms_of


def regrouping_menus(
    found: Found[Question], listing: Listing, texts: Texts
) -> Iterator[PressedMenu]:
    """Yield a menu of a question's other wordings and one of other questions, if there are any."""
    one, query, page = found.question, found.query, found.page
    wordings = [
        _option(_named(key), wording)
        for key, wording in zip(one.keys, one.wordings, strict=True)
        if key != query.question_key
    ]
    if wordings:
        label = texts("review.label_split")
        yield SplitMenu(
            listing=listing,
            query=query.id,
            page=page,
            placeholder=label,
            options=wordings[:CHOICES],
        )
    others = [
        _option(other.query_id, other.question)
        for other in _alike(one, (*found.before, *found.after))
    ]
    if others:
        label = texts("review.label_join")
        yield JoinMenu(
            listing=listing, query=query.id, page=page, placeholder=label, options=others[:CHOICES]
        )


class SplitMenu(PressedMenu, template="kutip:split:{listing}:{query}:{page}"):
    """A menu of the other wordings of a question, to make one a question of its own."""

    listing: OpenListing
    query: QueryId
    page: Page

    async def press(self, interaction: Interaction) -> None:
        """Take the wording out, and show the question without it."""
        questions = OpenList.of(self.listing, interaction)
        found = await questions.find(self.query)
        key = {_named(key): key for key in found.question.keys}.get(self.chosen)
        if key is None or len(found.question.keys) == 1:
            raise question_open()
        await questions.review.split(key, interaction.user.id)
        view = await questions.picked(self.query, self.page)
        await interaction.edit_original_response(view=view)


class JoinMenu(PressedMenu, template="kutip:join:{listing}:{query}:{page}"):
    """A menu of other open questions, to join one that means the same."""

    listing: OpenListing
    query: QueryId
    page: Page

    async def press(self, interaction: Interaction) -> None:
        """Join the two, and show the question with the wordings of both."""
        questions = OpenList.of(self.listing, interaction)
        one = (await questions.find(self.query)).question
        other = (await questions.find(self.chosen)).question
        await questions.review.join(one.keys, other.keys, interaction.user.id)
        view = await questions.picked(self.query, self.page)
        await interaction.edit_original_response(view=view)


def _alike(one: OpenQuestion, others: Iterable[Question]) -> list[Question]:
    """Return the others, those with the most terms in common first."""
    terms = terms_of(one.keys[0])
    return sorted(others, key=lambda other: -len(terms & terms_of(other.keys[0])))


def _option(value: str, question: str) -> SelectOption:
    return SelectOption(label=cut(one_line(question), CHOICE_NAME) or value, value=value)


def _named(key: str) -> str:
    """Return a name for a question key, which can be longer than the value of an option."""
    return hashlib.blake2s(key.encode(), digest_size=16).hexdigest()
