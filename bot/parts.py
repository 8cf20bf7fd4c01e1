"""The parts of a running Kutip, as built by the composition root."""

import asyncio
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.drafts import Drafts
from bot.articles.fetcher import Fetcher
from bot.articles.intake import Intake
from bot.articles.publish import Publisher
from bot.articles.shelves import Shelves
from bot.guilds import Guilds
from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.questions.assistant import Assistant
from bot.questions.fair_queue import FairQueue
from bot.questions.feedback import Feedback
from bot.questions.following import Held, changed_in
from bot.questions.reasking import AskedAgain, Changed, ask_again
from bot.questions.review import Review
from corpus.catalogue import Catalogue
from corpus.outbox import Batch, done, show
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts, for the interfaces on Discord and in the terminal."""

    engine: AsyncEngine
    assistant: Assistant
    shelves: Shelves
    guilds: Guilds
    drafts: Drafts
    intake: Intake
    fetcher: Fetcher
    publisher: Publisher
    feedback: Feedback
    querylog: QueryLog
    pseudonyms: Pseudonyms
    queue: FairQueue
    language: str
    """Of replies where Discord reports no locale; one of LANGUAGES."""
    held: Held = field(default_factory=Held)
    """The servers on which a moderator who made a change is shown what follows it."""
    _asking_again: asyncio.Lock = field(default_factory=asyncio.Lock)

    def shelf(self, guild_id: int) -> Shelf:
        """Return a server's shelf, for changes."""
        return Shelf(self.engine, guild_id)

    def catalogue(self, guild_id: int) -> Catalogue:
        """Return a server's catalogue, for reading its shelf."""
        return Catalogue(self.engine, guild_id)

    def review(self, guild_id: int) -> Review:
        """Return the review of a server's questions."""
        return Review(
            self.engine,
            self.querylog,
            self.shelves,
            self.guilds,
            self.assistant,
            self.pseudonyms,
            guild_id,
        )

    async def ask_again(self, changed: Changed) -> AskedAgain | None:
        """Ask a server's questions again; see `bot.questions.reasking.ask_again`.

        After several changes they are asked for one after the other, to leave time for others.
        """
        async with self._asking_again:
            return await ask_again(self.engine, self.shelves, self.assistant, changed)

    async def follow_up(self, batch: Batch) -> Batch | None:
        """Ask again after changes in the outbox; return what has to be shown then, if anything."""
        changed = await changed_in(self.engine, batch)
        asked = None if changed is None else await self.ask_again(changed)
        if asked is None or not asked.changes or batch.guild_id == EVERYWHERE:
            await done(self.engine, batch)
            return None
        return await show(self.engine, batch, asked.during.until, cut=asked.cut)
