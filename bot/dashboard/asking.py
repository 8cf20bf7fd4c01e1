"""Asking questions again from the page: as the bot would answer them now, without logging them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.answering import answering
from bot.settings import Settings
from index.answer import Answer


@dataclass(frozen=True, slots=True)
class Question:
    """A question to ask again."""

    text: str
    guild_id: int | None
    """None: outside servers."""
    earlier: str | None = None
    """The question that it follows up, if any."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks questions of the shelves, one request after the other.

    What answers is built for each request, from the settings and articles of that moment: a page
    that is open for weeks holds no index in memory meanwhile.
    """

    settings: Settings
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def answers(self, questions: Sequence[Question]) -> list[Answer]:
        """Return the answers to these questions, in their order."""
        async with self._one_at_a_time, answering(self.settings) as built:
            return [
                await built.assistant.answer(each.text, each.guild_id, earlier=each.earlier)
                for each in questions
            ]
