"""What tests of several floors share."""

import asyncio
import gc
import logging
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
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.operations.logs import PACKAGES, RedactingHandler
from corpus.database import open_database
from tests.clock import Clock
from tests.patience import be_patient
from tests.postgresql import Server, serving

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
def _logging_as_at_the_start() -> Iterator[None]:
    """Let no program that ran in this process decide what later tests see of logs and errors.

    Programs run in fixtures of a module too, so levels are reset before a test as well as after.
    """
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    _reset_logging()
    yield
    _reset_logging()
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def _reset_logging() -> None:
    """Undo `log_to_standard_error`, but for the hooks."""
    root = logging.getLogger()
    root.handlers[:] = [each for each in root.handlers if not isinstance(each, RedactingHandler)]
    logging.captureWarnings(False)
    for package in PACKAGES:
        logging.getLogger(package).setLevel(logging.NOTSET)


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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests marked `databases("sqlite", "postgresql")` on each: those that open a database."""
    marked = metafunc.definition.get_closest_marker("databases")
    if marked is not None and "dialect" in metafunc.fixturenames:
        metafunc.parametrize("dialect", marked.args)


@pytest.fixture
def dialect() -> str:
    """What the test's database is on, `sqlite` or `postgresql`; see `pytest_generate_tests`."""
    return "sqlite"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A running PostgreSQL, which takes a second of a processor to start."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_url(postgresql: Server, tmp_path_factory: pytest.TempPathFactory) -> URL:
    """A migrated database, which tests take in turns: making one takes as long as many tests."""
    url = postgresql.new()
    path = tmp_path_factory.mktemp("postgresql") / "kutip.db"

    async def migrate() -> None:
        async with open_database(path, url):
            pass

    asyncio.run(migrate())
    return url


@pytest.fixture
def database_url(dialect: str, request: pytest.FixtureRequest) -> URL | None:
    """The URL of a migrated, empty database on PostgreSQL; None where the test's is on SQLite."""
    if dialect == "sqlite":
        return None
    url: URL = request.getfixturevalue("migrated_url")
    request.getfixturevalue("postgresql").empty(url)
    return url


@pytest.fixture
async def engine(
    migrated: Path, database_path: Path, database_url: URL | None
) -> AsyncIterator[AsyncEngine]:
    """An open, migrated, empty database."""
    database_path.parent.mkdir(mode=0o700)
    if database_url is None:
        shutil.copy(migrated, database_path)
    async with open_database(database_path, database_url) as engine:
        yield engine


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a database that is locked be waited for no longer."""
    monkeypatch.setattr("corpus.sqlite.BUSY_TIMEOUT_MS", 0)


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
