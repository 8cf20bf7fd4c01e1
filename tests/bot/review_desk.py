"""A moderator who reviews questions on a simulated server."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.asked import Asked, WayIn
from bot.locales import ENGLISH
from bot.parts import Parts
from bot.querylog.record import Outcome, QueryRecord
from bot.questions.assistant import Reply
from corpus.article import Article
from corpus.draft import Draft, new_article_id
from index.sameness import question_key
from tests.bot.discord_client import response, texts_of

UNANSWERED = "Berapa harga manggis Medan?"
FERRY = "Kapal ke Sabang berangkat dari Ulee Lheue pukul delapan pagi setiap hari."
FERRY_QUESTION = "Kapan kapal ke Sabang berangkat?"


@dataclass(frozen=True)
class ReviewDesk:
    """An English-speaking moderator on an Indonesian server."""

    moderator: MemberActor
    channel: ChannelHandle
    parts: Parts

    @property
    def guild_id(self) -> int:
        return self.moderator.guild.id

    async def command(self, name: str, **options: Any) -> InteractionResult:  # noqa: ANN401
        """Use a `/review` command."""
        return await self.moderator.slash(self.channel, f"review {name}", **options)

    async def card(self, name: str, **options: Any) -> ResponseMessage:  # noqa: ANN401
        """Use a `/review` command and return its card."""
        return response(await self.command(name, **options))

    async def press(self, card: ResponseMessage, label: str) -> str:
        """Press a button and return the text of the follow-ups, or else of the changed card."""
        result = await self.moderator.click(card, label=label)
        return "\n".join(map(texts_of, result.followups)) or texts_of(card)

    async def pick(self, card: ResponseMessage, place: int = 0, menu: str | None = None) -> str:
        """Pick an option by its index and return the text as for a press.

        `menu` is the placeholder of the menu; None stands for the only one.
        """
        found = menu_of(card, menu)
        picked = [found["options"][place]["value"]]
        result = await self.moderator.select(card, picked, custom_id=found["custom_id"])
        return "\n".join(map(texts_of, result.followups)) or texts_of(card)

    async def choose(self, card: ResponseMessage, number: int = 1) -> str:
        """Choose a candidate by its number, from 1, and return the text as for a press."""
        return await self.press(card, ENGLISH("review.button_answers", number=number))

    async def search(self, card: ResponseMessage, label: str, words: str) -> str:
        """Search for a passage by a button of the card, and return the text of the changed card."""
        form = await self.moderator.click(card, label=label)
        await self.moderator.submit_modal(form, {"words": words})
        return texts_of(card)

    async def asked(
        self,
        question: str = UNANSWERED,
        *,
        outcome: Outcome = Outcome.REFUSED,
        ago: timedelta = timedelta(hours=1),
        confidence: float = 0.1,
        follows: str | None = None,
        asker: str = "a" * 32,
    ) -> QueryRecord:
        """Write a record to the query log, by default of a refused question."""
        record = QueryRecord(
            id=uuid4().hex,
            asked_at=datetime.now(UTC) - ago,
            guild_id=self.guild_id,
            channel_id=self.channel.id,
            way_in=WayIn.SLASH,
            asker=asker,
            locale="id",
            question=question,
            question_key=question_key(question),
            outcome=outcome,
            confidence=confidence,
            milliseconds=4.2,
            hits=(),
            follows=follows,
        )
        self.parts.querylog.record(record)
        await self.parts.querylog.written(record.id)
        return record

    async def answered(self, question: str, follows: str | None = None) -> Reply:
        """Ask a question and return the reply once it is in the query log."""
        asked = Asked(question, WayIn.SLASH, guild_id=self.guild_id, asker_id=7, follows=follows)
        reply = await self.parts.assistant.ask(asked)
        await self.parts.querylog.written(reply.query.id)
        return reply

    async def keep(self, title: str = "Kapal", body: str = FERRY) -> Article:
        """Publish an article."""
        draft = Draft(new_article_id(), title, "Serambi", None, "id", body)
        return await self.parts.shelf(self.guild_id).add(draft, self.moderator.id)


def menu_of(card: ResponseMessage, placeholder: str | None = None) -> dict[str, Any]:
    """Return a card's menu with this placeholder, or its only one."""
    menus: list[dict[str, Any]] = [
        part
        for box in card.components
        for row in box["components"]
        for part in row.get("components", [])
        if part["type"] == discord.ComponentType.select.value
    ]
    [menu] = [each for each in menus if placeholder in {None, each["placeholder"]}]
    return menu


def options_of(card: ResponseMessage) -> list[dict[str, Any]]:
    """Return the options of a card's menu."""
    options: list[dict[str, Any]] = menu_of(card)["options"]
    return options
