"""What tests of several floors share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import open_database

# How long an example takes says more about the machine than about the code.
settings.register_profile("kutip", deadline=None)
settings.load_profile("kutip")


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    """Where a database may be made; there is none yet."""
    return tmp_path / "data" / "kutip.db"


@pytest.fixture
async def engine(database_path: Path) -> AsyncIterator[AsyncEngine]:
    """An open, migrated, empty database."""
    async with open_database(database_path) as engine:
        yield engine
