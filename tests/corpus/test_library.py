import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import schema
from corpus.article import Article
from corpus.database import open_database, writing
from corpus.draft import Draft
from corpus.library import Library
from corpus.shipped import shipped_articles
from corpus.split import split

DRAFT = Draft(
    id="ayam",
    title="Ayam",
    source="Reuters",
    url="https://example.org/ayam",
    language="id",
    body="Ayam berkokok pada pagi hari yang cerah. Lalu ia diam.\nKucing tidur di atas atap.",
)

TAKE_IN = """
import asyncio, sys
from pathlib import Path
from corpus.database import open_database
from corpus.library import Library

async def main():
    async with open_database(Path(sys.argv[1])) as engine:
        await Library(engine).take_in_shipped()

asyncio.run(main())
"""


def take_in_at_once(path: Path, processes: int) -> list[bytes]:
    """Take in the shipped articles in several processes; return what they complain of."""
    command = [sys.executable, "-W", "error", "-c", TAKE_IN, str(path)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(processes)]
    return [process.communicate()[1] for process in running]


@pytest.fixture
def library(engine: AsyncEngine) -> Library:
    return Library(engine)


def kept(draft: Draft, version: int) -> Article:
    """Return what the library should give back for a draft."""
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
    assert await library.articles() == ()


async def test_the_shipped_articles_are_taken_in(library: Library) -> None:
    await library.take_in_shipped()

    assert await library.articles() == tuple(kept(draft, 1) for draft in shipped_articles())


async def test_what_was_taken_in_comes_back_as_it_was(library: Library) -> None:
    await library.take_in([DRAFT])

    assert await library.articles() == (kept(DRAFT, 1),)


async def test_an_unchanged_article_is_not_taken_in_again(
    library: Library, engine: AsyncEngine
) -> None:
    """Nor is the write lock asked for, which another process may hold."""
    await library.take_in([DRAFT])
    async with writing(engine):
        await library.take_in([DRAFT])

    assert await library.articles() == (kept(DRAFT, 1),)


async def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept(library: Library) -> None:
    changed = replace(DRAFT, body="Ayam tidur.")
    await library.take_in([DRAFT])
    await library.take_in([changed])

    assert await library.articles() == (kept(changed, 2),)
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

    assert await library.articles() == (kept(changed, 2),)


async def test_a_text_that_changes_back_is_a_third_version(library: Library) -> None:
    for draft in (DRAFT, replace(DRAFT, body="Ayam tidur."), DRAFT):
        await library.take_in([draft])

    assert await library.articles() == (kept(DRAFT, 3),)


async def test_articles_come_in_the_order_of_their_ids(library: Library) -> None:
    await library.take_in([replace(DRAFT, id=name) for name in ("c", "a", "b")])

    assert [article.id for article in await library.articles()] == ["a", "b", "c"]


async def test_an_article_that_ships_no_longer_stays(library: Library) -> None:
    await library.take_in([DRAFT])
    await library.take_in([])

    assert await library.articles() == (kept(DRAFT, 1),)


async def test_an_article_without_text_has_no_passages(library: Library) -> None:
    await library.take_in([replace(DRAFT, body=" \n")])

    assert [article.passages for article in await library.articles()] == [()]


async def test_a_version_that_is_not_kept_is_none(library: Library) -> None:
    await library.take_in([DRAFT])

    assert await library.version("ayam", 2) is None
    assert await library.version("bebek", 1) is None


async def test_articles_are_taken_in_all_or_none(library: Library, engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await connection.execute(insert(schema.articles).values(id="b"))
    with pytest.raises(IntegrityError):
        await library.take_in([replace(DRAFT, id="a"), replace(DRAFT, id="b")])

    assert await library.articles() == ()


async def test_processes_that_start_at_once_take_in_one_version(database_path: Path) -> None:
    assert take_in_at_once(database_path, processes=4) == [b""] * 4
    async with open_database(database_path) as engine, engine.connect() as connection:
        versions = await connection.scalar(
            select(func.count()).select_from(schema.article_versions)
        )
    assert versions == len(shipped_articles())
