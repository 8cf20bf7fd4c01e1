"""Filters on the query log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, literal

from bot.querylog.record import Outcome
from corpus.schema import EVERYWHERE, queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Queries that match all of these filters; None matches any."""

    guild_id: int | None = None
    """A server; EVERYWHERE: queries from outside servers."""
    since: datetime | None = None
    """Asked at this time or later."""
    until: datetime | None = None
    """Asked before this time."""
    outcome: Outcome | None = None
    text: str | None = None
    """Contained in the question, ignoring the case of ASCII letters."""

    def conditions(self) -> Sequence[ColumnElement[bool]]:
        """Return SQL conditions on `queries`."""
        conditions: list[ColumnElement[bool]] = []
        if self.guild_id is not None:
            conditions.append(of_guild(self.guild_id))
        if self.since is not None:
            conditions.append(queries.c.asked_at >= self.since)
        if self.until is not None:
            conditions.append(queries.c.asked_at < self.until)
        if self.outcome is not None:
            conditions.append(has_outcome(self.outcome))
        if self.text is not None:
            conditions.append(queries.c.question.icontains(self.text, autoescape=True))
        return conditions


def of_guild(guild_id: int) -> ColumnElement[bool]:
    """Return the SQL condition that a query was asked on this server; see EVERYWHERE."""
    if guild_id == EVERYWHERE:
        return queries.c.guild_id.is_(None)
    return queries.c.guild_id == guild_id


def has_outcome(outcome: Outcome) -> ColumnElement[bool]:
    """Return the SQL condition that a query had this outcome.

    The value is a literal in the statement, so that SQLite can use the partial index of refused
    queries.
    """
    return queries.c.outcome == literal(outcome.value, literal_execute=True)
