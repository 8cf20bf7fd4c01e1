"""`kutip review` as a process of its own, from the address that it prints to its end."""

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from tests.bot.terminal.shelf import start
from tests.patience import LONG


@dataclass(frozen=True, slots=True)
class Served:
    """A page that can be opened."""

    address: str
    """Without a slash at its end."""
    process: subprocess.Popen[str]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop; return its exit status."""
        self.process.send_signal(number)
        return self.process.wait(LONG)


@contextmanager
def serving(
    database: Path, password: str = "", *, patient: bool = True, url: URL | None = None
) -> Iterator[Served]:
    """Give the page over a database, on any free port; without a password anybody here sees it.

    With a URL it is on PostgreSQL, and the database is only the path beside it.
    """
    process = start(
        database.parent,
        *("review", "--port", "0"),
        patient=patient,
        KUTIP_REVIEW_PASSWORD=password,
        KUTIP_DATABASE_URL="" if url is None else url.render_as_string(hide_password=False),
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.search(r"http://\S+(?=/ )", line)
        assert found, line
        yield Served(found[0], process)
    finally:
        process.kill()
        process.communicate()
