"""A moderator who reviews what was asked on a simulated server."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.asked import Asked, WayIn
from bot.parts import Parts
from bot.querylog.record import Outcome, QueryRecord
from bot.questions.assistant import Reply
from corpus.article import Article
from corpus.draft import Draft, new_article_id
from index.sameness import question_key
from tests.bot.discord_client import response, texts_of

VAIN = "Berapa harga manggis Medan?"
FERRY = "Kapal ke Sabang berangkat dari Ulee Lheue pukul delapan pagi setiap hari."
FERRY_QUESTION = "Kapan kapal ke Sabang berangkat?"


@dataclass(frozen=True)
class ReviewDesk:
    """A moderator on an Indonesian server, who speaks English."""

    moderator: MemberActor
    channel: ChannelHandle
    parts: Parts

    @property
    def guild_id(self) -> int:
        return self.moderator.guild.id

    async def command(self, name: str, **options: Any) -> InteractionResult:  # noqa: ANN401
        """Use a command of the group `/review`."""
        return await self.moderator.slash(self.channel, f"review {name}", **options)

    async def card(self, name: str, **options: Any) -> ResponseMessage:  # noqa: ANN401
        """Use such a command and return the card that it shows."""
        return response(await self.command(name, **options))

    async def press(self, card: ResponseMessage, label: str) -> str:
        """Press a button and return what the card, or a message to its presser, says then."""
        result = await self.moderator.click(card, label=label)
        return "\n".join(map(texts_of, result.followups)) or texts_of(card)

    async def pick(self, card: ResponseMessage, place: int = 0) -> str:
        """Pick one of a menu, by its place, and return what is said as of a press."""
        result = await self.moderator.select(card, [options_of(card)[place]["value"]])
        return "\n".join(map(texts_of, result.followups)) or texts_of(card)

    async def search(self, card: ResponseMessage, label: str, words: str) -> str:
        """Search for a passage by a button of the card, and return what the card says then."""
        form = await self.moderator.click(card, label=label)
        await self.moderator.submit_modal(form, {"words": words})
        return texts_of(card)

    async def asked(
        self,
        question: str = VAIN,
        *,
        outcome: Outcome = Outcome.REFUSED,
        ago: timedelta = timedelta(hours=1),
        confidence: float = 0.1,
    ) -> QueryRecord:
        """Let a question be in the log without an answer."""
        record = QueryRecord(
            id=uuid4().hex,
            asked_at=datetime.now(UTC) - ago,
            guild_id=self.guild_id,
            channel_id=self.channel.id,
            way_in=WayIn.SLASH,
            asker="a" * 32,
            locale="id",
            question=question,
            question_key=question_key(question),
            outcome=outcome,
            confidence=confidence,
            milliseconds=4.2,
            hits=(),
        )
        self.parts.querylog.record(record)
        await self.parts.querylog.written(record.id)
        return record

    async def answered(self, question: str) -> Reply:
        """Let a question be asked of the articles that there are."""
        asked = Asked(question, WayIn.SLASH, guild_id=self.guild_id, asker_id=7)
        reply = await self.parts.assistant.ask(asked)
        await self.parts.querylog.written(reply.query.id)
        return reply

    async def keep(self, title: str = "Kapal", body: str = FERRY) -> Article:
        """Put an article on the shelf."""
        draft = Draft(new_article_id(), title, "Serambi", None, "id", body)
        return await self.parts.shelf(self.guild_id).add(draft, self.moderator.id)


def options_of(card: ResponseMessage) -> list[dict[str, Any]]:
    """Return what is offered in the menu of a card."""
    [menu] = [
        part
        for row in card.components[0]["components"]
        for part in row.get("components", [])
        if part["type"] == discord.ComponentType.select.value
    ]
    options: list[dict[str, Any]] = menu["options"]
    return options
