"""What tests of several floors share."""

import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import aiosqlite  # noqa: F401  SQLAlchemy imports it at first use, when root may be nobody already
import pytest
from hypothesis import settings
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import open_database

# How long an example takes says more about the machine than about the code.
settings.register_profile("kutip", deadline=None)
settings.load_profile("kutip")

# Where a shell keeps its jobs from Ctrl-C, the programs that tests interrupt would never end.
signal.signal(signal.SIGINT, signal.default_int_handler)

NOBODY = 65534


@pytest.fixture(autouse=True)
def _hooks_as_before() -> Iterator[None]:
    """Let no program that a test runs in this process keep errors from pytest afterwards."""
    hooks = sys.unraisablehook, threading.excepthook
    yield
    sys.unraisablehook, threading.excepthook = hooks


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    """Where a database may be made; there is none yet."""
    return tmp_path / "data" / "kutip.db"


@pytest.fixture
async def engine(database_path: Path) -> AsyncIterator[AsyncEngine]:
    """An open, migrated, empty database."""
    async with open_database(database_path) as engine:
        yield engine


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder of whoever runs the tests, to whom its rights apply: root becomes nobody."""
    with TemporaryDirectory() as name:
        if os.geteuid() != 0:
            yield Path(name)
            return
        os.chown(name, NOBODY, NOBODY)
        os.seteuid(NOBODY)
        try:
            yield Path(name)
        finally:
            os.seteuid(0)
