from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.census import Census, census
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from corpus.split import split
from tests.corpus.drafts import AYAM, BEBEK, KUCING


async def test_an_empty_database_has_nothing(engine: AsyncEngine) -> None:
    assert await census(engine) == Census(articles=0, passages=0, changed_at=None)


async def test_what_can_be_asked_about_is_counted_in_its_latest_version(
    engine: AsyncEngine,
) -> None:
    before = datetime.now(UTC)
    shelf = Shelf(engine, 7)
    await Shelf(engine, EVERYWHERE).add(BEBEK)
    await shelf.add(KUCING)
    await shelf.add(AYAM)
    await shelf.remove(KUCING.id)
    found = await census(engine)

    assert (found.articles, found.passages) == (2, len(split(AYAM.body)) + len(split(BEBEK.body)))
    assert found.changed_at is not None
    assert before <= found.changed_at <= datetime.now(UTC)


async def test_an_older_version_is_not_counted(engine: AsyncEngine) -> None:
    shelf = Shelf(engine, 7)
    await shelf.add(AYAM)
    again = replace(AYAM, body=BEBEK.body)
    await shelf.revise(again, 1)

    assert (await census(engine)).passages == len(split(BEBEK.body))
