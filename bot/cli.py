"""The commands of `kutip`, for terminals."""

import asyncio
import io
import os
import signal
import sys
from contextlib import AsyncExitStack
from types import FrameType
from typing import NoReturn

import click
from rich.console import Console
from sqlalchemy.exc import DBAPIError

from bot.asked import Asked, WayIn
from bot.dashboard.address import AddressError
from bot.errors import (
    DiscordUnreachableError,
    MissingLibraryError,
    MissingPackageError,
    SecretError,
    SettingsError,
    TokenRefusedError,
)
from bot.locales import texts_for
from bot.operations.logs import redact
from bot.settings import Settings
from bot.terminal.add import add
from bot.terminal.articles import articles, put_back, remove
from bot.terminal.backup import backup, restore
from bot.terminal.check import check
from bot.terminal.console import Chat, as_json, show
from bot.terminal.evaluate import evaluate
from bot.terminal.explained import show_explanation
from bot.terminal.export import ExportError, export
from bot.terminal.export_judgements import export_judgements
from bot.terminal.log import log
from bot.terminal.output import write_utf8
from bot.terminal.program import GUILD, Program
from bot.terminal.purge import purge
from bot.terminal.review import review
from bot.terminal.train import train
from bot.terminal.watch import FolderError, watch
from corpus.errors import BackupError, DatabaseError, KutipError, NoBackupError
from index.learning.errors import JudgedSetError, TrecError

REFUSED = 1
"""What `kutip ask` exits with when no passage answers; misuse of the command line is 2."""

NO_OUTPUT = 74
"""What any command exits with when its output can't be written."""
INTERRUPTED = 130
"""What a command exits with that Ctrl-C or SIGTERM ended before it was done, as in a shell."""
CLOSED_PIPE = 141
"""What any command exits with when nobody reads its output any more, as a shell would say."""

EXIT_STATUS: dict[type[KutipError], int] = {
    FolderError: 66,
    JudgedSetError: 66,
    NoBackupError: 66,
    AddressError: 69,
    DiscordUnreachableError: 69,
    MissingLibraryError: 69,
    MissingPackageError: 69,
    BackupError: 73,
    ExportError: 73,
    TrecError: 73,
    DatabaseError: 74,
    SecretError: 74,
    TokenRefusedError: 77,
    SettingsError: 78,
}
"""What an error exits with, numbered as in sysexits.h; any other with REFUSED."""


class Commands(click.Group):
    """A group of commands that ends a KutipError with its one sentence and a fitting status."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            return super().invoke(ctx)
        except KutipError as error:
            _fail(error)
        except DBAPIError as error:
            _fail(
                DatabaseError(
                    f"the database can't be used: {error.orig}; make sure that the disk has room "
                    "and that no other program holds it, then try again."
                )
            )
        except BrokenPipeError:
            _discard_output()  # who reads it has seen enough
            sys.exit(CLOSED_PIPE)
        except OSError as error:
            if error.filename is not None:
                raise  # of a file, not of the output
            _discard_output()
            click.echo(f"kutip: the output can't be written: {error.strerror}.", err=True)
            sys.exit(NO_OUTPUT)
        except KeyboardInterrupt:
            if ctx.invoked_subcommand in {"run", "chat", "watch", "review"}:
                sys.exit(0)
            sys.exit(INTERRUPTED)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Do as Ctrl-C does: a running event loop then ends its task in order, not in mid-air."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's job in the background
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


def _discard_output() -> None:
    """Let go of what is not written yet; else Python tries again at its end, and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(error: KutipError) -> NoReturn:
    click.echo(f"kutip: {redact(str(error))}", err=True)
    statuses = (EXIT_STATUS[kind] for kind in type(error).__mro__ if kind in EXIT_STATUS)
    sys.exit(next(statuses, REFUSED))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kutip", message="kutip %(version)s")
def cli() -> None:
    """Answer questions by quoting articles, word for word, on Discord or here.

    Exit status: 0 fine, 1 no passage answers, something was refused or is to be done, 2 misuse,
    66 a judged set, folder or backup can't be read, 69 Discord can't be reached or a package is
    missing, 73 runs, files or a backup can't be written, 74 the database or the secret beside it
    can't be used, 77 Discord refused the token, 78 a setting is wrong, 130 interrupted.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Where a character can't be shown, a question mark is.
        sys.stdout.reconfigure(errors="replace")


for command in (
    add,
    articles,
    remove,
    put_back,
    export,
    watch,
    evaluate,
    train,
    backup,
    restore,
    check,
    purge,
    review,
    log,
    export_judgements,
):
    cli.add_command(command)


@cli.command()
@click.pass_obj
def run(program: Program) -> None:
    """Run Kutip: on Discord with DISCORD_TOKEN set, else in this terminal."""
    settings = program.settings()
    if settings.discord_token:
        asyncio.run(program.serve_discord(settings, settings.discord_token))
    else:
        _chat(program, settings, texts_for(None, settings.language).terminal_how_to_discord)


@cli.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--json", "wants_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--explain", "wants_why", is_flag=True, help="Print instead why passages are shown or not."
)
@click.option(
    "--top",
    type=click.IntRange(1, 20),
    default=3,
    show_default=True,
    help="How many passages to quote at most.",
)
@GUILD
@click.pass_obj
def ask(  # noqa: PLR0913, PLR0917 - an argument each, as Click gives them
    program: Program,
    question: tuple[str, ...],
    wants_json: bool,
    wants_why: bool,
    top: int,
    guild_id: int | None,
) -> None:
    """Ask one QUESTION, print the answer, and exit."""
    settings = program.settings()
    if wants_why and wants_json:
        raise click.UsageError("--explain and --json can't be given together.")
    asked = Asked(" ".join(question), WayIn.TERMINAL, guild_id=guild_id, locale=settings.language)
    if wants_why:
        sys.exit(asyncio.run(_explain(program, settings, asked, top)))
    sys.exit(asyncio.run(_ask(program, settings, asked, wants_json, top)))


@cli.command()
@GUILD
@click.pass_obj
def chat(program: Program, guild_id: int | None) -> None:
    """Ask one question after the other, until end of input (Ctrl-D)."""
    _chat(program, program.settings(), guild_id=guild_id)


async def _ask(
    program: Program, settings: Settings, asked: Asked, wants_json: bool, top: int
) -> int:
    async with program.open_assistant(settings) as assistant:
        answer = (await assistant.ask(asked, top)).answer
        if wants_json:
            write_utf8()
            click.echo(as_json(answer))
        else:
            show(answer, texts_for(None, settings.language), _console())
    return 0 if answer.answered else REFUSED


async def _explain(program: Program, settings: Settings, asked: Asked, top: int) -> int:
    async with program.open_assistant(settings) as assistant:
        explanation = await assistant.explain(asked, top)
        show_explanation(explanation, _console())
    return 0 if explanation.shown else REFUSED


def _chat(
    program: Program, settings: Settings, first_line: str = "", guild_id: int | None = None
) -> None:
    console = _console()
    if first_line:
        console.print(first_line, style="dim")
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        assistant = runner.run(stack.enter_async_context(program.open_assistant(settings)))
        texts = texts_for(None, settings.language)
        try:
            Chat(assistant, texts, settings.language, console, guild_id).run(runner)
        finally:
            runner.run(stack.aclose())


class _Output(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to Commands; Rich itself would exit with what means refused here."""
        raise BrokenPipeError


def _console() -> Console:
    """Return a console that wraps and colours on a terminal, and leaves a pipe's text as it is."""
    return _Output(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())
