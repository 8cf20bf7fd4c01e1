"""Encodes the passages of a server: `python -m bot.articles.embedding DATABASE SERVER`."""

import asyncio
import os
import sys
from pathlib import Path

from bot.articles.indexing import Indexing
from bot.articles.meanings import Meanings
from bot.articles.processes import DATABASE_URL
from corpus.database import open_database
from corpus.library import Library
from index.semantic.universal import UniversalEncoder

LAST = 10
"""How far this process stands back behind those that answer, as `nice` counts."""


async def embed(database: Path, guild_id: int, url: str | None = None) -> None:
    """Make and store the vectors that a server lacks."""
    meanings = Meanings(database, UniversalEncoder())
    async with open_database(database, url) as engine:
        held = await Indexing(Library(engine), database, large=sys.maxsize).latest(guild_id, None)
    meanings.make(guild_id, held.finder, lambda _done, _total: None)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(LAST)
    asyncio.run(embed(Path(sys.argv[1]), int(sys.argv[2]), os.environ.get(DATABASE_URL)))
