"""The folder with the indexes of servers: a cache beside the database.

Its files can be deleted at any time; what is missing, damaged or out of date is made anew.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from index.errors import UnusableIndexError
from index.finder import Finder
from index.stored import finder_file

log = logging.getLogger(__name__)

SUFFIX = ".index"
"""Of the folder's name, after that of the database, and of the names of its files."""
VECTORS = ".vectors"
"""Of the names of the files with vectors (`meanings.py`)."""


@dataclass(frozen=True, slots=True)
class Held:
    """A finder and the last change that it includes."""

    finder: Finder
    change: int
    mark: str
    """Of that change, see `Library.mark`."""


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """Keeps a server's finder in a file. Its methods may block for seconds."""

    folder: Path

    @classmethod
    def beside(cls, database: Path) -> "IndexFolder":
        """Return the folder of a database."""
        return cls(database.with_name(database.name + SUFFIX))

    def load(self, guild_id: int) -> Held | None:
        """Return what is stored for a server; None if there is nothing that can be used."""
        path = self._path(guild_id)
        try:
            return Held(*finder_file.load(path))
        except FileNotFoundError:
            return None
        except (OSError, UnusableIndexError) as error:
            log.info("Made the index of server %d anew, because of %s: %s", guild_id, path, error)
            return None

    def save(self, guild_id: int, held: Held) -> Held:
        """Store a folded finder, and return it as it is in the file, which takes less memory.

        Where it can't be stored, it is returned as it is.
        """
        path = self._path(guild_id)
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            finder_file.save(held.finder, path, held.change, held.mark)
        except OSError as error:
            log.warning("Could not store the index of server %d in %s: %s", guild_id, path, error)
            return held
        return self.load(guild_id) or held

    def forget(self, guild_id: int) -> None:
        """Delete what is stored for a server."""
        self._delete(self._path(guild_id).name)
        self._delete(self.vectors_of(guild_id).name)
        self.forget_partial(guild_id)

    def forget_partial(self, guild_id: int) -> None:
        """Delete what a process that was killed has left of a server's index."""
        self._delete(f".{self._path(guild_id).name}.*")
        self._delete(f".{self.vectors_of(guild_id).name}.*")

    def clear(self) -> None:
        """Delete what is stored for all servers: articles that were deleted may be in it."""
        self._delete(f"*{SUFFIX}")
        self._delete(f".*{SUFFIX}.*")
        self._delete(f"*{VECTORS}")
        self._delete(f".*{VECTORS}.*")

    def vectors_of(self, guild_id: int) -> Path:
        """Return the path of the vectors of a server."""
        return self.folder / f"{guild_id}{VECTORS}"

    def _delete(self, pattern: str) -> None:
        for path in self.folder.glob(pattern):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                log.error("Delete %s, in which deleted articles may be: %s", path, error)  # noqa: TRY400

    def _path(self, guild_id: int) -> Path:
        return self.folder / f"{guild_id}{SUFFIX}"
