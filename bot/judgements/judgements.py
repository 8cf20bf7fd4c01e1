"""Moderators' judgements of which passages answer a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.closing import ClosedAs, close_within, keys_along_within, reopen_along_within
from corpus.database import writing
from corpus.schema import judgements


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement that a passage answers a question."""

    id: int
    guild_id: int
    """EVERYWHERE: questions from outside servers."""
    question: str
    question_key: str
    article_id: str
    version: int
    passage: int
    """Its number in that version, from 1."""
    judged_by: int | None
    """A Discord user id; None in the terminal."""
    judged_at: datetime


class Judgements:
    """Stores the judgements of each server."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def judge(  # noqa: PLR0913, PLR0917
        self,
        guild_id: int,
        question: str,
        keys: Sequence[str],
        article_id: str,
        version: int,
        passage: int,
        by: int | None,
    ) -> None:
        """Store that a passage answers a question, and close the questions with these keys.

        The first key is the question's own, under which the judgement is stored. Raise
        SQLAlchemyError if there is no such version.
        """
        place = {
            "guild_id": guild_id,
            "question_key": keys[0],
            "article_id": article_id,
            "version": version,
            "passage": passage,
        }
        was = and_(*(judgements.c[name] == value for name, value in place.items()))
        said = {"question": question, "judged_by": by, "judged_at": datetime.now(UTC)}
        async with writing(self._engine) as connection:
            await connection.execute(delete(judgements).where(was))
            await connection.execute(insert(judgements), place | said)
            await close_within(
                connection, guild_id, keys, ClosedAs.JUDGED, article_id=article_id, by=by
            )

    async def of(self, guild_id: int) -> list[Judgement]:
        """Return the judgements of a server, the latest first."""
        wanted = (
            select(judgements)
            .where(judgements.c.guild_id == guild_id)
            .order_by(judgements.c.judged_at.desc(), judgements.c.id.desc())
        )
        async with self._engine.connect() as connection:
            return [Judgement(**row._mapping) for row in await connection.execute(wanted)]

    async def take_back(self, guild_id: int, judgement_id: int) -> bool:
        """Delete a judgement of this server; False if there is none.

        This reopens its question and those closed along with it, unless another judgement of one
        of them remains.
        """
        one = and_(judgements.c.id == judgement_id, judgements.c.guild_id == guild_id)
        async with writing(self._engine) as connection:
            key = await connection.scalar(select(judgements.c.question_key).where(one))
            if key is None:
                return False
            await connection.execute(delete(judgements).where(one))
            along = await keys_along_within(connection, guild_id, key)
            left = await connection.scalar(
                select(judgements.c.id)
                .where(judgements.c.guild_id == guild_id, judgements.c.question_key.in_(along))
                .limit(1)
            )
            if left is None:
                await reopen_along_within(connection, guild_id, key, [ClosedAs.JUDGED])
        return True
