"""The composition root: builds the parts, hands them to each other, starts."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.assistant import Assistant
from bot.cli import Program, cli
from bot.pseudonyms import Pseudonyms
from bot.querylog import QueryLog
from bot.settings import Settings
from corpus.database import open_database
from corpus.library import Library
from index.finder import Finder

LOG_SECONDS = 0.5
"""How long the last rows of the query log are waited for at the end."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a run is made of, as far as others need it."""

    engine: AsyncEngine
    assistant: Assistant


@asynccontextmanager
async def assemble(settings: Settings) -> AsyncIterator[Parts]:
    """Open the database and put the assistant together; at the end write what is unwritten."""
    async with open_database(settings.database) as engine:
        pseudonyms = Pseudonyms.load(settings.secret)
        library = Library(engine)
        await library.take_in_shipped()
        finder = Finder(await library.articles(), settings.min_confidence)
        querylog = QueryLog(engine)
        try:
            yield Parts(engine, Assistant(finder, library, querylog, pseudonyms))
        finally:
            await querylog.close(LOG_SECONDS)


@asynccontextmanager
async def open_assistant(settings: Settings) -> AsyncIterator[Assistant]:
    """Put the assistant together for a terminal."""
    async with assemble(settings) as parts:
        yield parts.assistant


async def serve_discord(settings: Settings, token: str) -> None:
    """Answer on Discord until SIGTERM or SIGINT; raise a KutipError when that can't be."""
    # discord.py takes longer to import than a question in the terminal takes to answer.
    from bot.client import KutipClient  # noqa: PLC0415
    from bot.service import serve  # noqa: PLC0415

    async with assemble(settings) as parts:
        await serve(KutipClient(parts.assistant, parts.engine, settings.language), token)


def main() -> None:
    """Run the command line."""
    cli(obj=Program(os.environ, Path(".env"), open_assistant, serve_discord))


if __name__ == "__main__":
    main()
