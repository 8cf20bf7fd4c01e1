"""What people thought of answers: one changeable vote a person and answer."""

from datetime import UTC, datetime
from enum import IntEnum, StrEnum

from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.database import writing
from corpus.schema import feedback

MAX_COMMENT = 500
"""Code points of a comment that are kept."""


class Vote(IntEnum):
    """What a person thought of an answer; the values are kept in the log."""

    UP = 1
    DOWN = -1


class Reason(StrEnum):
    """Why a thumb went down; the values are kept in the log."""

    PASSAGE = "passage"
    """The wrong passage was quoted."""
    SENTENCE = "sentence"
    """The passage is right, another of its sentences answers."""
    NOT_ANSWERED = "not_answered"
    """Nothing that was quoted answers."""
    OUTDATED = "outdated"
    OTHER = "other"
    """What the comment says."""


class Votes:
    """Keeps votes of people known by pseudonym.

    Raises SQLAlchemyError if one can't be kept, e.g. because there is no such query.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def vote(self, query_id: str, voter: str, vote: Vote) -> None:
        """Keep what a person thinks of an answer, in place of an earlier vote and its reason."""
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
        """Keep why a person's thumb is down, in place of an earlier reason.

        Return False, and keep nothing, if it is not down (any more).
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
