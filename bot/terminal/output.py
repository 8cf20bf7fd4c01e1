"""How output leaves for a terminal, or for another program."""

import io
import sys

from rich.console import Console

# Wider than any table, so that no cell is cut; a terminal wraps what doesn't fit.
_UNBOUNDED = 1000


def unbounded_console() -> Console:
    """Return a console that prints texts as they are, each line of a table whole."""
    return Console(width=_UNBOUNDED, highlight=False, markup=False, emoji=False)


def write_utf8() -> None:
    """Write UTF-8 from now on, whatever this machine's terminals take: a program reads it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
