import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Executable, delete, insert, text, update
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus import postgresql
from corpus.changes import Changes
from corpus.database import open_database, writing
from corpus.schema import EVERYWHERE, audit, judgements, queries
from corpus.shelf import Shelf
from tests.corpus.drafts import AYAM
from tests.corpus.test_schema import ASKED_AT, QUERY

pytestmark = pytest.mark.databases("sqlite", "postgresql")

Elsewhere = Callable[[Executable], Awaitable[None]]


@pytest.fixture
async def elsewhere(
    engine: AsyncEngine, database_path: Path, database_url: URL | None
) -> AsyncIterator[Elsewhere]:
    """Run a statement in the database as another process would."""
    async with open_database(database_path, database_url) as other:

        async def run(statement: Executable) -> None:
            async with writing(other) as connection:
                await connection.execute(statement)

        yield run


async def test_each_change_of_an_article_is_seen(engine: AsyncEngine) -> None:
    changes, shelf = Changes(engine), Shelf(engine, EVERYWHERE)
    seen = [await changes.version()]

    article = await shelf.add(AYAM)
    seen.append(await changes.version())
    await shelf.remove(article.id)
    seen.append(await changes.version())

    assert None not in seen
    assert len(set(seen)) == 3


async def test_what_another_process_judges_is_seen(
    engine: AsyncEngine, elsewhere: Elsewhere
) -> None:
    changes = Changes(engine)
    article = await Shelf(engine, EVERYWHERE).add(AYAM)
    seen = [await changes.version()]

    for statement in (
        insert(judgements).values(
            guild_id=7,
            question="siapa?",
            question_key="who: x",
            article_id=article.id,
            version=1,
            passage=1,
            judged_at=ASKED_AT,
        ),
        update(judgements).values(relevant=False),
        delete(judgements),
        delete(audit),
    ):
        await elsewhere(statement)
        seen.append(await changes.version())

    assert len(set(seen)) == 5


async def test_a_question_in_the_log_is_no_change(engine: AsyncEngine) -> None:
    changes = Changes(engine)
    before = await changes.version()

    async with writing(engine) as connection:
        await connection.execute(insert(queries).values(QUERY))

    assert await changes.version() == before is not None


async def test_what_is_not_committed_is_not_seen_and_not_waited_for(engine: AsyncEngine) -> None:
    changes, shelf = Changes(engine), Shelf(engine, EVERYWHERE)
    await shelf.add(AYAM)
    before = await changes.version()

    async with writing(engine) as connection:
        await connection.execute(delete(audit))
        assert await changes.version() == before

    assert await changes.version() != before


@pytest.mark.databases("postgresql")
async def test_a_connection_that_is_made_while_the_engine_ends_is_closed(
    database_path: Path, database_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on, made = asyncio.Event(), asyncio.Event(), []
    own_connection = postgresql.own_connection

    async def slow(engine: AsyncEngine) -> psycopg.AsyncConnection:
        made.append(await own_connection(engine))
        asked.set()
        await go_on.wait()
        return made[0]

    monkeypatch.setattr(postgresql, "own_connection", slow)
    async with open_database(database_path, database_url) as engine:
        reading = asyncio.create_task(Changes(engine).version())
        await asked.wait()
    go_on.set()

    assert await reading is None
    assert [connection.closed for connection in made] == [True]


@pytest.mark.databases("sqlite")
async def test_what_cant_be_read_is_unknown(engine: AsyncEngine, elsewhere: Elsewhere) -> None:
    changes = Changes(engine)
    await elsewhere(text("ALTER TABLE change_count RENAME TO lost"))
    assert await changes.version() is None

    await elsewhere(text("ALTER TABLE lost RENAME TO change_count"))
    assert await changes.version() is not None


async def test_the_connection_ends_with_the_engine(tmp_path: Path) -> None:
    async with open_database(tmp_path / "kutip.db") as engine:
        assert (await Changes(engine).version()) == 0

    # The last connection that is closed takes the log's files away.
    assert [path.name for path in tmp_path.iterdir()] == ["kutip.db"]
