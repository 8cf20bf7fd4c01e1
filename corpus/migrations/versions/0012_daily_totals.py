"""Totals of the query log by day, which triggers keep, and an index of the quoted articles."""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

STEPS = 20
CONFIDENCE = " ".join(
    f"WHEN {{query}}confidence >= {step / STEPS} THEN {step}" for step in range(STEPS, 0, -1)
)
# The kinds and values by which a question is counted. Times are rounded as they are shown.
OUTCOME = f"""
    SELECT {{query}}outcome AS kind,
        CASE WHEN {{query}}confidence IS NULL THEN -1 {CONFIDENCE} ELSE 0 END AS value
"""
TIME = """
    SELECT 'milliseconds' AS kind, CASE WHEN {query}milliseconds < 10
        THEN round(CAST({query}milliseconds AS NUMERIC), 1)
        ELSE round(CAST({query}milliseconds AS NUMERIC)) END AS value
"""
SETTLED = "SELECT 'settled' AS kind, 0 AS value"
IS_SETTLED = "rank = 1 AND (chosen OR settled)"

CHANGED = "asked_at, guild_id, outcome, confidence, milliseconds"
GUILD = "coalesce({query}guild_id, 0)"
DAY = "substr({query}asked_at, 1, 10)"
ROWS = """
    SELECT guild_id, kind, {day}, value
    FROM (SELECT {guild} AS guild_id UNION ALL SELECT -1) AS places
    CROSS JOIN ({counted}) AS counted
"""
ADD = """
    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT one.*, 1 FROM ({rows}) AS one WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = daily_totals.times + 1;
"""
SUBTRACT = """
    UPDATE daily_totals SET times = times - 1 WHERE (guild_id, kind, day, value) IN ({rows});
    DELETE FROM daily_totals WHERE (guild_id, kind, day, value) IN ({rows}) AND times = 0;
"""


def upgrade() -> None:
    op.create_table(
        "daily_totals",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "kind", "day", "value", name=op.f("pk_daily_totals")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_queries_article",
        "queries",
        ["article_id", "guild_id", "asked_at"],
        sqlite_where=sa.text("article_id IS NOT NULL"),
    )
    _count()
    _triggers()


def _count() -> None:
    """Count what is in the log, one day after the other, so that no step has much to sort."""
    connection = op.get_bind()
    first, last = connection.exec_driver_sql(
        "SELECT (SELECT min(asked_at) FROM queries), (SELECT max(asked_at) FROM queries)"
    ).one()
    if first is None:
        return
    day, last_day = (date.fromisoformat(at[:10]) for at in (first, last))
    settled = f"queries JOIN query_hits ON query_id = queries.id AND {IS_SETTLED}"
    while day <= last_day:
        next_day = day + timedelta(days=1)
        for counted, of in ((OUTCOME, "queries"), (TIME, "queries"), (SETTLED, settled)):
            connection.exec_driver_sql(
                f"""INSERT INTO daily_totals (guild_id, kind, day, value, times)
                SELECT guild_id, kind, '{day}', value, count(*) FROM (
                    {counted.format(query="")}, {GUILD.format(query="")} AS guild_id
                    FROM {of} WHERE asked_at >= '{day}' AND asked_at < '{next_day}'
                ) AS counted GROUP BY guild_id, kind, value"""  # noqa: S608 - constants and days
            )
        day = next_day
    connection.exec_driver_sql(
        "INSERT INTO daily_totals (guild_id, kind, day, value, times)"
        " SELECT -1, kind, day, value, sum(times) FROM daily_totals GROUP BY kind, day, value"
    )


def _triggers() -> None:
    """Count what is added from now on, and stop counting what is deleted."""
    for row, when, change in (
        ("NEW", "AFTER INSERT", ADD),
        ("OLD", f"BEFORE UPDATE OF {CHANGED}", SUBTRACT),
        ("NEW", f"AFTER UPDATE OF {CHANGED}", ADD),
        # Before, because its hits are deleted after it.
        ("OLD", "BEFORE DELETE", SUBTRACT),
    ):
        guild, day, outcome, time = (
            each.format(query=f"{row}.") for each in (GUILD, DAY, OUTCOME, TIME)
        )
        settled = f"{SETTLED} FROM query_hits WHERE query_id = {row}.id AND {IS_SETTLED}"
        counted = f"{outcome} UNION ALL {time} UNION ALL {settled}"
        rows = ROWS.format(guild=guild, day=day, counted=counted)
        _trigger("queries", when, change.format(rows=rows))
    for row, when, change in (("NEW", "AFTER INSERT", ADD), ("OLD", "AFTER DELETE", SUBTRACT)):
        # A hit that is deleted after its question finds none, and changes nothing.
        guild, day = (
            f"(SELECT {each.format(query='')} FROM queries WHERE id = {row}.query_id)"  # noqa: S608
            for each in (GUILD, DAY)
        )
        rows = ROWS.format(guild=guild, day=day, counted=SETTLED)
        is_settled = f"{row}.rank = 1 AND ({row}.chosen OR {row}.settled)"
        _trigger("query_hits", when, change.format(rows=rows), is_settled)


def _trigger(table: str, when: str, body: str, condition: str = "true") -> None:
    name = "_".join(("total", table, *when.lower().split()[:2]))
    op.execute(f"CREATE TRIGGER {name} {when} ON {table} WHEN {condition} BEGIN {body} END")
