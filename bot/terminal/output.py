"""Output to a terminal or to another program."""

import io
import sys

from rich.console import Console

# Wider than any table, so that Rich truncates no cell; the terminal wraps long lines.
_UNBOUNDED = 1000


class _Output(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to `bot.cli`; Rich itself would exit with 1, which means refused there."""
        raise BrokenPipeError


def is_for_people() -> bool:
    """Return whether the output goes to a terminal, not to a program or a file."""
    return sys.stdout.isatty()


def console() -> Console:
    """Return a console that wraps and colours on a terminal and writes plain text to a pipe."""
    return _Output(highlight=False, markup=False, emoji=False, soft_wrap=not is_for_people())


def unbounded_console() -> Console:
    """Return a console that prints plain text and never wraps or truncates tables."""
    return Console(width=_UNBOUNDED, highlight=False, markup=False, emoji=False)


def write_utf8() -> None:
    """Switch standard output to UTF-8, whatever the locale, for output that programs read."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
