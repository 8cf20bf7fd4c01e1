"""A database that nobody has open, and backups of it."""

from pathlib import Path

import pytest

from corpus.backup import back_up
from corpus.database import open_database
from corpus.library import Library
from tests.corpus.backups import SECRET


@pytest.fixture
async def database(database_path: Path) -> Path:
    """A database with an article, that nobody has open."""
    async with open_database(database_path) as engine:
        await Library(engine).take_in_shipped()
    return database_path


@pytest.fixture
def content(database: Path) -> bytes:
    """Return the bytes of the database at rest."""
    return database.read_bytes()


@pytest.fixture
def own_database(content: bytes, own_folder: Path) -> Path:
    """Copy the database to a folder whose permissions apply even to root.

    It is made before root becomes nobody, who may not be able to read the migrations.
    """
    path = own_folder / "data" / "kutip.db"
    path.parent.mkdir()
    path.write_bytes(content)
    return path


@pytest.fixture
def plain(database: Path, tmp_path: Path) -> Path:
    """A backup of it without the secret."""
    back_up(database, tmp_path / "plain", None)
    return tmp_path / "plain"


@pytest.fixture
def packed(database: Path, tmp_path: Path) -> Path:
    """A backup of it with the secret."""
    back_up(database, tmp_path / "packed", SECRET)
    return tmp_path / "packed"
