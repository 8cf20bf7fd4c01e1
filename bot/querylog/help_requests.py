"""Questions that people had passed on to a server's helpers, and what these answered."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from sqlalchemy import ColumnElement, and_, delete, exists, insert, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.record import QueryRecord
from corpus.database import writing
from corpus.schema import help_requests, queries

log = logging.getLogger(__name__)

BETWEEN = timedelta(minutes=10)
"""How long a person waits on a server before they may ask its helpers something else."""


class Claim(Enum):
    """Whether helpers may be asked a question now."""

    TAKEN = "taken"
    """Yes, by whoever claimed it, and by nobody else."""
    ALREADY = "already"
    """They have been asked this."""
    UNSURE = "unsure"
    """The person had them asked this less than BETWEEN ago, and it may not have been posted."""
    TOO_SOON = "too soon"
    """The person asked them something else less than BETWEEN ago."""


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """A question that helpers were asked."""

    query_id: str
    guild_id: int
    user_id: int
    """A Discord user, who had it passed on."""
    channel_id: int
    """Where to pass the answer on to them."""
    question: str
    answer: str | None
    """None: none yet."""
    answered_by: int | None
    """The Discord user who wrote it."""


_COLUMNS = (
    help_requests.c.query_id,
    help_requests.c.guild_id,
    help_requests.c.user_id,
    help_requests.c.channel_id,
    queries.c.question,
    help_requests.c.answer,
    help_requests.c.answered_by,
)


class HelpRequests:
    """Stores them before anything is sent, so that nobody is pinged twice."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def claim(self, query: QueryRecord, user_id: int, channel_id: int) -> Claim:
        """Store that helpers are asked a written query of a server for a person, if they may be."""
        assert query.guild_id is not None
        now = datetime.now(UTC)
        lately = and_(
            help_requests.c.guild_id == query.guild_id,
            help_requests.c.user_id == user_id,
            # None that lies ahead: the clock may have been set back since.
            help_requests.c.asked_at.between(now - BETWEEN, now),
        )
        async with writing(self._engine) as connection:
            asked = _of(query.id, query.guild_id)
            if await connection.scalar(select(exists().where(asked))):
                unsure = exists().where(asked, lately, _may_be_lost())
                return Claim.UNSURE if await connection.scalar(select(unsure)) else Claim.ALREADY
            if await connection.scalar(select(exists().where(lately))):
                return Claim.TOO_SOON
            await connection.execute(
                insert(help_requests).values(
                    query_id=query.id,
                    guild_id=query.guild_id,
                    user_id=user_id,
                    channel_id=channel_id,
                    asked_at=now,
                )
            )
        return Claim.TAKEN

    async def release(self, query_id: str, guild_id: int) -> None:
        """Delete a claim, because Discord refused to post the question."""
        async with writing(self._engine) as connection:
            await connection.execute(delete(help_requests).where(_of(query_id, guild_id)))

    async def posted(self, query_id: str, guild_id: int) -> None:
        """Note that a question was posted: if its message is deleted, it isn't posted again.

        Where that can't be stored, the message is looked for in its channel.
        """
        stored = update(help_requests).where(_of(query_id, guild_id)).values(posted=True)
        try:
            async with writing(self._engine) as connection:
                await connection.execute(stored)
        except SQLAlchemyError as error:
            log.warning("Could not store that a question for helpers was posted: %s", error)

    async def find(self, query_id: str, guild_id: int) -> HelpRequest | None:
        """Return a server's request; None if there is none (any more)."""
        wanted = (
            select(*_COLUMNS)
            .join(queries, queries.c.id == help_requests.c.query_id)
            .where(_of(query_id, guild_id))
        )
        async with self._engine.connect() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        return None if row is None else HelpRequest(**row._mapping)

    async def asked_between(
        self, first: datetime, last: datetime
    ) -> list[tuple[HelpRequest, datetime]]:
        """Return what was asked between two times and may not have been posted, with its time."""
        wanted = (
            select(*_COLUMNS, help_requests.c.asked_at)
            .join(queries, queries.c.id == help_requests.c.query_id)
            .where(help_requests.c.asked_at.between(first, last), _may_be_lost())
            .order_by(help_requests.c.asked_at, help_requests.c.query_id)
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(wanted)).all()
        return [(HelpRequest(*row[:-1]), row.asked_at) for row in rows]

    async def answer(self, query_id: str, guild_id: int, text: str, by: int) -> bool:
        """Store the answer of a helper; False if there is one already, or no such request."""
        values = {"answer": text, "answered_by": by, "answered_at": datetime.now(UTC)}
        open_ = and_(_of(query_id, guild_id), help_requests.c.answer.is_(None))
        async with writing(self._engine) as connection:
            stored = await connection.execute(update(help_requests).where(open_).values(values))
        return bool(stored.rowcount)


def _of(query_id: str, guild_id: int) -> ColumnElement[bool]:
    return and_(help_requests.c.query_id == query_id, help_requests.c.guild_id == guild_id)


def _may_be_lost() -> ColumnElement[bool]:
    return and_(help_requests.c.posted.is_(False), help_requests.c.answer.is_(None))
