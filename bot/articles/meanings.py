"""The vectors of each server's passages, kept in files beside the indexes."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.articles.index_folder import IndexFolder
from bot.articles.processes import run_apart
from index.errors import UnusableIndexError
from index.finder import Finder
from index.semantic.encoder import Encoder, EncoderError
from index.semantic.meaning import Meaning, lacking
from index.stored import vectors_file

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Takes how many passages are encoded, of how many."""


class Meanings:
    """Loads and makes vectors. Its methods block, but for `make_in_background`."""

    def __init__(
        self,
        database: Path,
        encoder: Encoder,
        make: Callable[[Path, int], Awaitable[bool]] | None = None,
    ) -> None:
        """Take what makes missing vectors in the background; None: nothing does."""
        self._database = database.absolute()  # a process starts in another folder
        self._folder = IndexFolder.beside(database)
        self._encoder = encoder
        self._make = make

    @property
    def in_background(self) -> bool:
        """Whether missing vectors are made in the background."""
        return self._make is not None

    def attached(self, guild_id: int, finder: Finder) -> Finder:
        """Return a server's finder with the vectors that are stored for it."""
        return finder.meaning_with(self._stored(guild_id))

    def lacks(self, finder: Finder) -> bool:
        """Return whether a passage of a finder has no vector yet."""
        return finder.meaning is None or lacking(finder.meaning, finder.indexes) > 0

    def make(self, guild_id: int, finder: Finder, progress: Progress) -> int:
        """Make and store the vectors that a server's finder lacks; return how many.

        Raise EncoderError if the encoder fails, and OSError if they can't be written.
        """
        stored = self._stored(guild_id)
        missing = lacking(stored, finder.indexes)
        if missing:
            made = stored.complete(finder.indexes, progress)
            path = self._folder.vectors_of(guild_id)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            vectors_file.save(made.vectors, path, self._encoder)
        return missing

    async def make_in_background(self, guild_id: int) -> bool:
        """Have missing vectors made by a process of its own; return whether that worked."""
        return self._make is not None and await self._make(self._database, guild_id)

    def warm_up(self) -> None:
        """Load the encoder, so that no question waits for that."""
        with contextlib.suppress(EncoderError):  # Logged by the encoder.
            self._encoder.encode(["a"])

    def _stored(self, guild_id: int) -> Meaning:
        path = self._folder.vectors_of(guild_id)
        try:
            return Meaning(self._encoder, vectors_file.load(path, self._encoder))
        except FileNotFoundError:
            pass
        except (OSError, UnusableIndexError) as error:
            log.info(
                "Making the vectors of server %d anew, because of %s: %s", guild_id, path, error
            )
        return Meaning.none(self._encoder)


async def make_by_process(database: Path, guild_id: int, *, url: str | None = None) -> bool:
    """Have a process of its own make a server's vectors; return whether it did.

    `url` is that of a database on PostgreSQL.
    """
    try:
        failure = await run_apart("bot.articles.embedding", database, guild_id, url)
    except OSError as error:
        log.warning("Could not start a process to encode server %d: %s", guild_id, error)
        return False
    except asyncio.CancelledError:
        IndexFolder.beside(database).forget_partial(guild_id)
        raise
    if failure is not None:
        log.warning("Encoding the passages of server %d failed: %s", guild_id, failure)
        return False
    return True
