"""`kutip backup` and `kutip restore`: all data as one file, and back."""

from pathlib import Path

import click

from bot.pseudonyms import read_secret
from bot.terminal.program import Program
from corpus.backup import back_up
from corpus.restore import restore as put_in_place

_FILE = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


@click.command("backup")
@_FILE
@click.option(
    "--with-secret/--without-secret",
    default=True,
    help="Whether the secret goes in, without which earlier askers are strangers.  [default: with]",
)
@click.pass_obj
def backup(program: Program, file: Path, with_secret: bool) -> None:
    """Write all that Kutip keeps to FILE, which must be new; a running bot goes on meanwhile.

    With the secret, whoever has FILE can find out which user of Discord asked what. Without,
    nobody can: after a restore on another machine, /privacy finds only what is asked from then on.
    """
    settings = program.settings()
    secret = read_secret(settings.secret) if with_secret else None
    back_up(settings.database, file, secret)
    click.echo(
        f"Backed up to {file}, with the secret: keep it where only you can read it."
        if with_secret
        else f"Backed up to {file}, without the secret {settings.secret}: keep that elsewhere."
    )


@click.command("restore")
@_FILE
@click.option("--force", is_flag=True, help="Take the place of what is there, which is kept.")
@click.pass_obj
def restore(program: Program, file: Path, force: bool) -> None:
    """Put what `kutip backup` wrote to FILE into its place; Kutip must not be running.

    Articles that were removed from a shelf come back with `kutip put-back`.
    """
    settings = program.settings()
    kept = put_in_place(file, settings.database, settings.secret, force=force)
    click.echo(f"Restored {file} to {settings.data_dir}.")
    if kept is not None:
        click.echo(f"What was there is in {kept}.")
    if not settings.secret.exists():
        click.echo(
            f"The secret was not in it: put your copy to {settings.secret} before Kutip starts, "
            "or it makes a new one, and earlier askers are strangers."
        )
