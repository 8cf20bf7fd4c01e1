"""The composition root of answering: builds the parts that a question needs, and no others.

All the parts are built in `composition.py`, which takes longer to import.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.encoders import encoder_of
from bot.articles.indexing import Indexing
from bot.articles.meanings import Meanings, make_by_process
from bot.articles.shelves import Shelves
from bot.guilds import Guilds
from bot.judgements.choices import ChoicesOfGuilds
from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.querylog.unwritten import try_to_take_in
from bot.questions.assistant import Assistant
from bot.questions.fair_queue import FairQueue
from bot.settings import Settings
from corpus.changes import Changes
from corpus.database import open_database
from corpus.library import Library

LOG_SECONDS = 30
"""How long a command waits at its end until the query log is written, when the database is locked.
Its answer is shown by then, and Ctrl-C ends it at once."""


@dataclass(frozen=True, slots=True)
class Answering:
    """The parts needed to answer questions."""

    engine: AsyncEngine
    assistant: Assistant
    shelves: Shelves
    guilds: Guilds
    querylog: QueryLog
    choices: ChoicesOfGuilds
    pseudonyms: Pseudonyms
    queue: FairQueue


@asynccontextmanager
async def answering(
    settings: Settings, log_seconds: float | None = None, *, encodes: bool = False
) -> AsyncIterator[Answering]:
    """Open the database and build the assistant; on exit, write pending query records.

    Take how long that may take, by default LOG_SECONDS, and whether passages are encoded in the
    background if there is an encoder.
    """
    async with open_database(settings.database, settings.database_url) as engine:
        pseudonyms = await Pseudonyms.open(settings.secret, engine)
        library = Library(engine)
        await library.take_in_shipped()
        guilds = await Guilds.load(engine, settings.min_confidence)
        meanings = _meanings(settings, encodes=encodes)
        indexing = Indexing(library, settings.database, settings.database_url, meanings=meanings)
        changes = Changes(engine)
        shelves = Shelves(library, indexing, changes)
        await try_to_take_in(engine)
        querylog = QueryLog(engine)
        choices = ChoicesOfGuilds(engine, changes)
        queue = FairQueue()
        assistant = Assistant(
            shelves,
            library,
            guilds,
            querylog,
            choices,
            pseudonyms,
            queue,
            settings.longest_question,
        )
        try:
            yield Answering(
                engine, assistant, shelves, guilds, querylog, choices, pseudonyms, queue
            )
        finally:
            queue.close()
            await shelves.close()
            await querylog.close(LOG_SECONDS if log_seconds is None else log_seconds)


def _meanings(settings: Settings, *, encodes: bool) -> Meanings | None:
    encoder = encoder_of(settings.semantic)
    if encoder is None:
        return None
    make = partial(make_by_process, url=settings.database_url) if encodes else None
    return Meanings(settings.database, encoder, make)


@asynccontextmanager
async def open_assistant(settings: Settings) -> AsyncIterator[Assistant]:
    """Build the assistant for the terminal."""
    async with answering(settings) as built:
        yield built.assistant
