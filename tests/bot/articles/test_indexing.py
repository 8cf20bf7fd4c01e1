import asyncio
import sys
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles import indexing as indexing_module
from bot.articles.index_folder import Held
from bot.articles.indexing import Indexing
from corpus.library import Library
from corpus.shelf import Shelf
from index.finder import Finder
from tests.corpus.drafts import AYAM, BEBEK, KUCING
from tests.index.articles import articles

GUILD = 7
HELD = Held(Finder(articles("Ayam berkokok pada pukul lima.")), 7, "mark")


@pytest.fixture
def by_process(engine: AsyncEngine, database_path: Path) -> Indexing:
    """What leaves even the smallest index to a process of its own."""
    return Indexing(Library(engine), database_path, large=1)


def titles(finder: Finder) -> list[str]:
    return [article.title for article in finder.articles]


async def test_a_large_index_is_made_by_a_process_of_its_own(
    engine: AsyncEngine, by_process: Indexing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing_module, "Finder", None)  # this process makes none
    await Shelf(engine, GUILD).add(AYAM)

    held = await by_process.latest(GUILD, None)

    assert titles(held.finder) == ["Ayam"]
    again = await by_process.latest(GUILD, None)
    assert (again.change, again.mark, titles(again.finder)) == (held.change, held.mark, ["Ayam"])


async def test_a_large_index_is_folded_by_a_process_of_its_own(
    engine: AsyncEngine, by_process: Indexing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await Shelf(engine, GUILD).add(AYAM)
    held = await by_process.latest(GUILD, None)
    await Shelf(engine, GUILD).add(BEBEK)
    changed = await by_process.latest(GUILD, held)
    await Shelf(engine, GUILD).add(KUCING)
    monkeypatch.setattr(Finder, "folded", None)  # this process folds none

    folded = await by_process.folded(GUILD, changed)

    assert titles(folded.finder) == ["Ayam", "Bebek", "Kucing"]
    assert folded.change > changed.change
    (index,) = folded.finder.indexes.values()
    assert len(index.passages.recent) == 0


async def test_where_no_process_can_make_it_this_one_does(
    engine: AsyncEngine,
    by_process: Indexing,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    await Shelf(engine, GUILD).add(AYAM)

    held = await by_process.latest(GUILD, None)

    assert titles(held.finder) == ["Ayam"]
    assert "Indexing server 7 in a process of its own failed: 1" in caplog.text
    folded = await by_process.folded(GUILD, held)
    assert titles(folded.finder) == ["Ayam"]


async def test_where_no_process_can_be_started_this_one_makes_it(
    engine: AsyncEngine,
    by_process: Indexing,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    await Shelf(engine, GUILD).add(AYAM)

    held = await by_process.latest(GUILD, None)

    assert titles(held.finder) == ["Ayam"]
    assert "Could not start a process to index server 7" in caplog.text


async def test_a_process_says_in_one_line_why_it_failed(
    engine: AsyncEngine,
    by_process: Indexing,
    database_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    await Shelf(engine, GUILD).add(AYAM)
    nowhere = Indexing(Library(engine), database_path / "nowhere.db", large=1)

    held = await nowhere.latest(GUILD, None)

    assert titles(held.finder) == ["Ayam"]
    (line,) = (line for line in caplog.messages if line.startswith("Indexing server 7"))
    assert "Can't open the database" in line
    assert "Traceback" not in capfd.readouterr().err


async def test_a_process_imports_nothing_from_the_current_folder(
    engine: AsyncEngine,
    by_process: Indexing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(indexing_module, "Finder", None)  # this process makes none
    (tmp_path / "numpy.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    await Shelf(engine, GUILD).add(AYAM)

    held = await by_process.latest(GUILD, None)

    assert titles(held.finder) == ["Ayam"]
    assert caplog.messages == []


async def test_a_process_that_is_ended_leaves_nothing_behind(
    by_process: Indexing, database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = database_path.with_name("python")
    script.write_text('#!/bin/sh\ntouch "$3.index/.7.index.partial"\nexec sleep 1000\n')
    script.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(script))
    partial = by_process.folder.folder / ".7.index.partial"
    partial.parent.mkdir()

    making = asyncio.create_task(by_process.folded(GUILD, HELD))
    while not partial.exists():  # noqa: ASYNC110 - another process makes it
        await asyncio.sleep(0)
    making.cancel()
    await asyncio.gather(making, return_exceptions=True)

    assert making.cancelled()
    assert not partial.exists()


async def test_an_index_is_stored_with_the_changes_since(
    engine: AsyncEngine, database_path: Path
) -> None:
    indexing = Indexing(Library(engine), database_path)
    await Shelf(engine, GUILD).add(AYAM)
    await indexing.store_latest(GUILD)
    await Shelf(engine, GUILD).add(BEBEK)

    await indexing.store_latest(GUILD)

    stored = indexing.folder.load(GUILD)
    assert stored is not None
    assert titles(stored.finder) == ["Ayam", "Bebek"]
