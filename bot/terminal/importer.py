"""Importing files and links as articles, or as new versions of earlier imports."""

import asyncio
import hashlib
import os
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from bot.articles.intake import IntakeResult
from bot.articles.notes import NO_NOTES, Notes
from bot.faults import sentence
from bot.parts import Parts
from bot.terminal.folder import origin_of
from bot.terminal.language import current_texts, texts
from corpus.article import Article
from corpus.draft import Draft
from corpus.errors import KutipError, SameTextError, ShelfError
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.reading import LARGEST_FILE, Format
from corpus.origins import Origins, StoredArticle

AHEAD = 32
"""Files being read or waiting to be stored at a time."""
TOGETHER = 16
"""Articles per transaction, which then takes about a tenth of a second."""
PAUSE = 0.02
"""Seconds between transactions to let others write: SQLite has no fair queue for writers."""

Place = Path | str
"""Where an article comes from: the absolute path of a file, or a link."""


class Result(StrEnum):
    """The result for a file or link."""

    ADDED = "added"
    REPLACED = "replaced"
    """A new version of an earlier import was stored."""
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    """Its file is gone, so the article was removed."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome for one file or link."""

    origin: str
    """Its path or address."""
    result: Result
    why: str = ""
    """The sentence why it was refused."""
    article: Article | None = None
    """What was made of it, if it was added or replaced."""
    format: Format = Format.PLAIN
    """What that was read from."""
    notes: Notes = NO_NOTES
    """What should be checked in it."""


class Importer:
    """Imports files and links, skipping what is on the shelf already.

    A file is only read again if its bytes have changed; its own title and source then override
    edits made on the shelf. A link keeps the title and source on the shelf.
    """

    def __init__(
        self,
        parts: Parts,
        guild_id: int,
        *,
        readers: int = 1,
        title: str | None = None,
        source: str | None = None,
    ) -> None:
        """Import for a server, reading several files at a time, with a title or source for all."""
        self._engine = parts.engine
        self._guild_id = guild_id
        self._shelf = parts.shelf(guild_id)
        self._catalogue = parts.catalogue(guild_id)
        self._intake = parts.intake
        self._title = title
        self._source = source
        self._origins = Origins(guild_id)
        # How the drafts were read that are not stored yet, by id.
        self._read_as: dict[str, tuple[Format, Notes]] = {}
        # Each may hold LARGEST_FILE.
        self._reading = asyncio.Semaphore(readers + 1)

    async def add(self, places: Iterable[Place]) -> AsyncGenerator[Outcome, None]:
        """Import each file and link, and yield the outcomes in the same order."""
        self._origins = await Origins.load(self._engine, self._guild_id)
        reading: deque[asyncio.Task[Draft | Outcome]] = deque()
        coming = iter(dict.fromkeys(places))
        try:
            while True:
                while len(reading) < AHEAD and (place := next(coming, None)) is not None:
                    reading.append(asyncio.create_task(self._read(place)))
                if not reading:
                    return
                read = [await reading.popleft()]
                while reading and reading[0].done() and len(read) < TOGETHER:
                    read.append(reading.popleft().result())
                for outcome in await self._keep(read):
                    yield outcome
        finally:
            for task in reading:
                task.cancel()
            await asyncio.gather(*reading, return_exceptions=True)

    async def has_any_from(self, folder: Path) -> bool:
        """Whether any article was imported from the folder or its subfolders."""
        self._origins = await Origins.load(self._engine, self._guild_id)
        return any(self._origins.below(origin_of(folder)))

    async def remove_gone(
        self, folder: Path, files: Iterable[Path]
    ) -> AsyncGenerator[Outcome, None]:
        """Remove articles imported from the folder whose file is not among these."""
        self._origins = await Origins.load(self._engine, self._guild_id)
        there = {origin_of(path) for path in files}
        for kept in list(self._origins.below(origin_of(folder))):
            if kept.origin is not None and kept.origin not in there:
                try:
                    await self._shelf.remove(kept.id)
                except ShelfError as error:
                    yield _refused(kept.origin, error)
                else:
                    yield Outcome(kept.origin, Result.REMOVED)

    async def _read(self, place: Place) -> Draft | Outcome:
        """Return the draft to store, or the outcome if there is none."""
        origin = origin_of(place) if isinstance(place, Path) else place
        kept = self._origins.at(origin)
        try:
            async with self._reading:
                if isinstance(place, Path):
                    draft = await self._read_file(place, origin, kept)
                else:
                    draft = await self._read_link(place, kept)
        except (KutipError, OSError) as error:
            return _refused(origin, error)
        if draft is None:
            return Outcome(origin, Result.UNCHANGED)
        source = self._source or draft.source or (kept.source if kept else "")
        return replace(draft, title=self._title or draft.title, source=source)

    async def _read_file(self, path: Path, origin: str, kept: StoredArticle | None) -> Draft | None:
        data = await asyncio.to_thread(_bytes, path)
        etag = hashlib.sha256(data).hexdigest()
        if kept and kept.etag == etag and not self._title and not self._source:
            return None
        name = origin_of(Path(path.name))
        taken = await self._intake.file(data, name, origin=origin)
        return self._noted(replace(taken, draft=replace(taken.draft, etag=etag)))

    async def _read_link(self, link: str, kept: StoredArticle | None) -> Draft | None:
        before = await self._catalogue.draft(kept.id) if kept else None
        if before is None:
            return self._noted(await self._intake.link(link))
        taken = await self._intake.again(before)
        return self._noted(taken) if taken else before

    def _noted(self, taken: IntakeResult) -> Draft:
        self._read_as[taken.draft.id] = taken.format, taken.notes
        return taken.draft

    async def _keep(self, read: Sequence[Draft | Outcome]) -> list[Outcome]:
        """Store the drafts and return all outcomes, in order."""
        new = [
            each
            for each in read
            if isinstance(each, Draft) and not self._origins.at(each.origin or "")
        ]
        added: dict[str, Article | ShelfError] = {}
        if new:
            results = await self._shelf.add_all(new)
            added = dict(zip((draft.id for draft in new), results, strict=True))
            await asyncio.sleep(PAUSE)
        return [
            each if isinstance(each, Outcome) else await self._settle(each, added.get(each.id))
            for each in read
        ]

    async def _settle(self, draft: Draft, added: Article | ShelfError | None) -> Outcome:
        """Return the outcome of a draft; if it was not added, store it as a new version."""
        if isinstance(added, Article):
            self._origins.add(draft, added)
            return self._made(draft.id, Outcome(_origin(draft), Result.ADDED, article=added))
        try:
            if isinstance(added, ShelfError):
                raise added
            kept = self._origins.at(_origin(draft))
            assert kept is not None
            outcome = await self._revise(draft, kept.id, kept.version)
        except ShelfError as error:
            outcome = await self._retry(draft, error)
        return self._made(draft.id, outcome)

    def _made(self, draft_id: str, outcome: Outcome) -> Outcome:
        read_from, notes = self._read_as.pop(draft_id, (Format.PLAIN, NO_NOTES))
        return replace(outcome, format=read_from, notes=notes)

    async def _retry(self, draft: Draft, error: ShelfError) -> Outcome:
        """Resolve a conflict with another article if that is the same one, moved or concurrent."""
        origin = _origin(draft)
        try:
            entry = await self._catalogue.by_origin(origin)
            if entry is not None:  # another process was faster
                return await self._revise(draft, entry.id, entry.version)
            same = self._origins.same(draft)
            near = self._origins.own(error.article_id) if isinstance(error, SameTextError) else None
            was = (self._origins.own(same.id) if same else None) or near
            moved = was is not None and await asyncio.to_thread(_is_gone, was.origin)
            if was and moved:
                await self._shelf.set_origin(was.id, origin)
                return await self._revise(draft, was.id, was.version)
            if same:
                return Outcome(origin, Result.UNCHANGED)
        except ShelfError as later:
            error = later
        return _refused(origin, error)

    async def _revise(self, draft: Draft, article_id: str, version: int) -> Outcome:
        draft = replace(draft, id=article_id)
        article = await self._shelf.revise(draft, version)
        self._origins.add(draft, article)
        if article.version == version:
            return Outcome(_origin(draft), Result.UNCHANGED)
        return Outcome(_origin(draft), Result.REPLACED, article=article)


def _origin(draft: Draft) -> str:
    assert draft.origin is not None
    return draft.origin


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size > LARGEST_FILE:
            raise UnreadableError(Unreadable.TOO_MANY_BYTES)
        # A limit, in case it grows meanwhile.
        return file.read(LARGEST_FILE + 1)


def _is_gone(origin: str | None) -> bool:
    """Whether it is the path of a file that no longer exists."""
    if origin is None or "://" in origin:
        return False
    try:
        Path(origin).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        # It may exist where it can't be accessed.
        return False
    return False


def _refused(origin: str, error: KutipError | OSError) -> Outcome:
    if isinstance(error, OSError):
        why = texts("terminal.unreadable", reason=error.strerror)
    else:
        why = sentence(error, current_texts())
    return Outcome(origin, Result.REFUSED, why)
