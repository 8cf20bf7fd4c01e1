"""Moderators' judgements of which passages answer a question."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.querylog.closing import ClosedAs, close_within, keys_along_within, reopen_along_within
from corpus.database import writing
from corpus.schema import judgements


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement that a passage answers a question, or that it doesn't."""

    id: int
    guild_id: int
    """EVERYWHERE: questions from outside servers."""
    question: str
    """As one asked it; empty once they deleted it."""
    asker: str | None
    """Of these words, as `QueryRecord.asker`; None if unknown."""
    question_key: str
    article_id: str
    version: int
    passage: int
    """Its number in that version, from 1."""
    relevant: bool
    """Whether it answers the question."""
    judged_by: int | None
    """A Discord user id; None in the terminal."""
    judged_at: datetime


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """Where a passage is."""

    article_id: str
    version: int
    passage: int
    """Its number in that version, from 1."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a moderator said about a question."""

    guild_id: int
    question: str
    asker: str | None
    question_key: str
    judged_by: int | None


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
        asker: str | None = None,
    ) -> None:
        """Store that a passage answers a question, and close the questions with these keys.

        The first key is the question's own, under which the judgement is stored. `asker` is the
        pseudonym of who asked it in these words. Raise SQLAlchemyError if there is no such version.
        """
        place = PassagePlace(article_id, version, passage)
        said = _Said(guild_id, question, asker, keys[0], by)
        async with writing(self._engine) as connection:
            await _store(connection, said, [place], relevant=True)
            await close_within(
                connection, guild_id, keys, ClosedAs.JUDGED, article_id=article_id, by=by
            )

    async def judge_unanswerable(  # noqa: PLR0913, PLR0917
        self,
        guild_id: int,
        question: str,
        keys: Sequence[str],
        shown: Sequence[PassagePlace],
        by: int | None,
        asker: str | None = None,
    ) -> None:
        """Store that no passage answers a question, these that were shown for it least of all.

        The arguments are otherwise those of `judge`. Passages chosen for the question before are
        no longer chosen, and the questions with these keys are closed until articles change.
        """
        said = _Said(guild_id, question, asker, keys[0], by)
        chosen = and_(
            judgements.c.guild_id == guild_id,
            judgements.c.question_key == keys[0],
            judgements.c.relevant,
        )
        async with writing(self._engine) as connection:
            await connection.execute(delete(judgements).where(chosen))
            await _store(connection, said, shown, relevant=False)
            await close_within(connection, guild_id, keys, ClosedAs.UNANSWERABLE, by=by)

    async def of(self, guild_id: int) -> list[Judgement]:
        """Return which passages a server's moderators chose for questions, the latest first."""
        wanted = (
            select(judgements)
            .where(judgements.c.guild_id == guild_id, judgements.c.relevant)
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


async def _store(
    connection: AsyncConnection, said: _Said, places: Sequence[PassagePlace], *, relevant: bool
) -> None:
    """Store the judgement of each passage, in place of an earlier one about the same question."""
    for place in places:
        of_passage = {"guild_id": said.guild_id, "question_key": said.question_key, **asdict(place)}
        was = and_(*(judgements.c[name] == value for name, value in of_passage.items()))
        await connection.execute(delete(judgements).where(was))
        await connection.execute(
            insert(judgements),
            {**asdict(said), **of_passage, "relevant": relevant, "judged_at": datetime.now(UTC)},
        )
