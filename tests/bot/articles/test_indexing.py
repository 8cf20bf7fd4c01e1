import sys
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles import indexing as indexing_module
from bot.articles.indexing import Indexing
from corpus.library import Library
from corpus.shelf import Shelf
from index.finder import Finder
from tests.corpus.drafts import AYAM, BEBEK, KUCING

GUILD = 7


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

    assert folded is not None
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
    assert await by_process.folded(GUILD, held) is None


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
