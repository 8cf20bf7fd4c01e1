"""Votes on answers: one per person and answer, which can be changed."""

from datetime import UTC, datetime
from enum import IntEnum, StrEnum

from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.schema import feedback

MAX_COMMENT = 500
"""Code points of a comment that are stored."""


class Vote(IntEnum):
    """A person's vote on an answer; the values are stored in the log."""

    UP = 1
    DOWN = -1


class Reason(StrEnum):
    """The reason for a downvote; the values are stored in the log."""

    PASSAGE = "passage"
    """The wrong passage was quoted."""
    SENTENCE = "sentence"
    """The right passage was quoted, but another sentence of it answers."""
    NOT_ANSWERED = "not_answered"
    """Nothing quoted answers the question."""
    OUTDATED = "outdated"
    OTHER = "other"
    """See the comment."""


class Votes:
    """Stores votes by pseudonym.

    Raises SQLAlchemyError if one can't be stored, e.g. because there is no such query.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def vote(self, query_id: str, voter: str, vote: Vote) -> None:
        """Store a person's vote on an answer, replacing an earlier vote and its reason."""
        async with writing(self._engine) as connection:
            await connection.execute(
                delete(feedback).where(feedback.c.query_id == query_id, feedback.c.voter == voter)
            )
            await connection.execute(
                insert(feedback).values(
                    query_id=query_id, voter=voter, vote=vote, given_at=datetime.now(UTC)
                )
            )

    async def explain(self, query_id: str, voter: str, reason: Reason, comment: str = "") -> bool:
        """Store the reason for a person's downvote, replacing an earlier one.

        Return False if there is no downvote (any more).
        """
        async with writing(self._engine) as connection:
            kept = await connection.execute(
                update(feedback)
                .where(
                    feedback.c.query_id == query_id,
                    feedback.c.voter == voter,
                    feedback.c.vote == Vote.DOWN,
                )
                .values(reason=reason, comment=comment[:MAX_COMMENT] or None)
            )
        return bool(kept.rowcount)
