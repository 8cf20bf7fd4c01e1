"""`kutip backup` and `kutip restore`: all data as one file, and back."""

import asyncio
from pathlib import Path

import click

from bot.errors import SettingsError
from bot.pseudonyms import read_secret
from bot.querylog.unwritten import try_to_take_in, unwritten_files
from bot.settings import Settings
from bot.terminal.command import command, option
from bot.terminal.language import texts
from bot.terminal.program import Program
from corpus.backup import back_up
from corpus.database import open_database
from corpus.restore import restore as put_in_place

_FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


@command("backup", help="help.backup")
@_FILE
@option("--with-secret/--without-secret", default=True, help="help.backup_secret")
@click.pass_obj
def backup(program: Program, file: Path, with_secret: bool) -> None:
    """Write all data to a new file."""
    settings = program.settings()
    _check_local(settings)
    secret = read_secret(settings.secret) if with_secret else None
    if unwritten_files(settings.database):
        asyncio.run(_take_in(settings.database))
    back_up(settings.database, file, secret)
    if with_secret:
        click.echo(texts("terminal.backed_up", file=file))
    else:
        click.echo(texts("terminal.backed_up_without", file=file, secret=settings.secret))


def _check_local(settings: Settings) -> None:
    if settings.database_url is not None:
        raise SettingsError(
            "`kutip backup` and `kutip restore` are for a database in the data folder; use pg_dump "
            "and pg_restore for PostgreSQL, and keep a copy of {secret}.",
            secret=settings.secret,
        )


async def _take_in(database: Path) -> None:
    async with open_database(database) as engine:
        await try_to_take_in(engine)


@command("restore", help="help.restore")
@_FILE
@option("--force", is_flag=True, help="help.restore_force")
@click.pass_obj
def restore(program: Program, file: Path, force: bool) -> None:
    """Restore a backup."""
    settings = program.settings()
    _check_local(settings)
    kept = put_in_place(file, settings.database, settings.secret, force=force)
    click.echo(texts("terminal.restored", file=file, folder=settings.data_dir))
    if kept is not None:
        click.echo(texts("terminal.restore_kept", folder=kept))
    if not settings.secret.exists():
        click.echo(texts("terminal.restore_no_secret", secret=settings.secret))
