"""The totals of a query log, as the database keeps them and as they are counted without it."""

import sqlite3
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from corpus.schema import ALL_SERVERS, EVERYWHERE

Totals = dict[tuple[int, str, str, float], int]
"""How often by server, kind, day and value."""


def kept(connection: sqlite3.Connection) -> Totals:
    """Return what the table has."""
    rows = connection.execute("SELECT guild_id, kind, day, value, times FROM daily_totals")
    return {(guild, kind, day, value): times for guild, kind, day, value, times in rows}


def counted(connection: sqlite3.Connection) -> Totals:
    """Return what it must have."""
    totals: Counter[tuple[int, str, str, float]] = Counter()
    for query_id, guild, asked_at, outcome, confidence, milliseconds in connection.execute(
        "SELECT id, guild_id, asked_at, outcome, confidence, milliseconds FROM queries"
    ):
        firsts = connection.execute(
            "SELECT chosen, settled FROM query_hits WHERE query_id = ? AND rank = 1", (query_id,)
        )
        kinds = {outcome: step_of(confidence), "milliseconds": shown(milliseconds)}
        if any(chosen or settled for chosen, settled in firsts):
            kinds["settled"] = 0
        for place in (ALL_SERVERS, guild or EVERYWHERE):
            totals.update((place, kind, asked_at[:10], value) for kind, value in kinds.items())
    return dict(totals)


def step_of(confidence: float | None) -> int:
    """Return how many of 0.05, 0.1 … 1 a confidence reaches; -1 for none."""
    return -1 if confidence is None else sum(confidence >= step / 20 for step in range(1, 21))


def shown(milliseconds: float) -> float:
    """Return a time as the page shows it: below 10 ms to tenths, else to whole milliseconds."""
    digit = Decimal("0.1" if milliseconds < 10 else "1")
    return float(Decimal(milliseconds).quantize(digit, ROUND_HALF_UP))
