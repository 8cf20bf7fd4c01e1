"""The composition root: builds the parts, wires them together and starts."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.drafts import Drafts
from bot.articles.indexing import Indexing
from bot.articles.intake import Intake
from bot.articles.publish import Publisher
from bot.articles.shelves import Shelves
from bot.cli import cli
from bot.guilds import Guilds
from bot.judgements.choices import ChoicesOfGuilds
from bot.parts import Parts
from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.querylog.unwritten import set_space_aside, try_to_take_in
from bot.querylog.votes import Votes
from bot.querylog.wishes import Wishes
from bot.questions.assistant import Assistant
from bot.questions.fair_queue import FairQueue
from bot.questions.feedback import Feedback
from bot.settings import Settings
from bot.terminal.language import speaking
from bot.terminal.program import Program
from corpus.changes import Changes
from corpus.database import open_database
from corpus.library import Library
from corpus.reader import Reader

DISCORD_LANGUAGE = "id"
"""Where Discord reports no locale, unless a setting says otherwise."""
LOG_SECONDS = 30
"""How long a command waits at its end until the query log is written, when the database is locked.
Its answer is shown by then, and Ctrl-C ends it at once."""
SERVICE_LOG_SECONDS = 0.5
"""How long a stopped bot waits for that: it promises to end within five seconds."""


@dataclass(frozen=True, slots=True)
class _Answering:
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
async def _answering(settings: Settings, log_seconds: float) -> AsyncIterator[_Answering]:
    """Open the database and build the assistant; on exit, write pending query records."""
    async with open_database(settings.database) as engine:
        pseudonyms = Pseudonyms.load(settings.secret)
        library = Library(engine)
        await library.take_in_shipped()
        guilds = await Guilds.load(engine, settings.min_confidence)
        shelves = Shelves(library, Indexing(library, settings.database), Changes(engine))
        await try_to_take_in(engine)
        querylog = QueryLog(engine)
        choices = ChoicesOfGuilds(engine)
        queue = FairQueue()
        assistant = Assistant(shelves, library, guilds, querylog, choices, pseudonyms, queue)
        try:
            yield _Answering(
                engine, assistant, shelves, guilds, querylog, choices, pseudonyms, queue
            )
        finally:
            queue.close()
            await shelves.close()
            await querylog.close(log_seconds)


@asynccontextmanager
async def open_assistant(settings: Settings) -> AsyncIterator[Assistant]:
    """Build the assistant for the terminal."""
    async with _answering(settings, LOG_SECONDS) as answering:
        yield answering.assistant


@asynccontextmanager
async def assemble(
    settings: Settings, readers: int = 1, log_seconds: float = LOG_SECONDS
) -> AsyncIterator[Parts]:
    """Build all parts, with up to `readers` processes for reading files, started on demand."""
    # aiohttp takes a tenth of a second to import, and `kutip ask` does not need it.
    from corpus.web import Web  # noqa: PLC0415

    async with (
        _answering(settings, log_seconds) as answering,
        Reader(readers) as reader,
        Web(version("kutip")) as web,
    ):
        drafts = Drafts(answering.engine)
        yield Parts(
            answering.engine,
            answering.assistant,
            answering.shelves,
            answering.guilds,
            drafts,
            Intake(reader, web),
            Publisher(answering.engine, drafts, answering.shelves),
            Feedback(
                answering.querylog,
                Votes(answering.engine),
                Wishes(answering.engine),
                answering.choices,
                answering.pseudonyms,
            ),
            answering.querylog,
            answering.pseudonyms,
            answering.queue,
            settings.language or DISCORD_LANGUAGE,
        )


async def serve_discord(settings: Settings, token: str) -> None:
    """Answer on Discord until SIGTERM or SIGINT; raise a KutipError if startup fails."""
    # Importing discord.py takes longer than answering a question in the terminal.
    from bot.discord.client import KutipClient  # noqa: PLC0415
    from bot.discord.service import serve  # noqa: PLC0415
    from bot.operations.health import serving_health  # noqa: PLC0415

    async with assemble(settings, log_seconds=SERVICE_LOG_SECONDS) as parts:
        await asyncio.to_thread(set_space_aside, settings.database)
        client = KutipClient(
            parts,
            keep=settings.keep,
            keep_left=settings.keep_left,
            cooldown=settings.cooldown_questions,
        )
        async with serving_health(settings.metrics_port, parts, client.is_connected):
            await serve(client, token)


def main() -> None:
    """Run the command line."""
    program = Program(os.environ, Path(".env"), open_assistant, assemble, serve_discord)
    with speaking(program.language()):
        cli(obj=program)


if __name__ == "__main__":
    main()
