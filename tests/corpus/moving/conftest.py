from pathlib import Path

import pytest

from tests.corpus.filled import fill


@pytest.fixture(scope="session")
async def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with rows in every table, at rest, to be copied."""
    path = tmp_path_factory.mktemp("filled") / "kutip.db"
    await fill(path)
    return path


@pytest.fixture
def database(filled: Path, database_path: Path) -> Path:
    """A database with rows in every table."""
    database_path.parent.mkdir()
    database_path.write_bytes(filled.read_bytes())
    return database_path
