"""The commands of `kutip`, for terminals."""

import asyncio
import io
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
from rich.console import Console

from bot.asked import Asked, WayIn
from bot.assistant import Assistant
from bot.console import Chat, as_json, show
from bot.errors import (
    DiscordUnreachableError,
    MissingPackageError,
    SecretError,
    SettingsError,
    TokenRefusedError,
)
from bot.evaluate import evaluate
from bot.explained import show_explanation
from bot.locales import texts_for
from bot.settings import Settings, load_settings
from bot.train import train
from corpus.errors import DatabaseError, KutipError
from index.errors import JudgedSetError, TrecError

REFUSED = 1
"""What `kutip ask` exits with when no passage answers; misuse of the command line is 2."""

NO_OUTPUT = 74
"""What any command exits with when its output can't be written."""
CLOSED_PIPE = 141
"""What any command exits with when nobody reads its output any more, as a shell would say."""

EXIT_STATUS: dict[type[KutipError], int] = {
    JudgedSetError: 66,
    DiscordUnreachableError: 69,
    MissingPackageError: 69,
    TrecError: 73,
    DatabaseError: 74,
    SecretError: 74,
    TokenRefusedError: 77,
    SettingsError: 78,
}
"""What an error exits with, numbered as in sysexits.h."""


@dataclass(frozen=True, slots=True)
class Program:
    """What the commands start, handed in by the composition root."""

    environment: Mapping[str, str]
    env_file: Path
    open_assistant: Callable[[Settings], AbstractAsyncContextManager[Assistant]]
    serve_discord: Callable[[Settings, str], Coroutine[Any, Any, None]]

    def settings(self) -> Settings:
        """Return the settings of this run, and let the program's log follow them."""
        settings = load_settings(self.environment, self.env_file)
        _log_to_standard_error(settings.log_level.upper())
        return settings


class Commands(click.Group):
    """A group of commands that ends a KutipError with its one sentence and a fitting status."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            return super().invoke(ctx)
        except KutipError as error:
            _fail(error)
        except BrokenPipeError:
            # Who reads the output has seen enough; else Python complains once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(CLOSED_PIPE)
        except OSError as error:
            if error.filename is not None:
                raise  # of a file, not of the output
            click.echo(f"kutip: the output can't be written: {error.strerror}.", err=True)
            sys.exit(NO_OUTPUT)
        except KeyboardInterrupt:
            if ctx.invoked_subcommand in {"run", "chat"}:
                sys.exit(0)
            raise


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _log_to_standard_error(level: str) -> None:
    logging.basicConfig(
        format="%(asctime)s %(levelname)-7s %(name)s: %(message)s", stream=sys.stderr
    )
    # The level is that of our own packages: below WARNING, the libraries print what people ask.
    for package in ("bot", "corpus"):
        logging.getLogger(package).setLevel(level)


def _fail(error: KutipError) -> NoReturn:
    click.echo(f"kutip: {error}", err=True)
    sys.exit(next(EXIT_STATUS[kind] for kind in type(error).__mro__ if kind in EXIT_STATUS))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kutip", message="kutip %(version)s")
def cli() -> None:
    """Answer questions by quoting articles, word for word, on Discord or here.

    Exit status: 0 fine, 1 no passage answers, 2 misuse, 66 a judged set can't be read, 69 Discord
    can't be reached or a package is missing, 73 runs can't be written, 74 the database or the
    secret beside it can't be used, 77 Discord refused the token, 78 a setting is wrong.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Where a character can't be shown, a question mark is.
        sys.stdout.reconfigure(errors="replace")


cli.add_command(evaluate)
cli.add_command(train)


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
@click.pass_obj
def ask(
    program: Program, question: tuple[str, ...], wants_json: bool, wants_why: bool, top: int
) -> None:
    """Ask one QUESTION, print the answer, and exit."""
    settings = program.settings()
    if wants_why and wants_json:
        raise click.UsageError("--explain and --json can't be given together.")
    if wants_why:
        sys.exit(asyncio.run(_explain(program, settings, " ".join(question), top)))
    asked = Asked(" ".join(question), WayIn.TERMINAL, locale=settings.language)
    sys.exit(asyncio.run(_ask(program, settings, asked, wants_json, top)))


@cli.command()
@click.pass_obj
def chat(program: Program) -> None:
    """Ask one question after the other, until end of input (Ctrl-D)."""
    _chat(program, program.settings())


async def _ask(
    program: Program, settings: Settings, asked: Asked, wants_json: bool, top: int
) -> int:
    async with program.open_assistant(settings) as assistant:
        answer = (await assistant.ask(asked, top)).answer
        if wants_json:
            click.echo(as_json(answer))
        else:
            show(answer, texts_for(None, settings.language), _console())
    return 0 if answer.answered else REFUSED


async def _explain(program: Program, settings: Settings, question: str, top: int) -> int:
    async with program.open_assistant(settings) as assistant:
        explanation = assistant.explain(question, top)
        show_explanation(explanation, _console())
    return 0 if explanation.shown else REFUSED


def _chat(program: Program, settings: Settings, first_line: str = "") -> None:
    console = _console()
    if first_line:
        console.print(first_line, style="dim")
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        assistant = runner.run(stack.enter_async_context(program.open_assistant(settings)))
        try:
            Chat(assistant, texts_for(None, settings.language), settings.language, console).run(
                runner
            )
        finally:
            runner.run(stack.aclose())


class _Output(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to Commands; Rich itself would exit with what means refused here."""
        raise BrokenPipeError


def _console() -> Console:
    """Return a console that wraps and colours on a terminal, and leaves a pipe's text as it is."""
    return _Output(highlight=False, markup=False, emoji=False, soft_wrap=not sys.stdout.isatty())
