import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import schema
from corpus.article import Article
from corpus.database import open_database, writing
from corpus.draft import Draft
from corpus.library import Library, Update
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from corpus.shipped import shipped_articles
from corpus.split import split
from tests.corpus.drafts import AYAM, BEBEK, KUCING

pytestmark = pytest.mark.databases("sqlite", "postgresql")

DRAFT = AYAM

TAKE_IN = """
import asyncio, sys
from pathlib import Path
from corpus.database import open_database
from corpus.library import Library
from tests.patience import be_patient

async def main():
    async with open_database(Path(sys.argv[1])) as engine:
        await Library(engine).take_in_shipped()

be_patient()
asyncio.run(main())
"""


def take_in_at_once(path: Path, processes: int) -> list[bytes]:
    """Store the shipped articles in several processes; return their error output."""
    command = [sys.executable, "-W", "error", "-c", TAKE_IN, str(path)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(processes)]
    return [process.communicate()[1] for process in running]


@pytest.fixture
def library(engine: AsyncEngine) -> Library:
    return Library(engine)


async def articles(library: Library, guild_id: int = EVERYWHERE) -> tuple[Article, ...]:
    update = await library.updates(guild_id)
    assert update.is_full
    return update.articles


def kept(draft: Draft, version: int) -> Article:
    """Return the article that the library should return for a draft."""
    return Article(
        id=draft.id,
        version=version,
        title=draft.title,
        source=draft.source,
        url=draft.url,
        language=draft.language,
        body=draft.body,
        passages=split(draft.body),
    )


async def test_a_new_library_is_empty(library: Library) -> None:
    assert await articles(library) == ()


async def test_the_shipped_articles_are_stored(library: Library) -> None:
    await library.take_in_shipped()

    assert await articles(library) == tuple(kept(draft, 1) for draft in shipped_articles())


async def test_a_stored_article_is_loaded_unchanged(library: Library) -> None:
    await library.take_in([DRAFT])

    assert await articles(library) == (kept(DRAFT, 1),)


async def test_an_unchanged_article_is_not_stored_again(
    library: Library, engine: AsyncEngine
) -> None:
    """Nor is the write lock needed, which another process may hold."""
    await library.take_in([DRAFT])
    async with writing(engine):
        await library.take_in([DRAFT])

    assert await articles(library) == (kept(DRAFT, 1),)


async def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept(library: Library) -> None:
    changed = replace(DRAFT, body="Ayam tidur.")
    await library.take_in([DRAFT])
    await library.take_in([changed])

    assert await articles(library) == (kept(changed, 2),)
    assert await library.version("ayam", 1) == kept(DRAFT, 1)
    assert await library.version("ayam", 2) == kept(changed, 2)


@pytest.mark.parametrize(
    "change", [{"title": "Jago"}, {"source": "AP"}, {"url": None}, {"language": "en"}]
)
async def test_changed_metadata_is_a_new_version(
    library: Library, change: dict[str, str | None]
) -> None:
    changed = Draft(**{name: getattr(DRAFT, name) for name in DRAFT.__slots__} | change)
    await library.take_in([DRAFT])
    await library.take_in([changed])

    assert await articles(library) == (kept(changed, 2),)


async def test_a_text_that_changes_back_is_a_third_version(library: Library) -> None:
    for draft in (DRAFT, replace(DRAFT, body="Ayam tidur."), DRAFT):
        await library.take_in([draft])

    assert await articles(library) == (kept(DRAFT, 3),)


async def test_articles_come_in_the_order_of_their_last_change(library: Library) -> None:
    await library.take_in([KUCING, AYAM, BEBEK])
    await library.take_in([replace(KUCING, source="AP")])

    assert [article.id for article in await articles(library)] == ["ayam", "bebek", "kucing"]


async def test_articles_loaded_in_several_batches_are_the_same(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library.take_in([KUCING, AYAM, BEBEK])
    at_once = await articles(library)
    monkeypatch.setattr("corpus.library.BATCH_SIZE", 2)

    assert await articles(library) == at_once


async def test_a_server_has_changes_of_its_own_after_the_first(
    library: Library, engine: AsyncEngine
) -> None:
    await library.take_in([KUCING])
    assert not await library.has_own_changes(7)
    await Shelf(engine, 7).hide("kucing")

    assert await library.has_own_changes(7)
    assert not await library.has_own_changes(8)


async def test_an_article_that_ships_no_longer_stays(library: Library) -> None:
    await library.take_in([DRAFT])
    await library.take_in([])

    assert await articles(library) == (kept(DRAFT, 1),)


async def test_a_version_that_does_not_exist_is_none(library: Library) -> None:
    await library.take_in([DRAFT])

    assert await library.version("ayam", 2) is None
    assert await library.version("bebek", 1) is None


async def test_a_shipped_article_whose_title_is_taken_is_skipped(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    await library.take_in([AYAM, replace(BEBEK, title="AYAM"), KUCING])

    assert [article.id for article in await articles(library)] == ["ayam", "kucing"]
    assert "Skipped an article" in caplog.text


async def test_a_shipped_article_that_was_removed_stays_off_the_shelf(
    library: Library, engine: AsyncEngine
) -> None:
    await library.take_in([AYAM])
    await Shelf(engine, EVERYWHERE).remove("ayam")
    await library.take_in([replace(AYAM, source="AP")])

    assert await articles(library) == ()
    assert await library.version("ayam", 1) is None


async def test_updates_contain_what_changed_since(library: Library, engine: AsyncEngine) -> None:
    shelf = Shelf(engine, 7)
    await library.take_in([KUCING])
    await shelf.add(AYAM)
    first = await library.updates(7)
    await shelf.add(BEBEK)
    await shelf.hide("kucing")
    await shelf.revise(replace(AYAM, source="AP"), 1)
    update = await library.updates(7, first.last_change)

    assert [article.id for article in first.articles] == ["kucing", "ayam"]
    assert [(article.id, article.version) for article in update.articles] == [
        ("bebek", 1),
        ("ayam", 2),
    ]
    assert (update.removed, update.is_full) == (frozenset({"kucing"}), False)
    assert update.last_change == await library.last_change(7) > first.last_change


async def test_updates_are_empty_if_nothing_changed(library: Library) -> None:
    await library.take_in([AYAM])
    change = await library.last_change(7)

    mark = await library.mark(7, change)
    assert await library.updates(7, change) == Update(change, mark, (), frozenset(), is_full=False)


async def test_a_change_on_one_server_does_not_affect_another(
    library: Library, engine: AsyncEngine
) -> None:
    await library.take_in([KUCING])
    change = await library.last_change(8)
    await Shelf(engine, 7).add(AYAM)

    assert await library.last_change(8) == change
    mark = await library.mark(8, change)
    assert await library.updates(8, change) == Update(change, mark, (), frozenset(), is_full=False)
    assert [article.id for article in await articles(library, 8)] == ["kucing"]


async def test_too_many_changes_give_a_full_update(
    library: Library, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.library.MAX_CHANGED", 1)
    await library.take_in([KUCING])
    change = await library.last_change(7)
    await Shelf(engine, 7).add_all([AYAM, BEBEK])

    update = await library.updates(7, change)
    assert update.is_full
    assert {article.id for article in update.articles} == {"ayam", "bebek", "kucing"}


async def test_processes_that_start_simultaneously_store_one_version(database_path: Path) -> None:
    assert take_in_at_once(database_path, processes=4) == [b""] * 4
    async with open_database(database_path) as engine, engine.connect() as connection:
        versions = await connection.scalar(
            select(func.count()).select_from(schema.article_versions)
        )
    assert versions == len(shipped_articles())
