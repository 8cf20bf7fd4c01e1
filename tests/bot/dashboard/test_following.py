"""The page over a database on PostgreSQL."""

import signal
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import delete, insert
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.dashboard.lists import LISTS
from bot.dashboard.panels import PANELS
from bot.dashboard.reading import ReadOnly
from bot.locales import ENGLISH
from corpus.database import writing
from corpus.schema import queries
from corpus.sqlite_copy import open_copy
from tests.bot.dashboard.log import FERRY, GUILD, OTHER, fill
from tests.bot.dashboard.served import Served, serving
from tests.bot.terminal.shelf import in_a_process
from tests.postgresql import Server

pytestmark = pytest.mark.databases("postgresql")

QUERIES = PANELS | {name: shown.sql for name, shown in LISTS.items()}
NEW = "Apakah ini baru?"


@pytest.fixture
async def log_there(engine: AsyncEngine, database_path: Path, database_url: URL) -> AsyncEngine:
    """The log, on PostgreSQL."""
    await fill(database_path, database_url)
    return engine


def figures(path: Path) -> dict[tuple[str, str], list[str]]:
    """Return what every panel and list shows, but for the ids of questions, which are random."""
    found = {}
    with closing(ReadOnly(None, str(path)).connect()) as connection:
        connection.row_factory = sqlite3.Row
        for name, query in QUERIES.items():
            for guild in ("", str(GUILD), str(OTHER), "outside servers"):
                blanks = {"guild": guild, "since": "", "until": "", "sure": "", "article": "ferry"}
                rows = [dict(row) for row in connection.execute(query, blanks)]
                found[name, guild] = sorted(str(row | {"id": ""}) for row in rows)
    return found


async def test_figures_are_those_of_the_same_log_in_sqlite(
    log_there: AsyncEngine, log: Path, tmp_path: Path
) -> None:
    async with open_copy(log_there, tmp_path / "copy.db") as copy:
        await copy.catch_up()

        shown = figures(tmp_path / "copy.db")

    assert shown == figures(log)
    assert all(shown[name, ""] for name in QUERIES)


async def ask(engine: AsyncEngine) -> None:
    async with writing(engine) as connection:
        await connection.execute(
            insert(queries).values(
                id="f" * 32,
                asked_at=datetime.now(UTC),
                way_in="terminal",
                question=NEW,
                outcome="refused",
                milliseconds=1,
            )
        )


async def asked(served: Served) -> list[str]:
    wanted = {"sql": "select question from queries", "_shape": "arrayfirst"}
    async with (
        aiohttp.ClientSession(served.address) as session,
        session.get("/kutip.json", params=wanted) as response,
    ):
        found: list[str] = await response.json()
        return found


async def test_what_is_written_and_deleted_is_seen_while_it_is_open(
    log_there: AsyncEngine, database_path: Path, database_url: URL
) -> None:
    with serving(database_path, url=database_url) as served:
        assert FERRY in await asked(served)
        await ask(log_there)
        while NEW not in await asked(served):
            pass
        async with writing(log_there) as connection:
            await connection.execute(delete(queries).where(queries.c.question == FERRY))
        while FERRY in await asked(served):
            pass

        async with aiohttp.ClientSession(served.address) as session, session.get("/") as response:
            assert '<p class="quiet" id="copied">Copied from PostgreSQL ' in await response.text()

        assert served.stop(signal.SIGINT) == 0
        assert served.process.stderr is not None
        assert served.process.stderr.read() == f"{ENGLISH('terminal.review_copying')}\n"
    assert [each.name for each in database_path.parent.glob("kutip.copy*")] == ["kutip.copy.lock"]


async def test_the_page_says_that_postgresql_is_away_and_goes_on_when_it_is_back(
    log_there: AsyncEngine,
    database_path: Path,
    database_url: URL,
    postgresql: Server,
) -> None:
    with serving(database_path, url=database_url) as served:
        postgresql.stop()
        try:
            async with aiohttp.ClientSession(served.address) as session:
                while '<p class="failure" id="copied">' not in await overview(session):
                    pass
            assert FERRY in await asked(served)
        finally:
            postgresql.start()
        await ask(log_there)
        while NEW not in await asked(served):
            pass
        assert served.stop(signal.SIGINT) == 0
        assert served.process.stderr is not None
        _, away, again = served.process.stderr.read().splitlines()
    assert "Can't follow PostgreSQL, will retry every second: " in away
    assert again.endswith("Following PostgreSQL again.")


async def overview(session: aiohttp.ClientSession) -> str:
    async with session.get("/") as response:
        assert response.status == 200
        return await response.text()


async def test_only_one_keeps_a_copy_in_a_folder(
    log_there: AsyncEngine, database_path: Path, database_url: URL
) -> None:
    with serving(database_path, url=database_url) as served:
        url = database_url.render_as_string(hide_password=False)
        other = in_a_process(database_path.parent, "review", "--port", "0", KUTIP_DATABASE_URL=url)
        assert other.returncode == 75
        assert "Another `kutip review` keeps its copy of PostgreSQL in " in other.stderr
        assert FERRY in await asked(served)


async def test_a_copy_that_cant_be_written_is_refused_with_a_sentence(
    log_there: AsyncEngine, database_path: Path, database_url: URL
) -> None:
    database_path.with_name("kutip.copy.db").mkdir()
    url = database_url.render_as_string(hide_password=False)
    result = in_a_process(database_path.parent, "review", "--port", "0", KUTIP_DATABASE_URL=url)

    assert (result.returncode, result.stdout) == (74, "")
    assert "kutip: Can't copy the database from PostgreSQL to " in result.stderr.splitlines()[-1]
