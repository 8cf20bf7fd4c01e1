from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from corpus.split import split
from corpus.stats import CorpusStats, corpus_stats
from tests.corpus.drafts import AYAM, BEBEK, KUCING

pytestmark = pytest.mark.databases("sqlite", "postgresql")


async def test_an_empty_database_has_nothing(engine: AsyncEngine) -> None:
    assert await corpus_stats(engine) == CorpusStats(articles=0, passages=0, changed_at=None)


async def test_searchable_articles_and_passages_are_counted(
    engine: AsyncEngine,
) -> None:
    before = datetime.now(UTC)
    shelf = Shelf(engine, 7)
    await Shelf(engine, EVERYWHERE).add(BEBEK)
    await shelf.add(KUCING)
    await shelf.add(AYAM)
    await shelf.remove(KUCING.id)
    found = await corpus_stats(engine)

    assert (found.articles, found.passages) == (2, len(split(AYAM.body)) + len(split(BEBEK.body)))
    assert found.changed_at is not None
    assert before <= found.changed_at <= datetime.now(UTC)


async def test_an_older_version_is_not_counted(engine: AsyncEngine) -> None:
    shelf = Shelf(engine, 7)
    await shelf.add(AYAM)
    again = replace(AYAM, body=BEBEK.body)
    await shelf.revise(again, 1)

    assert (await corpus_stats(engine)).passages == len(split(BEBEK.body))
