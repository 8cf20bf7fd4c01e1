"""Totals of the query log by day, which triggers keep, and an index of the quoted articles."""

# ruff: noqa: S608 - of constants and days

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

STEPS = 20
# Which twentieth a confidence reaches; times are rounded as they are shown.
CONFIDENCE = (
    "CASE WHEN {query}confidence IS NULL THEN -1"
    + "".join(f" WHEN {{query}}confidence >= {n / STEPS} THEN {n}" for n in range(STEPS, 0, -1))
    + " ELSE 0 END"
)
TIME = "round({query}milliseconds, CASE WHEN {query}milliseconds < 10 THEN 1 ELSE 0 END)"
SETTLED = "rank = 1 AND (chosen = 1 OR settled = 1)"
CHANGED = "asked_at, guild_id, outcome, confidence, milliseconds"
GUILD = "coalesce({query}guild_id, 0)"  # 0: outside servers
ALL = "-1"
DAY = "substr({query}asked_at, 1, 10)"

ADD = """
    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT {guild}, {kind}, {day}, {value}, 1 WHERE {condition}
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;
"""
SUBTRACT = """
    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = {guild} AND kind = {kind} AND day = {day} AND value = {value} AND {condition};
    DELETE FROM daily_totals
    WHERE guild_id = {guild} AND kind = {kind} AND day = {day} AND value = {value} AND times = 0;
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
        postgresql_where=sa.text("article_id IS NOT NULL"),
    )
    # The page reads SQLite alone.
    if op.get_bind().dialect.name == "sqlite":
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
    settled = f"queries JOIN query_hits ON query_id = queries.id AND {SETTLED}"
    guild, confidence, time = (each.format(query="") for each in (GUILD, CONFIDENCE, TIME))
    while day <= last_day:
        next_day = day + timedelta(days=1)
        for kind, value, of in (
            ("outcome", confidence, "queries"),
            ("'milliseconds'", time, "queries"),
            ("'settled'", "0", settled),
        ):
            connection.exec_driver_sql(
                "INSERT INTO daily_totals (guild_id, kind, day, value, times)"
                f" SELECT {guild}, {kind}, '{day}', {value}, count(*) FROM {of}"
                f" WHERE asked_at >= '{day}' AND asked_at < '{next_day}' GROUP BY 1, 2, 4"
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
        guild, day, confidence, time = (
            each.format(query=f"{row}.") for each in (GUILD, DAY, CONFIDENCE, TIME)
        )
        settled = f"EXISTS (SELECT 1 FROM query_hits WHERE query_id = {row}.id AND {SETTLED})"
        counted = [
            (f"{row}.outcome", confidence, "true"),
            ("'milliseconds'", time, "true"),
            ("'settled'", "0", settled),
        ]
        body = "".join(
            change.format(guild=place, kind=kind, day=day, value=value, condition=condition)
            for place in (guild, ALL)
            for kind, value, condition in counted
        )
        _trigger("queries", when, body)
    for row, when, change in (("NEW", "AFTER INSERT", ADD), ("OLD", "AFTER DELETE", SUBTRACT)):
        # A hit that is deleted after its question finds none, and changes nothing.
        guild, day = (
            f"(SELECT {each.format(query='')} FROM queries WHERE id = {row}.query_id)"
            for each in (GUILD, DAY)
        )
        body = "".join(
            change.format(guild=place, kind="'settled'", day=day, value="0", condition="true")
            for place in (guild, ALL)
        )
        is_settled = f"{row}.rank = 1 AND ({row}.chosen = 1 OR {row}.settled = 1)"
        _trigger("query_hits", when, body, is_settled)


def _trigger(table: str, when: str, body: str, condition: str = "true") -> None:
    name = "_".join(("total", table, *when.lower().split()[:2]))
    op.execute(f"CREATE TRIGGER {name} {when} ON {table} WHEN {condition} BEGIN {body} END")
