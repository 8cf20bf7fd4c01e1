import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.index_folder import IndexFolder
from bot.articles.indexing import Indexing
from bot.articles.meanings import Meanings, make_by_process
from bot.articles.shelves import Shelves
from corpus.changes import Changes
from corpus.library import Library
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from index.finder import Finder
from tests.corpus.drafts import AYAM, BEBEK, KUCING
from tests.index.articles import articles
from tests.index.semantic.encoders import FailingEncoder, TinyEncoder

GUILD = 7
FINDER = Finder(articles("Parkir gratis.", "Kereta berangkat pukul tujuh."))


def nothing(_done: int, _total: int) -> None:
    pass


class Making:
    """Makes vectors in this process, as another one would, and notes for which servers."""

    def __init__(self, library: Library, database: Path, *, works: bool = True) -> None:
        self.servers: list[int] = []
        self._works = works
        self._indexing = Indexing(library, database)
        self._meanings = Meanings(database, TinyEncoder())

    async def __call__(self, _database: Path, guild_id: int) -> bool:
        self.servers.append(guild_id)
        if self._works:
            held = await self._indexing.latest(guild_id, None)
            await asyncio.to_thread(self._meanings.make, guild_id, held.finder, nothing)
        return self._works


async def idle(shelves: Shelves) -> None:
    """Wait until nothing is encoded any more."""
    while shelves._encoding:
        await asyncio.wait([*shelves._encoding.values()])


@pytest.fixture
def making(engine: AsyncEngine, database_path: Path) -> Making:
    return Making(Library(engine), database_path)


@pytest.fixture
async def encoded(
    engine: AsyncEngine, database_path: Path, making: Making
) -> AsyncIterator[Shelves]:
    meanings = Meanings(database_path, TinyEncoder(), making)
    indexing = Indexing(Library(engine), database_path, meanings=meanings)
    shelves = Shelves(Library(engine), indexing, Changes(engine), patience=None)
    yield shelves
    await shelves.close()


def rows(finder: Finder) -> list[int]:
    assert finder.meaning is not None
    return [row for each in finder.meaning.rows.values() for row in each.tolist()]


def test_what_was_made_is_attached_by_the_next_process(tmp_path: Path) -> None:
    meanings = Meanings(tmp_path / "kutip.db", TinyEncoder())
    assert meanings.lacks(meanings.attached(GUILD, FINDER))

    made = meanings.make(GUILD, FINDER, nothing)
    attached = Meanings(tmp_path / "kutip.db", TinyEncoder()).attached(GUILD, FINDER)

    assert made == 2
    assert not meanings.lacks(attached)
    assert meanings.make(GUILD, FINDER, nothing) == 0


def test_a_file_that_is_damaged_or_of_another_encoder_is_made_anew(tmp_path: Path) -> None:
    meanings = Meanings(tmp_path / "kutip.db", TinyEncoder())
    meanings.make(GUILD, FINDER, nothing)
    path = IndexFolder.beside(tmp_path / "kutip.db").vectors_of(GUILD)
    path.write_bytes(path.read_bytes()[:100])

    assert meanings.lacks(meanings.attached(GUILD, FINDER))
    assert meanings.make(GUILD, FINDER, nothing) == 2
    other = Meanings(tmp_path / "kutip.db", TinyEncoder("tiny 2"))
    assert other.lacks(other.attached(GUILD, FINDER))


@pytest.mark.parametrize("everything", [False, True], ids=["purged server", "deleted articles"])
def test_the_vectors_of_a_purged_server_and_of_deleted_articles_go(
    tmp_path: Path, everything: bool
) -> None:
    database = tmp_path / "kutip.db"
    folder = IndexFolder.beside(database)
    Meanings(database, TinyEncoder()).make(GUILD, FINDER, nothing)

    if everything:
        folder.clear()
    else:
        folder.forget(GUILD)

    assert list(folder.folder.iterdir()) == []


async def test_after_a_publish_passages_are_encoded_while_questions_are_answered(
    engine: AsyncEngine, encoded: Shelves, making: Making
) -> None:
    await Shelf(engine, GUILD).add(AYAM)
    at_once = await encoded.finder(GUILD)
    assert set(rows(at_once)) == {-1}

    await idle(encoded)
    assert -1 not in rows(await encoded.finder(GUILD))
    await Shelf(engine, GUILD).add(BEBEK)
    await encoded.refresh(GUILD)
    await idle(encoded)

    assert -1 not in rows(await encoded.finder(GUILD))
    assert making.servers == [GUILD, GUILD]


async def test_servers_that_share_a_finder_share_its_vectors(
    engine: AsyncEngine, encoded: Shelves, making: Making
) -> None:
    await Shelf(engine, EVERYWHERE).add(KUCING)
    await encoded.finder(GUILD)
    await encoded.finder(8)
    await idle(encoded)

    assert await encoded.finder(GUILD) is await encoded.finder(8) is await encoded.finder(None)
    assert -1 not in rows(await encoded.finder(GUILD))
    assert making.servers == [EVERYWHERE]


async def test_if_encoding_fails_it_is_not_tried_again_before_the_next_change(
    engine: AsyncEngine, database_path: Path
) -> None:
    making = Making(Library(engine), database_path, works=False)
    meanings = Meanings(database_path, TinyEncoder(), making)
    indexing = Indexing(Library(engine), database_path, meanings=meanings)
    shelves = Shelves(Library(engine), indexing, Changes(engine), patience=None)
    await Shelf(engine, GUILD).add(AYAM)

    for _ in range(3):
        finder = await shelves.finder(GUILD)
        await idle(shelves)

    assert making.servers == [GUILD]
    assert finder.find("ayam", 0.0).answered
    await shelves.close()


async def test_a_process_that_fails_is_one_line_in_the_log(
    database_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert not await make_by_process(database_path, GUILD)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert not await make_by_process(database_path, GUILD)

    assert len(caplog.messages) == 2


def test_warming_up_a_broken_encoder_raises_nothing(tmp_path: Path) -> None:
    encoder = FailingEncoder()
    encoder.broken = True

    Meanings(tmp_path / "kutip.db", encoder).warm_up()
