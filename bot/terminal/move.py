"""`kutip move`: all data from the file in the data folder to PostgreSQL, or back."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress

from bot.settings import Settings, is_database_url
from bot.terminal.command import command, option
from bot.terminal.language import texts
from bot.terminal.program import Program
from corpus.errors import MoveError
from corpus.moving.tables import Stage
from corpus.moving.to_postgresql import move_to_postgresql
from corpus.moving.to_sqlite import move_to_sqlite
from corpus.only_bot import only_bot
from corpus.postgresql import shown

SQLITE = "sqlite"
"""In place of a URL: the file in the data folder."""


class _Bar:
    """Shows how far a move is, on a bar for each stage in turn."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._bar = progress.add_task("")

    def begin(self, stage: Stage, total: int) -> None:
        """Begin a bar."""
        self._progress.reset(self._bar, total=total, description=texts(f"terminal.moving_{stage}"))

    def advance(self, steps: int) -> None:
        """Move it on."""
        self._progress.advance(self._bar, steps)


@contextmanager
def _bar() -> Iterator[_Bar]:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        yield _Bar(progress)


def _address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse what is no address, without showing it: there may be a password in it."""
    if value != SQLITE and not is_database_url(value):
        raise click.BadParameter(texts("usage.move_to"))
    return value


@command("move", help="help.move")
@option("--to", metavar="URL", required=True, callback=_address, help="help.move_to")
@click.pass_obj
def move(program: Program, to: str) -> None:
    """Move all data to another kind of database."""
    settings = program.settings()
    if (settings.database_url is None) == (to == SQLITE):
        raise MoveError(
            "The data is there already: `--to sqlite` is for data on PostgreSQL "
            "(KUTIP_DATABASE_URL), `--to postgresql://…` for data in the data folder. From one "
            "PostgreSQL to another, use pg_dump and pg_restore."
        )
    with only_bot(settings.data_dir):
        if settings.database_url is None:
            _to_postgresql(settings, to)
        else:
            _to_sqlite(settings, settings.database_url)


def _to_postgresql(settings: Settings, url: str) -> None:
    with _bar() as bar:
        rows = asyncio.run(move_to_postgresql(settings.database, url, bar))
    click.echo(texts("terminal.moved", rows=rows, path=shown(url)))
    click.echo(texts("terminal.after_move_to_postgresql", secret=settings.secret))
    click.echo(texts("terminal.move_kept", path=settings.database))


def _to_sqlite(settings: Settings, url: str) -> None:
    with _bar() as bar:
        rows = asyncio.run(move_to_sqlite(url, settings.database, bar))
    click.echo(texts("terminal.moved", rows=rows, path=settings.database))
    click.echo(texts("terminal.after_move_to_sqlite", secret=settings.secret))
    click.echo(texts("terminal.move_kept", path=shown(url)))
