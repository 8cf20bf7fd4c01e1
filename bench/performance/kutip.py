"""Kutip as a worker holds it: whichever build is first on the path, by its public doors."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.parts import Parts
from bot.settings import load_settings
from corpus.draft import Draft
from corpus.shelf import Shelf
from index.finder import Finder
from performance.measures import Memory, Row, Stopwatch, disk, processor_time
from performance.texts import Text, read_texts

HOMES = ("bot.composition", "bot.__main__")
"""Modules in which builds put their parts together, the latest first."""
MIN_CONFIDENCE = 0.2
CANDIDATES = 50
BATCH = 50
"""Articles stored in one transaction."""


class Kutip:
    """A bot without Discord, put together as a started one is."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._open = AsyncExitStack()
        self._parts: Parts | None = None
        self._finder: Finder | None = None

    def store(self, texts: str, folder: str) -> None:
        """Store the articles of a file in a new database in a folder."""
        self._runner.run(self._store(read_texts(Path(texts)), folder))

    def start(self, folder: str, guild_id: int, question: str) -> Row:
        """Start with a database, and answer the first question of a server.

        `first_answer` is the processor time until then, in seconds.
        """
        memory = self._runner.run(self._assemble(folder))
        watch = Stopwatch()
        self._finder = self._runner.run(self._latest(guild_id))
        build, _ = watch.cost()
        self._finder.find(question, MIN_CONFIDENCE)
        first_answer = processor_time()
        return {
            "build_cpu": build / 1000,
            "build_peak": memory.peak(),
            "first_answer_cpu": first_answer,
            "resident": memory.resident(),
            "disk": disk(Path(folder)),
        }

    def ask(self, what: str, questions: Sequence[str], seconds: float) -> list[tuple[float, float]]:
        """Return the costs of finding candidates or the answer; ends early after `seconds`."""
        assert self._finder is not None
        finder = self._finder
        costs: list[tuple[float, float]] = []
        for question in questions:
            watch = Stopwatch()
            if what == "candidates":
                finder.candidates(question, CANDIDATES)
            else:
                finder.find(question, MIN_CONFIDENCE)
            costs.append(watch.cost())
            if sum(cpu for cpu, _ in costs) > 1000 * seconds:
                break
        return costs

    def add(self, fields: dict[str, Any]) -> tuple[float, float]:
        """Return the cost of adding an article, until it is stored and found."""
        text = Text(**fields)
        watch = Stopwatch()
        self._finder = self._runner.run(self._add(text))
        cost = watch.cost()
        question = text.passages[0]
        assert text.id in {article for article, _ in self._finder.candidates(question, CANDIDATES)}
        return cost

    def remove(self, fields: dict[str, Any]) -> tuple[float, float]:
        """Return the cost of removing that article, until it is no longer found."""
        text = Text(**fields)
        watch = Stopwatch()
        self._finder = self._runner.run(self._remove(text))
        cost = watch.cost()
        question = text.passages[0]
        found = self._finder.candidates(question, CANDIDATES)
        assert text.id not in {article for article, _ in found}
        return cost

    def open(self, folder: str) -> None:
        """Start with a database of many servers."""
        self._memory = self._runner.run(self._assemble(folder))

    def ask_servers(self, questions: dict[str, str]) -> list[tuple[float, float]]:
        """Return the costs of a question to each server, by its id, from its finder on."""
        costs = []
        for guild_id, question in questions.items():
            watch = Stopwatch()
            finder = self._runner.run(self._latest(int(guild_id)))
            finder.find(question, MIN_CONFIDENCE)
            costs.append(watch.cost())
        return costs

    def resident(self) -> float:
        """Return the memory that servers have taken since `open`, in MB."""
        return self._memory.resident()

    def close(self) -> None:
        """Stop, as a bot does."""
        self._runner.run(self._open.aclose())
        self._runner.close()

    @property
    def _parts_in_use(self) -> Parts:
        assert self._parts is not None
        return self._parts

    async def _assemble(self, folder: str) -> Memory:
        settings = load_settings({"KUTIP_DATA_DIR": folder}, Path(folder, "no.env"))
        home = import_module(next(filter(find_spec, HOMES)))
        self._parts = await self._open.enter_async_context(home.assemble(settings))
        return Memory()

    async def _latest(self, guild_id: int) -> Finder:
        return await self._parts_in_use.shelves.finder(guild_id)

    async def _add(self, text: Text) -> Finder:
        await self._parts_in_use.shelf(text.guild_id).add(_draft(text))
        return await self._changed(text.guild_id)

    async def _remove(self, text: Text) -> Finder:
        await self._parts_in_use.shelf(text.guild_id).remove(text.id)
        return await self._changed(text.guild_id)

    async def _changed(self, guild_id: int) -> Finder:
        # On a busy machine, the finder alone may be one without the change.
        await self._parts_in_use.shelves.refresh(guild_id)
        return await self._latest(guild_id)

    async def _store(self, texts: Sequence[Text], folder: str) -> None:
        await self._assemble(folder)
        for guild_id in dict.fromkeys(text.guild_id for text in texts):
            shelf = Shelf(self._parts_in_use.engine, guild_id)
            own = [_draft(text) for text in texts if text.guild_id == guild_id]
            for start in range(0, len(own), BATCH):
                for added in await shelf.add_all(own[start : start + BATCH]):
                    if isinstance(added, Exception):
                        raise added
        await self._open.aclose()


def _draft(text: Text) -> Draft:
    return Draft(text.id, text.title, "", None, "id", text.body)
