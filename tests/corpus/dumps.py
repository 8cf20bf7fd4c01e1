"""Helpers shared by the tests of backing up and restoring a database on PostgreSQL."""

import os
from pathlib import Path

from sqlalchemy.engine import URL

from corpus.schema import metadata
from tests.postgresql import Server, programs

QUESTION = "Siapa\t“Vipin”\\N\nNarang?\r\n\\."
"""With what COPY must quote."""


def contents(server: Server, url: URL) -> dict[str, list[str]]:
    """Return the rows of each of Kutip's tables, and how far its sequences are."""
    database = str(url.database)
    found = {
        name: sorted(map(repr, server.run(f"SELECT * FROM {name}", database)))
        for name in (*metadata.tables, "alembic_version")
    }
    sequences = "SELECT sequencename, last_value FROM pg_sequences ORDER BY sequencename"
    return found | {"sequences": list(map(repr, server.run(sequences, database)))}


class Programs:
    """PostgreSQL's programs, some of them replaced."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def replace(self, name: str, script: str) -> None:
        """Let a script run in place of a program, which is `$REAL`."""
        path = self._folder / name
        path.write_text(f"#!/bin/sh\nREAL={programs() / name}\n{script}\n")
        path.chmod(0o755)

    def hang(self, name: str, when: str) -> Path:
        """Let a program hang if its arguments have some text; return a pipe that has its id."""
        pipe = self._folder / f"{name}.pid"
        os.mkfifo(pipe)
        self.replace(
            name,
            f'case "$*" in *"{when}"*) echo $$ > {pipe}; exec tail -f /dev/null;; esac\n'
            'exec $REAL "$@"',
        )
        return pipe
