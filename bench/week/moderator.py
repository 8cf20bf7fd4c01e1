"""The moderator, who works down the lists of `/review` with the fewest presses, and counts them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import discord
from simcord.results import InteractionResult, ResponseMessage

from tests.bot.discord_client import response
from week.script import File, Question, letters
from week.server import Server

# The components of the cards, by how their custom ids begin.
PICK = "kutip:pick:"
CHOOSE = "kutip:it:"
SEARCH = "kutip:judge:"
PASSAGES = "kutip:passages:"
NO_ANSWER = "kutip:no-answer:"
NEXT_QUESTION = "kutip:next:"
LIST = "kutip:review:"
EFFECTS = "kutip:effects:"
PUBLISH = "kutip:draft:"

QUERY = re.compile(rf"{SEARCH}\w+:(?P<query>\w+):")
LONGEST_SEARCH = 300


@dataclass(frozen=True, slots=True)
class Settled:
    """A question that the moderator settled."""

    question: Question
    after: int
    """The day in whose evening that was."""
    chosen: bool
    """Whether by choosing the passage that answers it; else as answered by none."""


@dataclass
class Moderator:
    """A moderator who knows of each question which passage answers it."""

    server: Server
    asked: dict[str, Question] = field(default_factory=dict)
    """The questions by the ids of their queries."""
    settled: list[Settled] = field(default_factory=list)
    missed: list[Question] = field(default_factory=list)
    """Whose passage was not found."""
    presses: int = 0
    """Of buttons, forms and options of menus."""

    async def publish(self, file: File) -> str:
        """Add an article; return the letters of everything that is shown after that."""
        card = await self._command("article add", file=file)
        published = await self._press(card, _first(card, PUBLISH, ":publish:"))
        shown = _texts(card)
        for effects in published.followups:
            shown += _texts(effects)
            while following := _first(effects, EFFECTS, ":next"):
                await self._press(effects, following)
                shown += _texts(effects)
        return letters("\n".join(shown))

    async def review(self, day: int, answerable: Collection[Question]) -> int:
        """Settle what is listed, by these passages or as answered by none; return the presses."""
        before = self.presses
        for listing in ("unanswered", "poor"):
            card = await self._command(f"review {listing}")
            await self._work_down(card, day, {question.id for question in answerable})
        return self.presses - before

    async def _work_down(self, card: ResponseMessage, day: int, answerable: set[str]) -> None:
        seen: set[str] = set()
        while True:
            query = _query_of(card)
            if query is None:
                if not await self._open_next(card, seen):
                    return
            elif query in seen:
                await self._press(card, _first(card, NEXT_QUESTION) or _first(card, LIST))
            else:
                seen.add(query)
                question = self.asked[query]
                if question.id in answerable:
                    await self._choose(card, question, day)
                else:
                    await self._press(card, _first(card, NO_ANSWER))
                    self.settled.append(Settled(question, day, chosen=False))

    async def _open_next(self, card: ResponseMessage, seen: set[str]) -> bool:
        """Pick a question of the list, or go to its next page; return False at its end."""
        for item in _options(card, PICK):
            if item not in seen:
                await self._select(card, PICK, item)
                return True
        following = _first(card, LIST, ":next")
        if following is not None:
            await self._press(card, following)
        return following is not None

    async def _choose(self, card: ResponseMessage, question: Question, day: int) -> None:
        """Choose the passage that answers, from the candidates or by a search in its own words."""
        assert question.quote is not None
        candidate = _below(card, question.quote)
        if candidate is not None:
            await self._press(card, candidate)
        else:
            form = await self._press(card, _first(card, SEARCH))
            self.presses += 1
            words = question.quote[:LONGEST_SEARCH]
            await self.server.moderator.submit_modal(form, {"words": words})
            found = _found(card, question.quote)
            if found is None:
                self.missed.append(question)
                await self._press(card, _first(card, LIST))
                return
            await self._select(card, PASSAGES, found)
        self.settled.append(Settled(question, day, chosen=True))

    async def _command(self, name: str, **options: Any) -> ResponseMessage:  # noqa: ANN401
        server = self.server
        return response(await server.moderator.slash(server.channel, name, **options))

    async def _press(self, card: ResponseMessage, custom_id: str | None) -> InteractionResult:
        assert custom_id is not None, _texts(card)
        self.presses += 1
        return await self.server.moderator.click(card, custom_id=custom_id)

    async def _select(self, card: ResponseMessage, menu: str, value: str) -> None:
        self.presses += 1
        await self.server.moderator.select(card, [value], custom_id=_first(card, menu))


def _parts(card: ResponseMessage) -> Iterator[dict[str, Any]]:
    """Yield the components of a card from top to bottom."""
    waiting: list[dict[str, Any]] = list(card.components)
    while waiting:
        part = waiting.pop(0)
        yield part
        waiting = [*part.get("components", []), *waiting]


def _texts(card: ResponseMessage) -> list[str]:
    """Return what a card says, with the options of its menus."""
    texts = [card.content]
    for part in _parts(card):
        texts.append(part.get("content") or "")
        texts += [option["label"] for option in part.get("options", [])]
    return texts


def _first(card: ResponseMessage, beginning: str, containing: str = "") -> str | None:
    """Return the custom id of the first component that can be used and has such a one, if any."""
    for part in _parts(card):
        custom_id: str = part.get("custom_id") or ""
        if custom_id.startswith(beginning) and containing in custom_id and not part.get("disabled"):
            return custom_id
    return None


def _query_of(card: ResponseMessage) -> str | None:
    """Return the id of the query whose card it is; None if it is a list."""
    match = QUERY.match(_first(card, SEARCH) or "")
    return match and match["query"]


def _below(card: ResponseMessage, quote: str) -> str | None:
    """Return the custom id of the button to choose the candidate above it with the quote."""
    text = ""
    for part in _parts(card):
        text = part.get("content") or text
        if (part.get("custom_id") or "").startswith(CHOOSE) and letters(quote) in letters(text):
            return str(part["custom_id"])
    return None


def _found(card: ResponseMessage, quote: str) -> str | None:
    """Return the option of the search result with the quote."""
    texts = [text for text in _texts(card) if text.startswith("**")]
    for text, option in zip(texts, _options(card, PASSAGES), strict=False):
        if letters(quote) in letters(text):
            return option
    return None


def _options(card: ResponseMessage, menu: str) -> list[str]:
    """Return the values of a menu; none if there is no such menu."""
    return [
        option["value"]
        for part in _parts(card)
        if part["type"] == discord.ComponentType.select.value and part["custom_id"].startswith(menu)
        for option in part["options"]
    ]
