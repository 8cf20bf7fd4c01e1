"""Which questions of the query log are meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, literal

from bot.querylog.record import Outcome
from corpus.schema import EVERYWHERE, queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Questions that meet all of these; None means any."""

    guild_id: int | None = None
    """A server; EVERYWHERE: those asked outside servers."""
    since: datetime | None = None
    """Asked then or later."""
    until: datetime | None = None
    """Asked before."""
    outcome: Outcome | None = None
    text: str | None = None
    """Stands in the question, whatever the case of ASCII letters."""

    def conditions(self) -> Sequence[ColumnElement[bool]]:
        """Return what the rows of `queries` must meet."""
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
    """Return what the rows of `queries` of a server meet; EVERYWHERE: those outside servers."""
    if guild_id == EVERYWHERE:
        return queries.c.guild_id.is_(None)
    return queries.c.guild_id == guild_id


def has_outcome(outcome: Outcome) -> ColumnElement[bool]:
    """Return what the rows of `queries` with an outcome meet.

    It is written into the statement itself: else SQLite couldn't know that the index of the
    refused alone will do.
    """
    return queries.c.outcome == literal(outcome.value, literal_execute=True)
