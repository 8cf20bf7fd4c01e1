"""The command line of `kutip`."""

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
    MissingSourceError,
    SecretError,
    SettingsError,
    TokenRefusedError,
)
from bot.faults import sentence
from bot.operations.logs import redact
from bot.settings import Settings
from bot.terminal.add import add
from bot.terminal.articles import articles, put_back, remove
from bot.terminal.backup import backup, restore
from bot.terminal.bench import bench
from bot.terminal.check import check
from bot.terminal.command import Group, Option, option
from bot.terminal.console import Chat, as_json, show
from bot.terminal.evaluate import evaluate
from bot.terminal.explained import show_explanation
from bot.terminal.export import ExportError, export
from bot.terminal.export_judgements import export_judgements
from bot.terminal.language import current_texts, texts
from bot.terminal.log import log
from bot.terminal.output import write_utf8
from bot.terminal.program import GUILD, Program
from bot.terminal.purge import purge
from bot.terminal.review import review
from bot.terminal.train import train
from bot.terminal.watch import FolderError, watch
from corpus.errors import BackupError, DatabaseError, InvalidBackupError, KutipError
from index.errors import JudgedSetError, TrecError

REFUSED = 1
"""Exit status of `kutip ask` when no passage answers; a usage error is 2."""

NO_OUTPUT = 74
"""Exit status of any command whose output can't be written."""
INTERRUPTED = 130
"""Exit status of a command interrupted by Ctrl-C or SIGTERM, as in a shell."""
CLOSED_PIPE = 141
"""Exit status of any command whose output pipe was closed, as a shell reports SIGPIPE."""

EXIT_STATUS: dict[type[KutipError], int] = {
    FolderError: 66,
    JudgedSetError: 66,
    InvalidBackupError: 66,
    AddressError: 69,
    DiscordUnreachableError: 69,
    MissingLibraryError: 69,
    MissingPackageError: 69,
    MissingSourceError: 69,
    BackupError: 73,
    ExportError: 73,
    TrecError: 73,
    DatabaseError: 74,
    SecretError: 74,
    TokenRefusedError: 77,
    SettingsError: 78,
}
"""Exit statuses by error, numbered as in sysexits.h; any other error exits with REFUSED."""


class Commands(Group):
    """The group of all commands; prints a KutipError as one sentence and exits with its status."""

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
                    "The database can't be used: {reason}; check that the disk has free space and "
                    "that no other program has it locked, then try again.",
                    reason=error.orig,
                )
            )
        except BrokenPipeError:
            _discard_output()  # the reader closed the pipe
            sys.exit(CLOSED_PIPE)
        except OSError as error:
            if error.filename is not None:
                raise  # of a file, not of the output
            _discard_output()
            click.echo(f"kutip: {texts('terminal.no_output', reason=error.strerror)}", err=True)
            sys.exit(NO_OUTPUT)
        except KeyboardInterrupt:
            if ctx.invoked_subcommand in {"run", "chat", "watch", "review"}:
                sys.exit(0)
            sys.exit(INTERRUPTED)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Behave like Ctrl-C, so that a running event loop cancels its task and cleans up."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's job in the background
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


def _discard_output() -> None:
    """Discard buffered output; otherwise Python tries to write it again at exit, and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(error: KutipError) -> NoReturn:
    click.echo(f"kutip: {redact(sentence(error, current_texts()))}", err=True)
    statuses = (EXIT_STATUS[kind] for kind in type(error).__mro__ if kind in EXIT_STATUS)
    sys.exit(next(statuses, REFUSED))


@click.group(
    cls=Commands, help="help.kutip", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(
    package_name="kutip", message="kutip %(version)s", cls=Option, help="help.version"
)
def cli() -> None:
    """Answer questions by quoting articles."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Characters that the terminal's encoding lacks become question marks.
        sys.stdout.reconfigure(errors="replace")


for command in (
    add,
    articles,
    remove,
    put_back,
    export,
    watch,
    evaluate,
    bench,
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


@cli.command(help="help.run")
@click.pass_obj
def run(program: Program) -> None:
    """Run Kutip on Discord or, without a token, in the terminal."""
    settings = program.settings()
    if settings.discord_token:
        asyncio.run(program.serve_discord(settings, settings.discord_token))
    else:
        _chat(program, settings, texts("terminal.how_to_discord"))


@cli.command(help="help.ask")
@click.argument("question", nargs=-1, required=True)
@option("--json", "wants_json", is_flag=True, help="help.json")
@option("--explain", "wants_why", is_flag=True, help="help.ask_explain")
@option(
    "--top",
    type=click.IntRange(1, 20),
    default=3,
    show_default=True,
    help="help.ask_top",
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
    """Ask one question, print the answer, and exit."""
    settings = program.settings()
    if wants_why and wants_json:
        raise click.UsageError(texts("usage.exclusive", first="--explain", second="--json"))
    asked = Asked(" ".join(question), WayIn.TERMINAL, guild_id=guild_id, locale=program.language())
    if wants_why:
        sys.exit(asyncio.run(_explain(program, settings, asked, top)))
    sys.exit(asyncio.run(_ask(program, settings, asked, wants_json, top)))


@cli.command(help="help.chat")
@GUILD
@click.pass_obj
def chat(program: Program, guild_id: int | None) -> None:
    """Answer one question after the other, until end of input."""
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
            show(answer, current_texts(), _console())
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
        try:
            Chat(assistant, current_texts(), console, guild_id).run(runner)
        finally:
            runner.run(stack.aclose())


class _Output(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to Commands; Rich itself would exit with 1, which means refused here."""
        raise BrokenPipeError


def _console() -> Console:
    """Return a console that wraps and colours on a terminal and writes plain text to a pipe."""
    return _Output(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())
