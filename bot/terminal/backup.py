"""`kutip backup` and `kutip restore`: all data as one file, and back."""

import asyncio
from pathlib import Path

import click

from bot.pseudonyms import read_secret
from bot.querylog.unwritten import try_to_take_in, unwritten_files
from bot.settings import Settings
from bot.terminal.command import command, option
from bot.terminal.language import texts
from bot.terminal.program import Program
from corpus.backup import back_up
from corpus.database import open_database
from corpus.postgresql import shown
from corpus.postgresql_backup import back_up as back_up_postgresql
from corpus.postgresql_restore import restore as put_on_postgresql
from corpus.restore import restore as put_in_place

_FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


@command("backup", help="help.backup")
@_FILE
@option("--with-secret/--without-secret", default=True, help="help.backup_secret")
@click.pass_obj
def backup(program: Program, file: Path, with_secret: bool) -> None:
    """Write all data to a new file."""
    settings = program.settings()
    secret = read_secret(settings.secret) if with_secret else None
    if unwritten_files(settings.database):
        asyncio.run(_take_in(settings))
    if settings.database_url is None:
        back_up(settings.database, file, secret)
    else:
        asyncio.run(back_up_postgresql(settings.database_url, settings.database, file, secret))
    if with_secret:
        click.echo(texts("terminal.backed_up", file=file))
    else:
        click.echo(texts("terminal.backed_up_without", file=file, secret=settings.secret))


async def _take_in(settings: Settings) -> None:
    async with open_database(settings.database, settings.database_url) as engine:
        await try_to_take_in(engine)


@command("restore", help="help.restore")
@_FILE
@option("--force", is_flag=True, help="help.restore_force")
@click.pass_obj
def restore(program: Program, file: Path, force: bool) -> None:
    """Restore a backup."""
    settings = program.settings()
    url = settings.database_url
    if url is None:
        kept = put_in_place(file, settings.database, settings.secret, force=force)
    else:
        kept = asyncio.run(
            put_on_postgresql(file, url, settings.database, settings.secret, force=force)
        )
    place = settings.data_dir if url is None else shown(url)
    click.echo(texts("terminal.restored", file=file, folder=place))
    if kept is not None:
        click.echo(texts("terminal.restore_kept", folder=kept))
    if not settings.secret.exists():
        click.echo(texts("terminal.restore_no_secret", secret=settings.secret))
