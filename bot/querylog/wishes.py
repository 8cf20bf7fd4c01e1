"""Wishes: requests to be notified when a refused question gets an answer."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs
from bot.querylog.record import QueryRecord
from corpus.database import writing
from corpus.moments import next_moment
from corpus.schema import EVERYWHERE, closed_questions, queries, wishes

KEPT = timedelta(days=90)
"""How long a wish is kept: as long as questions are asked again."""
MAX_WISHES = 20
"""Wishes per person."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A person's request to be notified about a question."""

    query_id: str
    user_id: int
    """A Discord user id."""
    guild_id: int
    """EVERYWHERE: outside servers."""
    channel_id: int
    """Where to notify them."""
    question: str
    earlier: str | None
    """The question that it followed up, if any and still stored."""
    question_key: str
    locale: str | None
    """The asker's Discord locale; None if unknown."""
    wished_at: datetime
    moment: int
    """When it was made, in the order of events; see `corpus.moments`."""


class Wishes:
    """Stores wishes until they are fulfilled, withdrawn or older than KEPT."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def keep(self, query: QueryRecord, user_id: int, channel_id: int) -> bool:
        """Store a wish about a written query; False if the person has reached the limit.

        It replaces an earlier one about the same question.
        """
        guild_id = query.guild_id or EVERYWHERE
        async with writing(self._engine) as connection:
            same = _about(guild_id, query.question_key, user_id)
            await connection.execute(delete(wishes).where(same))
            of_person = select(func.count()).where(wishes.c.user_id == user_id)
            count = await connection.scalar(of_person) or 0
            if count >= MAX_WISHES:
                return False
            await connection.execute(
                insert(wishes).values(
                    query_id=query.id,
                    user_id=user_id,
                    guild_id=guild_id,
                    channel_id=channel_id,
                    question_key=query.question_key,
                    wished_at=datetime.now(UTC),
                    moment=await next_moment(connection),
                )
            )
        return True

    async def take_back(self, query_id: str, user_id: int) -> bool:
        """Delete a person's wish about this query; False if there is none."""
        async with writing(self._engine) as connection:
            gone = await connection.execute(delete(wishes).where(_of(query_id, user_id)))
        return bool(gone.rowcount)

    async def fulfillable(self, guild_id: int, article_id: str) -> list[Wish]:
        """Return a server's wishes that this article can fulfil, the oldest first."""
        before = queries.alias()
        columns = (
            wishes.c.query_id,
            wishes.c.user_id,
            wishes.c.guild_id,
            wishes.c.channel_id,
            wishes.c.question_key,
            wishes.c.wished_at,
            wishes.c.moment,
            queries.c.question,
            before.c.question.label("earlier"),
            queries.c.locale,
        )
        wanted = (
            _fulfillable(guild_id, *columns)
            .join(queries, queries.c.id == wishes.c.query_id)
            .outerjoin(before, before.c.id == queries.c.follows)
            .where(closed_questions.c.article_id == article_id)
            .order_by(wishes.c.moment, wishes.c.query_id)
        )
        async with self._engine.connect() as connection:
            return [Wish(**row._mapping) for row in await connection.execute(wanted)]

    async def waiting(self, guild_id: int) -> dict[str, int]:
        """Return how many people each article's answers could notify, by id, the most first."""
        article_id, people = closed_questions.c.article_id, func.count(wishes.c.user_id.distinct())
        wanted = (
            _fulfillable(guild_id, article_id, people)
            .where(article_id.is_not(None))
            .group_by(article_id)
            .order_by(people.desc(), article_id)
        )
        async with self._engine.connect() as connection:
            return {row[0]: row[1] for row in await connection.execute(wanted)}

    async def stands(self, wish: Wish) -> bool:
        """Return True unless the wish was fulfilled, withdrawn or made again meanwhile."""
        async with self._engine.connect() as connection:
            found = await connection.execute(select(wishes.c.query_id).where(_is(wish)))
            return found.one_or_none() is not None

    async def delete(self, wish: Wish) -> None:
        """Delete a fulfilled wish, but not one that was made again meanwhile."""
        async with writing(self._engine) as connection:
            await connection.execute(delete(wishes).where(_is(wish)))

    async def purge(self, now: datetime) -> int:
        """Delete the wishes older than KEPT; return how many."""
        async with writing(self._engine) as connection:
            gone = await connection.execute(delete(wishes).where(wishes.c.wished_at < now - KEPT))
        return gone.rowcount


def _of(query_id: str, user_id: int) -> ColumnElement[bool]:
    return and_(wishes.c.query_id == query_id, wishes.c.user_id == user_id)


def _is(wish: Wish) -> ColumnElement[bool]:
    return and_(_of(wish.query_id, wish.user_id), wishes.c.moment == wish.moment)


def _about(guild_id: int, question_key: str, user_id: int) -> ColumnElement[bool]:
    return and_(
        wishes.c.user_id == user_id,
        wishes.c.guild_id == guild_id,
        wishes.c.question_key == question_key,
    )


def _fulfillable(guild_id: int, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select columns of a server's wishes whose questions have since been answered."""
    closed = closed_questions.c
    same = and_(closed.guild_id == wishes.c.guild_id, closed.question_key == wishes.c.question_key)
    return (
        select(*columns)
        .select_from(wishes)
        .join(closed_questions, same)
        .where(
            wishes.c.guild_id == guild_id,
            closed.closed_as.in_([ClosedAs.ANSWERED.value, ClosedAs.JUDGED.value]),
            closed.moment >= wishes.c.moment,
        )
    )
