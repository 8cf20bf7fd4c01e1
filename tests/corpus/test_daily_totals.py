"""The totals that triggers keep are those that counting gives, whatever changes in the log."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.corpus.totals import counted, kept

Query = tuple[str, int | None, str, float | None, float]
"""When, where, the outcome, the confidence and the time of a question."""
Hits = list[tuple[bool, bool]]
"""Whether each was chosen, and settled."""

QUERIES = some.tuples(
    some.builds(
        "2026-03-0{} {}".format,
        some.integers(1, 3),
        some.sampled_from(("00:00:00.000000", "23:59:59.999999")),
    ),
    some.sampled_from((None, 7, 8)),
    some.sampled_from(("answered", "refused", "error")),
    some.none() | some.sampled_from([fortieth / 40 for fortieth in range(41)]),
    # Exact in binary, so that nobody rounds a half differently.
    some.sampled_from([sixteenth / 16 for sixteenth in range(0, 400, 3)]),
)
LOGS = some.lists(
    some.tuples(QUERIES, some.lists(some.tuples(some.booleans(), some.booleans()), max_size=2)),
    min_size=1,
    max_size=12,
)
CHANGES = some.lists(
    some.sampled_from(
        [
            "DELETE FROM queries WHERE asked_at < '2026-03-02'",
            "DELETE FROM queries WHERE guild_id = 7",
            "DELETE FROM queries WHERE guild_id IS NULL",
            "DELETE FROM queries WHERE outcome = 'answered'",
            "DELETE FROM query_hits",
            "DELETE FROM query_hits WHERE query_id < '3'",
            "UPDATE queries SET guild_id = 8 WHERE guild_id = 7",
            "UPDATE queries SET asked_at = '2026-03-02 12:00:00.000000' WHERE id < '5'",
            "UPDATE queries SET outcome = 'refused', confidence = 0.05 WHERE confidence > 0.5",
            "UPDATE queries SET milliseconds = milliseconds * 2",
            "UPDATE queries SET delivered = 0, question_key = 'x'",
        ]
    ),
    max_size=4,
)


@contextmanager
def copied(migrated: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of an empty database in memory, with an article to quote."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        with closing(sqlite3.connect(migrated)) as empty:
            empty.backup(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("INSERT INTO articles VALUES ('ayam', 0, 1, 'ayam', NULL, NULL)")
        connection.execute(
            "INSERT INTO article_versions (article_id, version, title, source, language, body,"
            " sha256, taken_in_at) VALUES ('ayam', 1, 'Ayam', '', 'id', 'Ayam.', '', '')"
        )
        yield connection


def log(connection: sqlite3.Connection, rows: list[tuple[Query, Hits]]) -> None:
    for number, (query, hits) in enumerate(rows):
        connection.execute(
            "INSERT INTO queries (id, way_in, question, asked_at, guild_id, outcome, confidence,"
            " milliseconds) VALUES (?, 'slash', '?', ?, ?, ?, ?, ?)",
            (str(number), *query),
        )
        connection.executemany(
            "INSERT INTO query_hits VALUES (?, ?, 'ayam', 1, 1, 0, 1, 0, 1, 1.0, ?, ?)",
            [(str(number), rank, *hit) for rank, hit in enumerate(hits, start=1)],
        )


@given(rows=LOGS, changes=CHANGES)
def test_they_follow_every_change(
    migrated: Path, rows: list[tuple[Query, Hits]], changes: list[str]
) -> None:
    with copied(migrated) as connection:
        log(connection, rows)
        assert kept(connection) == counted(connection)
        for change in changes:
            connection.execute(change)
            assert kept(connection) == counted(connection), change


@given(rows=LOGS)
def test_a_change_that_is_rolled_back_is_not_counted(
    migrated: Path, rows: list[tuple[Query, Hits]]
) -> None:
    with copied(migrated) as connection:
        connection.execute("BEGIN")
        log(connection, rows)
        connection.execute("ROLLBACK")
        assert kept(connection) == {}


def test_an_empty_log_leaves_nothing(migrated: Path) -> None:
    with copied(migrated) as connection:
        log(
            connection, [(("2026-03-01 10:00:00.000000", 7, "answered", 0.5, 3.0), [(True, False)])]
        )
        connection.execute("DELETE FROM queries")
        assert kept(connection) == {}


@pytest.mark.parametrize("step", range(20))
def test_a_confidence_counts_from_its_twentieth_on(migrated: Path, step: int) -> None:
    least = step / 20
    with copied(migrated) as connection:
        log(connection, [(("2026-03-01 10:00:00.000000", 7, "answered", least, 3.0), [])])
        assert (7, "answered", "2026-03-01", step) in kept(connection)
