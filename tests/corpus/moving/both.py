"""What is in a database, as the rest of Kutip reads it, and who watches a move."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import URL

from corpus.database import open_database
from corpus.moving.tables import Stage
from corpus.schema import (
    change_count,
    daily_totals,
    metadata,
    moments,
    row_changes,
    shard_group,
    shard_leases,
    shard_processes,
    shard_turns,
)

LEFT_OUT = {daily_totals, row_changes, shard_group, shard_leases, shard_processes, shard_turns}
COUNTERS = {change_count, moments}
Content = dict[str, list[tuple[Any, ...]]]


class Unwatched:
    """Shows nothing, but does something where a stage begins, if that is wanted."""

    def __init__(self, stage: Stage | None = None, act: Callable[[], object] = list) -> None:
        self._stage, self._act = stage, act

    def begin(self, stage: Stage, total: int) -> None:
        if stage is self._stage:
            self._act()

    def advance(self, steps: int) -> None:
        pass


class Counting:
    """Counts the steps of each stage."""

    def __init__(self) -> None:
        self.totals: dict[Stage, int] = {}
        self.steps: dict[Stage, int] = {}

    def begin(self, stage: Stage, total: int) -> None:
        self._stage = stage
        self.totals[stage], self.steps[stage] = total, 0

    def advance(self, steps: int) -> None:
        self.steps[self._stage] += steps


def interrupt() -> None:
    raise KeyboardInterrupt


async def content(path: Path, url: URL | None = None) -> Content:
    """Return the rows of every table, by its name."""
    found = {}
    async with open_database(path, url) as engine, engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = await connection.execute(select(table).order_by(*table.primary_key.columns))
            found[table.name] = [tuple(row) for row in rows]
    return found


def moved(found: Content) -> Content:
    """Return what must be the same after a move."""
    left_out = {table.name for table in LEFT_OUT}
    return {name: rows for name, rows in found.items() if name not in left_out}


async def is_empty(path: Path, url: URL) -> bool:
    """Return whether there is nothing but the counters, and these are new."""
    counters = {table.name for table in COUNTERS}
    found = await content(path, url)
    return all(rows == [(1, 0)] if name in counters else not rows for name, rows in found.items())
