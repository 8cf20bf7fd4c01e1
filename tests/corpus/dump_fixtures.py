"""A database on PostgreSQL to be backed up, another to restore to, and PostgreSQL's programs."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.engine import URL

from corpus.database import open_database, writing
from corpus.library import Library
from corpus.schema import queries
from tests.corpus.dumps import QUESTION, Programs
from tests.corpus.test_schema import QUERY
from tests.postgresql import Server, programs


@pytest.fixture
def replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """The programs of the server's version, any of which can be replaced."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), str(programs()), os.environ["PATH"]]))
    return Programs(folder)


@pytest.fixture
async def filled(database_url: URL, database_path: Path) -> URL:
    """A database with an article and a question, that nobody has open."""
    async with open_database(database_path, database_url) as engine:
        await Library(engine).take_in_shipped()
        async with writing(engine) as connection:
            await connection.execute(insert(queries).values(QUERY | {"question": QUESTION}))
    return database_url


@pytest.fixture
def empty(postgresql: Server) -> Iterator[URL]:
    """A database that Kutip was never in."""
    url = postgresql.new()
    yield url
    postgresql.drop(url)
