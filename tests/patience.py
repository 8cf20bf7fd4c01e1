"""The product's patience with others, without end: how fast a machine is must decide no test.

Tests of what happens once it is at its end hand in a patience that is over at once.
"""

import bot.querylog.log
import corpus.changes
import corpus.reader
import corpus.sqlite

LONG = 600
"""Seconds, more than any machine takes: only so that what hangs ends at last."""
BUSY_TIMEOUT_MS = corpus.sqlite.BUSY_TIMEOUT_MS
"""What the product has."""


def be_patient() -> None:
    """Let this process wait for locked databases, records, and processes that start."""
    corpus.sqlite.BUSY_TIMEOUT_MS = 1000 * LONG
    corpus.changes.PATIENCE = LONG
    corpus.reader.START_SECONDS = LONG
    bot.querylog.log.WAIT_SECONDS = LONG
