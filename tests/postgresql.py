"""A PostgreSQL server of the tests' own, and fresh databases on it.

It listens on a socket in a temporary folder, and on no port. A test process starts it once, when a
test first needs it. PostgreSQL refuses to run as root, who starts it as nobody. What is stored need
not survive a crash, so nothing waits for the disk.
"""

import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import URL

from corpus.schema import metadata

NOBODY = 65534
OPTIONS = (
    "-F -c synchronous_commit=off -c full_page_writes=off -c listen_addresses='' "
    "-c shared_buffers=16MB -c max_connections=60 -c autovacuum=off -c log_min_messages=fatal"
)
SEEDS = ("change_count", "moments")
"""Tables that always have their one row."""
_EMPTYING = ";".join(
    [
        "SET session_replication_role = replica",  # without triggers and foreign keys
        *(f"DELETE FROM {name}" for name in metadata.tables if name not in SEEDS),
        *(f"UPDATE {name} SET number = 0" for name in SEEDS),
        "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'",
    ]
)


def programs() -> Path:
    """Return the folder of PostgreSQL's programs: the newest of Debian's, or that on PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    assert initdb is not None, "PostgreSQL is not installed; see .ci/packages"
    return Path(initdb).resolve().parent


class Server:
    """A server that can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        """Take an empty folder of the user as whom the server is to run."""
        self.folder = folder
        self._numbers = itertools.count(1)
        self._run("initdb", "--no-sync", "--auth=trust", "--username=kutip", "--encoding=UTF8")

    def start(self) -> None:
        options = f"{OPTIONS} -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "start", "--wait", "--silent", f"--options={options}", "--log=log")

    def stop(self) -> None:
        """Stop as for a restart: sessions are ended, and what was committed is kept."""
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=fast")

    def url(self, database: str = "postgres") -> URL:
        query = {"host": str(self.folder)}
        return URL.create("postgresql", "kutip", database=database, query=query)

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run statements, each committed by itself, and return the rows of the last."""
        import psycopg  # noqa: PLC0415 - most tests do without

        place = f"host={self.folder} user=kutip dbname={database}"
        with psycopg.connect(place, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def new(self, template: str | None = None) -> URL:
        """Make a database, sorted by a language's rules as many are, and return its URL."""
        name = f"kutip{next(self._numbers)}"
        like = f"TEMPLATE {template or 'template0'}"
        if template is None:
            like += " LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C.UTF-8'"
        self.run(f"CREATE DATABASE {name} {like} STRATEGY file_copy")
        return self.url(name)

    def drop(self, url: URL) -> None:
        self.run(f"DROP DATABASE {url.database} WITH (FORCE)")

    def empty(self, url: URL) -> None:
        """Make a migrated database as it was when it was new: in less time than making one."""
        self.run(_EMPTYING, str(url.database))

    def _run(self, program: str, *arguments: str) -> None:
        result = subprocess.run(
            [str(programs() / program), *arguments],
            cwd=self.folder,
            env={**os.environ, "PGDATA": str(self.folder / "data"), "PGCTLTIMEOUT": "600"},
            user=NOBODY if os.geteuid() == 0 else None,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert result.returncode == 0, f"{program}: {result.stdout.decode()}"


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server as long as the block lasts."""
    # The path of a socket must be short.
    with TemporaryDirectory(prefix="kutip-", dir="/tmp") as name:
        if os.geteuid() == 0:
            os.chown(name, NOBODY, NOBODY)
        server = Server(Path(name))
        server.start()
        try:
            yield server
        finally:
            server.stop()
