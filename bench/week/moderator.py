"""The moderator, who works down the lists of `/review` with the fewest presses, and counts them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import discord
from simcord.results import InteractionResult, ResponseMessage

from tests.bot.discord_client import response, texts_of
from week.script import File, Question, letters
from week.server import Server

# The components of the cards, by how their custom ids begin.
PICK = "kutip:pick:"
SEARCH = "kutip:judge:"
PASSAGES = "kutip:passages:"
CHOOSE = "kutip:fit:"
LIST = "kutip:review:"
NOTIFY = "kutip:tell:"
PUBLISH = ":publish:"


@dataclass(frozen=True, slots=True)
class Settled:
    """A question for which the moderator chose the passage that answers it."""

    question: Question
    after: int
    """The day in whose evening that was."""
    presses: int


@dataclass
class Moderator:
    """A moderator who knows of each question which passage answers it."""

    server: Server
    asked: dict[str, Question]
    """The questions by the ids of their queries."""
    settled: list[Settled] = field(default_factory=list)
    missed: list[Question] = field(default_factory=list)
    """Whose passage was not found."""
    presses: int = 0

    async def publish(self, file: File) -> str:
        """Add an article from a file; return the letters of everything that is shown after that."""
        card = await self._command("article add", file=file)
        shown = await self._press(card, _custom_id(card, PUBLISH))
        return letters("\n".join(map(texts_of, [card, *shown.followups])))

    async def review(self, day: int, answerable: Sequence[Question]) -> None:
        """Settle what is listed and answerable."""
        for listing in ("unanswered", "poor"):
            await self._work_down(listing, day, {question.id for question in answerable})

    async def _work_down(self, listing: str, day: int, answerable: set[str]) -> None:
        card = await self._command(f"review {listing}")
        seen: set[str] = set()
        while True:
            listed = [item for item in _options(card, PICK) if item not in seen]
            item = next((one for one in listed if self.asked[one].id in answerable), None)
            if item is not None:
                seen.add(item)
                await self._settle(card, item, day)
            elif (following := _next_page(card)) is not None:
                seen.update(listed)
                await self._press(card, following)
            else:
                return

    async def _settle(self, card: ResponseMessage, item: str, day: int) -> None:
        """Pick a question, choose the passage that answers it, and go back to the list."""
        question, before = self.asked[item], self.presses
        await self._select(card, PICK, item)
        found = await self._search(card, question)
        if found is None:
            self.missed.append(question)
        else:
            await self._select(card, PASSAGES, found)
            await self._press(card, _custom_id(card, CHOOSE))
        await self._press(card, _custom_id(card, LIST))
        if found is not None:
            self.settled.append(Settled(question, day, self.presses - before))

    async def _search(self, card: ResponseMessage, question: Question) -> str | None:
        """Search for the passage by its own words; return the option of the menu that is it."""
        assert question.quote is not None
        form = await self._press(card, _custom_id(card, SEARCH))
        await self.server.moderator.submit_modal(form, {"words": question.quote[:300]})
        self.presses += 1
        results = [text for text in _texts(card) if text.startswith("**")]
        for text, option in zip(results, _options(card, PASSAGES), strict=False):
            if letters(question.quote) in letters(text):
                return option
        return None

    async def _command(self, name: str, **options: Any) -> ResponseMessage:  # noqa: ANN401
        server = self.server
        return response(await server.moderator.slash(server.channel, name, **options))

    async def _press(self, card: ResponseMessage, custom_id: str) -> InteractionResult:
        self.presses += 1
        return await self.server.moderator.click(card, custom_id=custom_id)

    async def _select(self, card: ResponseMessage, menu: str, value: str) -> None:
        self.presses += 1
        await self.server.moderator.select(card, [value], custom_id=_custom_id(card, menu))


def _parts(card: ResponseMessage) -> Iterator[dict[str, Any]]:
    """Yield the components of a card from top to bottom."""
    waiting: list[dict[str, Any]] = list(card.components)
    while waiting:
        part = waiting.pop(0)
        yield part
        waiting = [*part.get("components", []), *waiting]


def _texts(card: ResponseMessage) -> list[str]:
    return [part["content"] for part in _parts(card) if part.get("content")]


def _custom_id(card: ResponseMessage, beginning: str) -> str:
    """Return the custom id of the first component whose custom id has this."""
    custom_ids = (part.get("custom_id") or "" for part in _parts(card))
    return next(custom_id for custom_id in custom_ids if beginning in custom_id)


def _options(card: ResponseMessage, menu: str) -> list[str]:
    """Return the values of a menu; none if there is no such menu."""
    return [
        option["value"]
        for part in _parts(card)
        if part["type"] == discord.ComponentType.select.value and part["custom_id"].startswith(menu)
        for option in part["options"]
    ]


def _next_page(card: ResponseMessage) -> str | None:
    """Return the custom id of the button to the next page, if there is one."""
    for part in _parts(card):
        custom_id: str = part.get("custom_id") or ""
        if custom_id.startswith(LIST) and custom_id.endswith(":next") and not part.get("disabled"):
            return custom_id
    return None
