"""Flips single bits of a real database, table by table, and reports what commands do then.

A flip must end in one of two ways: everything is as before, or a sentence reports what is wrong and
nothing is shown that was not stored. Run it with:

    PYTHONPATH=bench:. .venv/bin/python -m reliability.flips --flips 500
"""

import argparse
import asyncio
import contextlib
import gc
import io
import json
import random
import re
import shutil
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from click.testing import CliRunner

from bot.answering import open_assistant
from bot.cli import cli
from bot.composition import assemble, serve_discord
from bot.pseudonyms import Pseudonyms
from bot.terminal.language import speaking
from bot.terminal.program import Program
from corpus.data_folder import DATABASE_NAME, SECRET_NAME
from tests.corpus.filled import AYAM, BEBEK, GUILD, LONG, OTHER_GUILD, fill

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("ask", "--json", "--guild", str(GUILD), "Kapan ayam kampung berkokok?"),
    ("ask", "--json", "--guild", str(OTHER_GUILD), "Di mana bebek sawah berenang?"),
    ("ask", "--json", "Siapa Vipin Narang?"),
    ("articles", "--guild", str(GUILD)),
    ("articles", "--guild", str(OTHER_GUILD)),
    ("log", "--json", "--limit", "50"),
    ("log", "stats", "--guild", str(GUILD)),
    ("backup", "--without-secret", "BACKUP"),
    ("check",),
)
"""The commands run after each flip; each reads other tables."""

_EVERY = 'SELECT * FROM "{}" NOT INDEXED'
_COUNT_AND_TIME = re.compile(r" +\d+ +\d{4}-\d\d-\d\d \d\d:\d\d.*")

RIGHT, REPORTED, UNNOTICED, LOST = "right", "reported", "unnoticed", "lost"
"""Outcomes: as before; wrong or refused, and reported; a changed value of the query log or
of settings, which nothing can notice; a broken promise."""


@dataclass(frozen=True, slots=True)
class Flip:
    """A bit of the database's file."""

    table: str
    """Whose pages, or whose indexes', it is on; `schema` for the first page and the tables' SQL."""
    offset: int
    bit: int

    def make(self, database: Path) -> None:
        """Flip the bit in a database file."""
        with database.open("r+b") as file:
            file.seek(self.offset)
            (byte,) = file.read(1)
            file.seek(self.offset)
            file.write(bytes([byte ^ (1 << self.bit)]))


@dataclass(frozen=True, slots=True)
class Came:
    """The outcome of a flip."""

    flip: Flip
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class _Run:
    """What a command printed."""

    status: int
    out: str
    err: str
    traceback: str
    """The name of an exception that it ended with, empty if none."""

    @property
    def says(self) -> bool:
        """Whether it reported something wrong in a sentence."""
        return self.status > 1 or "damaged" in self.err or "FAILED" in self.out


def choose(database: Path, count: int, seed: int = 1) -> list[Flip]:
    """Return flips of bytes that are not zero, about as many on the pages of each table."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        pages = connection.execute(
            "SELECT coalesce(tbl_name, 'schema'), pgoffset, pgsize FROM dbstat AS page "
            "LEFT JOIN sqlite_schema AS each ON each.name = page.name"
        ).fetchall()
    content = database.read_bytes()
    used: dict[str, list[int]] = defaultdict(list)
    for table, start, size in pages:
        used[table] += [at for at in range(start, start + size) if content[at]]
    chance = random.Random(seed)  # noqa: S311 - places, not secrets
    tables = sorted(used)
    return [
        Flip(table, chance.choice(used[table]), chance.randrange(8))
        for table in (tables[number % len(tables)] for number in range(count))
    ]


class Trial:
    """A database at rest, and what commands print of it while it is sound."""

    def __init__(self, folder: Path, commands: Sequence[tuple[str, ...]] = COMMANDS) -> None:
        """Make the database in a folder of this folder; take what to run after each flip."""
        self._folder = folder
        self._commands = commands
        self.sound = folder / "sound"
        asyncio.run(fill(self.sound / DATABASE_NAME))
        Pseudonyms.load(self.sound / SECRET_NAME)
        with self._copied(self.sound) as copy:
            self._rows = _rows(copy / DATABASE_NAME)
            self._before = {command: _run(copy, command) for command in commands}
        self._bodies = [" ".join(each.body.split()) for each in (AYAM, BEBEK, LONG)]

    def try_(self, flip: Flip) -> Came:
        """Flip a bit of a copy, run every command on it, and return the outcome."""
        with self._copied(self.sound) as copy:
            flip.make(copy / DATABASE_NAME)
            changed = True  # Also if its rows can't be read any more.
            with contextlib.suppress(sqlite3.Error, UnicodeError):
                changed = _rows(copy / DATABASE_NAME) != self._rows
            found = {command: _run(copy, command) for command in self._commands}
        for command, run in found.items():
            if run.traceback:
                return Came(flip, LOST, f"`kutip {command[0]}` ended in {run.traceback}")
        said = any(run.says for run in found.values())
        wrong = [
            command
            for command, run in found.items()
            if command[0] in {"ask", "articles"} and run.out != self._before[command].out
        ]
        for command in wrong:
            if quoted := self._not_stored(found[command]):
                return Came(flip, LOST, f"`kutip {command[0]}` quoted {quoted!r}")
        if said:
            return Came(flip, REPORTED, "")
        if wrong:
            return Came(flip, LOST, f"`kutip {' '.join(wrong[0])}` differs, and nothing says so")
        return Came(flip, UNNOTICED if changed else RIGHT, "")

    def _not_stored(self, run: _Run) -> str | None:
        """Return a quote of an answer that no answer over the sound database had."""
        known = "".join(before.out for before in self._before.values())
        with contextlib.suppress(ValueError):
            answer = json.loads(run.out)
            for hit in answer.get("hits", []):
                text = hit.get("passage") or hit.get("text") or ""
                shown = " ".join(str(text).split())
                if json.dumps(text)[1:-1] not in known and not any(
                    shown in body for body in self._bodies
                ):
                    return str(text)
        return None

    @contextlib.contextmanager
    def _copied(self, source: Path) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            yield Path(shutil.copytree(source, Path(name) / "data"))


def _rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with contextlib.closing(
        sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    ) as connection:
        connection.text_factory = bytes
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
        ).fetchall()
        return {
            name.decode(): connection.execute(_EVERY.format(name.decode())).fetchall()
            for (name,) in tables
        }


def _run(data: Path, command: Sequence[str]) -> _Run:
    settings = {"KUTIP_DATA_DIR": str(data), "KUTIP_LANGUAGE": "en", "KUTIP_LOG_LEVEL": "warning"}
    program = Program(settings, data / ".env", open_assistant, assemble, serve_discord)
    words = [str(data.parent / "backup") if word == "BACKUP" else word for word in command]
    with speaking("en"), contextlib.redirect_stderr(io.StringIO()):
        result = CliRunner().invoke(cli, words, obj=program)
    error = result.exception
    traceback = "" if error is None or isinstance(error, SystemExit) else repr(error)
    if "Traceback" in result.stderr:
        traceback = result.stderr.splitlines()[-1]
    out = result.stdout
    if command[0] == "articles":  # Without how often and since when, which nothing can check.
        out = _COUNT_AND_TIME.sub("", out)
    return _Run(result.exit_code, out, result.stderr, traceback)


def main() -> None:
    """Try flips, and print the outcomes for each table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        came: dict[str, Counter[str]] = defaultdict(Counter)
        for number, flip in enumerate(
            choose(trial.sound / DATABASE_NAME, arguments.flips, arguments.seed)
        ):
            each = trial.try_(flip)
            came[flip.table][each.outcome] += 1
            if each.outcome == LOST:
                click.echo(f"{flip}: {each.why}")
            if number % 50 == 0:
                gc.collect()
    total = sum(came.values(), Counter[str]())
    outcomes = (RIGHT, REPORTED, UNNOTICED, LOST)
    for table, counts in [*sorted(came.items()), ("all", total)]:
        shown = ", ".join(f"{counts[each]} {each}" for each in outcomes if counts[each])
        click.echo(f"{table:22} {counts.total():4} tried: {shown}")


if __name__ == "__main__":
    main()
