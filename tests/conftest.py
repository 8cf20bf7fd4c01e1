"""What tests of several floors share."""

import asyncio
import gc
import os
import shutil
import signal
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import aiosqlite  # noqa: F401  SQLAlchemy imports it on first use, when root may already be nobody
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import open_database
from tests.clock import Clock
from tests.patience import be_patient

be_patient()

# How long an example takes says more about the machine than about the code.
_ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Every day the same few examples, so that a failure is one of the change at hand; `make fuzz` looks
# for others.
settings.register_profile("everyday", _ANY_MACHINE, max_examples=20, derandomize=True)
settings.register_profile("fuzz", _ANY_MACHINE, max_examples=1000)
settings.load_profile("everyday")

# Where a shell keeps its jobs from Ctrl-C, the programs that tests interrupt would never end.
signal.signal(signal.SIGINT, signal.default_int_handler)

# The many programs that tests start would otherwise compile Kutip each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

NOBODY = 65534


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what was imported: a tenth of its time remains."""
    gc.collect()
    gc.freeze()


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


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database at rest, to be copied: migrating takes ten times as long."""
    path = tmp_path_factory.mktemp("migrated") / "kutip.db"

    async def migrate() -> None:
        async with open_database(path):
            pass

    asyncio.run(migrate())
    return path


@pytest.fixture
async def engine(migrated: Path, database_path: Path) -> AsyncIterator[AsyncEngine]:
    """An open, migrated, empty database."""
    database_path.parent.mkdir(mode=0o700)
    shutil.copy(migrated, database_path)
    async with open_database(database_path) as engine:
        yield engine


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a database that is locked be waited for no longer."""
    monkeypatch.setattr("corpus.database.BUSY_TIMEOUT_MS", 0)


@pytest.fixture
async def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


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
