"""Counted votes: of each person's votes on the same question, in any wording, the latest."""

from sqlalchemy import CTE, Text, cast, func, select

from bot.querylog.selection import Selection
from corpus.schema import feedback, queries


def counted_votes(selection: Selection) -> CTE:
    """Return the counted votes on the selected answers.

    The columns are `query_id`, `vote`, `reason`, `comment`, `given_at` and `question_key`, which is
    the query's id for a query without a key.
    """
    # A materialised scalar subquery per vote, of which there are few: with a join, SQLite may look
    # for a vote on each of a million queries instead.
    key = (
        select(cast(func.coalesce(func.nullif(queries.c.question_key, ""), queries.c.id), Text))
        .where(queries.c.id == feedback.c.query_id, *selection.conditions())
        .scalar_subquery()
    )
    given = select(feedback, key.label("question_key")).cte("given").prefix_with("MATERIALIZED")
    latest = func.row_number().over(
        partition_by=(given.c.voter, given.c.question_key),
        order_by=(given.c.given_at.desc(), given.c.query_id),
    )
    numbered = select(given, latest.label("number")).subquery()
    columns = ("query_id", "vote", "reason", "comment", "given_at", "question_key")
    return (
        select(*(numbered.c[name] for name in columns))
        .where(numbered.c.number == 1, numbered.c.question_key.is_not(None))
        .cte("counted_votes")
    )
