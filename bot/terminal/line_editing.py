"""Line editing and history of what is typed in a terminal."""

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

log = logging.getLogger(__name__)

MOST_LINES = 1000
"""Lines of the history that are kept: the last ones."""


@contextmanager
def line_editing(history: Path | None) -> Iterator[None]:
    """Let the lines that `input` reads be edited in the block, and earlier ones be brought back.

    They are kept in the file `history`, which only its owner can read; None: only for this block.
    Without a terminal nothing happens, and on Windows the console does this by itself.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield
        return
    try:
        # Not on every system, and not without a terminal.
        readline = import_module("readline")
    except ImportError:
        yield
        return
    readline.set_history_length(MOST_LINES)
    if history is not None and not _read(history):
        history = None
    known = readline.get_current_history_length()
    try:
        yield
    finally:
        typed = readline.get_current_history_length() - known
        if history is not None and typed > 0:
            with contextlib.suppress(OSError):  # The lines were answered; only recall is lost.
                # Another chat may have added lines meanwhile.
                readline.append_history_file(typed, history)


def _read(history: Path) -> bool:
    """Read the file, made if need be; return whether it can be used."""
    readline = import_module("readline")
    try:
        os.close(os.open(history, os.O_RDWR | os.O_CREAT, 0o600))
        readline.read_history_file(history)
    except OSError as error:
        log.warning("What is typed is not kept: %s", error)
        return False
    return True
