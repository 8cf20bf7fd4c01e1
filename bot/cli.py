"""The command line of `kutip`."""

import io
import os
import signal
import sys
from types import FrameType

import click

from bot.terminal.command import Group, LazyCommand, Option
from bot.terminal.language import texts
from corpus.errors import KutipError

NO_OUTPUT = 74
"""Exit status of any command whose output can't be written."""
INTERRUPTED = 130
"""Exit status of a command interrupted by Ctrl-C or SIGTERM, as in a shell."""
CLOSED_PIPE = 141
"""Exit status of any command whose output pipe was closed, as a shell reports SIGPIPE."""

PROGRAM = "kutip"
"""What people type, and by which a shell's completion asks for what completes it."""

COMMANDS = {
    "add": "bot.terminal.add:add",
    "articles": "bot.terminal.articles:articles",
    "ask": "bot.terminal.ask:ask",
    "backup": "bot.terminal.backup:backup",
    "bench": "bot.terminal.bench:bench",
    "chat": "bot.terminal.run:chat",
    "check": "bot.terminal.check:check",
    "completion": "bot.terminal.completion:completion",
    "embed": "bot.terminal.embed:embed",
    "eval": "bot.terminal.evaluate:evaluate",
    "export": "bot.terminal.export:export",
    "export-judgements": "bot.terminal.export_judgements:export_judgements",
    "follow": "bot.terminal.follow:follow",
    "invite": "bot.terminal.invite:invite",
    "log": "bot.terminal.log:log",
    "move": "bot.terminal.move:move",
    "purge": "bot.terminal.purge:purge",
    "put-back": "bot.terminal.articles:put_back",
    "remove": "bot.terminal.articles:remove",
    "restore": "bot.terminal.backup:restore",
    "review": "bot.terminal.review:review",
    "run": "bot.terminal.run:run",
    "setup": "bot.terminal.setup:setup",
    "train": "bot.terminal.train:train",
    "watch": "bot.terminal.watch:watch",
}
"""Each command by its name."""


class Commands(Group):
    """The group of all commands; prints a KutipError as one sentence and exits with its status."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            return super().invoke(ctx)
        except KutipError as error:
            # Imported here, because all kinds of errors are.
            from bot.terminal.failures import fail  # noqa: PLC0415

            fail(error)
        except BrokenPipeError:
            _discard_output()  # the reader closed the pipe
            sys.exit(CLOSED_PIPE)
        except OSError as error:
            if error.filename is not None:
                raise  # of a file, not of the output
            _discard_output()
            click.echo(f"kutip: {texts('terminal.no_output', reason=error.strerror)}", err=True)
            sys.exit(NO_OUTPUT)
        except Exception as error:
            _fail_if_damaged(ctx, error)
            raise
        except KeyboardInterrupt:
            if ctx.invoked_subcommand in {"run", "chat", "watch", "review"}:
                sys.exit(0)
            sys.exit(INTERRUPTED)


def _fail_if_damaged(ctx: click.Context, error: Exception) -> None:
    """Fail with a sentence if an unexpected error is due to a damaged database."""
    if not isinstance(error, (click.ClickException, click.exceptions.Exit, click.Abort)):
        from bot.terminal.failures import fail_if_damaged  # noqa: PLC0415

        fail_if_damaged(ctx.obj, error)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """Behave like Ctrl-C, so that a running event loop cancels its task and cleans up."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell's job in the background
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


def _discard_output() -> None:
    """Discard buffered output; otherwise Python tries to write it again at exit, and complains."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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


for name, target in COMMANDS.items():
    cli.add_command(LazyCommand(name, target))
