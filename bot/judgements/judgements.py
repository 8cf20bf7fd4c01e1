"""Moderators' judgements of which passages answer a question."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.querylog.closing import (
    ClosedAs,
    close_within,
    hand_back_within,
    keys_along_within,
    reopen_along_within,
)
from bot.querylog.selection import of_guild
from bot.querylog.settled_words import changed_judgement, is_same_judgement
from bot.querylog.unanswered import LOOKBACK
from corpus.database import writing
from corpus.moments import next_moment
from corpus.schema import closed_questions, judgements, queries

MAX_WORDINGS = 20
"""Wordings in which a question is judged at most."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement that a passage answers a question, or that it doesn't."""

    id: int
    guild_id: int
    """EVERYWHERE: questions from outside servers."""
    question: str
    """As one asked it; empty once they deleted it."""
    earlier: str | None
    """The question that it follows up, if any."""
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
    moment: int
    """When it was made, in the order of events; see `corpus.moments`."""


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """Where a passage is."""

    article_id: str
    version: int
    passage: int
    """Its number in that version, from 1."""


@dataclass(frozen=True, slots=True)
class AskedAs:
    """A question as somebody asked it."""

    question: str
    question_key: str
    earlier: str | None = None
    """The question that it follows up, if any."""
    asker: str | None = None
    """Their pseudonym; None in the terminal."""


class Judgements:
    """Stores the judgements of each server.

    A question that was asked in several wordings is judged in all of them: each is a row of its
    own, so that it can leave with the person who asked it.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def judge(
        self,
        guild_id: int,
        asked: AskedAs,
        place: PassagePlace,
        by: int | None,
        along: Collection[str] = (),
    ) -> None:
        """Store that a passage answers a question, and close it.

        The same holds for the questions with the keys in `along`, which mean the same. Raise
        SQLAlchemyError if there is no such passage.
        """
        every = await self._in_all_wordings(guild_id, asked, along)
        keys = {asked.question_key, *along}
        async with writing(self._engine) as connection:
            moment = await next_moment(connection)
            await _store(connection, guild_id, every, [place], by, moment, relevant=True)
            await close_within(
                connection,
                guild_id,
                keys,
                ClosedAs.JUDGED,
                article_id=place.article_id,
                by=by,
                moment=moment,
            )

    async def judge_unanswerable(
        self,
        guild_id: int,
        asked: AskedAs,
        shown: Sequence[PassagePlace],
        by: int | None,
        along: Collection[str] = (),
    ) -> None:
        """Store that no passage answers a question, those that were shown for it least of all.

        Passages chosen for it before count as not answering it either, until this is taken back. It
        is closed until articles change. The arguments are otherwise those of `judge`.
        """
        every = await self._in_all_wordings(guild_id, asked, along)
        keys = {asked.question_key, *along}
        about = _about(guild_id, keys)
        async with writing(self._engine) as connection:
            moment = await next_moment(connection)
            # Only what was chosen keeps its own moment, by which it is known when this is taken
            # back.
            rejected = update(judgements).where(about, ~judgements.c.relevant)
            await connection.execute(rejected.values(judged_at=datetime.now(UTC), moment=moment))
            chosen = await _turn(connection, and_(about, judgements.c.relevant), relevant=False)
            for asked_as in every:
                places = [each for each in shown if (asked_as.question_key, each) not in chosen]
                await _store(connection, guild_id, [asked_as], places, by, moment, relevant=False)
            await close_within(
                connection, guild_id, keys, ClosedAs.UNANSWERABLE, by=by, moment=moment
            )

    async def of(self, guild_id: int) -> list[Judgement]:
        """Return which passages a server's moderators chose for questions, the latest first.

        Of a question in several wordings, it is the one that the moderator saw.
        """
        wanted = (
            select(judgements)
            .where(judgements.c.guild_id == guild_id, judgements.c.relevant)
            .order_by(judgements.c.moment.desc(), judgements.c.id)
        )
        found: dict[tuple[int, str, int, int], Judgement] = {}
        async with self._engine.connect() as connection:
            for row in await connection.execute(wanted):
                one = Judgement(**row._mapping)
                found.setdefault((one.moment, one.article_id, one.version, one.passage), one)
        return list(found.values())

    async def about(self, guild_id: int, key: str) -> list[Judgement]:
        """Return which passages were chosen for the question with this key, the latest first."""
        said = judgements.c
        wanted = (
            select(judgements)
            .where(said.guild_id == guild_id, said.question_key == key, said.relevant)
            .order_by(said.moment.desc(), said.id.desc())
        )
        async with self._engine.connect() as connection:
            return [Judgement(**row._mapping) for row in await connection.execute(wanted)]

    async def take_back(self, guild_id: int, judgement_id: int) -> bool:
        """Delete a judgement of this server, in all wordings; False if there is none.

        This reopens its question and those closed along with it, unless another passage is chosen
        for one of them.
        """
        one = and_(judgements.c.id == judgement_id, judgements.c.guild_id == guild_id)
        async with writing(self._engine) as connection:
            row = (await connection.execute(select(judgements).where(one))).one_or_none()
            if row is None:
                return False
            same = ("guild_id", "moment", "article_id", "version", "passage")
            said_then = and_(*(judgements.c[name] == row._mapping[name] for name in same))
            wordings = select(judgements.c.question_key).where(said_then)
            keys = set(await connection.scalars(wordings))
            await connection.execute(delete(judgements).where(said_then))
            # Some wordings may have been closed again since, apart from the others.
            while keys:
                keys -= await _leave_to_earlier(connection, guild_id, keys.pop())
        return True

    async def take_back_unanswerable(self, guild_id: int, key: str) -> bool:
        """Reopen a question that no passage was said to answer, and those closed along with it.

        What was said about the passages shown for it is deleted, and what was chosen before is
        chosen again. Return False if it is not closed for this reason (any more).
        """
        async with writing(self._engine) as connection:
            along = await keys_along_within(connection, guild_id, key)
            closed = await connection.scalar(
                select(closed_questions.c.moment).filter_by(guild_id=guild_id, question_key=key)
            )
            if not await reopen_along_within(connection, guild_id, key, [ClosedAs.UNANSWERABLE]):
                return False
            rejected = and_(_about(guild_id, along), ~judgements.c.relevant)
            said_then = judgements.c.moment == closed
            await connection.execute(delete(judgements).where(rejected, said_then))
            await _turn(connection, rejected, relevant=True)
        return True

    async def _in_all_wordings(
        self, guild_id: int, asked: AskedAs, along: Collection[str]
    ) -> list[AskedAs]:
        """Return the question and the latest wording of each of the others, MAX_WORDINGS in all."""
        others = sorted(set(along) - {asked.question_key})
        before = queries.alias()
        last = (
            select(
                queries.c.question,
                queries.c.question_key,
                before.c.question.label("earlier"),
                queries.c.asker,
            )
            .outerjoin(before, before.c.id == queries.c.follows)
            .where(
                of_guild(guild_id),
                queries.c.question_key.in_(others),
                queries.c.asked_at >= datetime.now(UTC) - LOOKBACK,
            )
            .order_by(queries.c.asked_at.desc(), queries.c.id)
        )
        found = {asked.question_key: asked}
        if others:
            async with self._engine.connect() as connection:
                for row in await connection.execute(last):
                    found.setdefault(row.question_key, AskedAs(**row._mapping))
        return list(found.values())[:MAX_WORDINGS]


def _about(guild_id: int, keys: Collection[str]) -> ColumnElement[bool]:
    return and_(judgements.c.guild_id == guild_id, judgements.c.question_key.in_(set(keys)))


async def _leave_to_earlier(connection: AsyncConnection, guild_id: int, key: str) -> set[str]:
    """Reopen a question and those closed along with it if no choice is left for any of them.

    Otherwise they stay closed by the latest. Return their keys.
    """
    along = await keys_along_within(connection, guild_id, key)
    left = (
        await connection.execute(
            select(judgements.c.article_id, judgements.c.judged_by)
            .where(_about(guild_id, along), judgements.c.relevant)
            .order_by(judgements.c.moment.desc(), judgements.c.id.desc())
            .limit(1)
        )
    ).one_or_none()
    if left is None:
        await reopen_along_within(connection, guild_id, key, [ClosedAs.JUDGED])
    else:
        await hand_back_within(connection, guild_id, along, left.article_id, left.judged_by)
    return along


async def _turn(
    connection: AsyncConnection, which: ColumnElement[bool], *, relevant: bool
) -> set[tuple[str, PassagePlace]]:
    """Make judgements say this; return the question keys and places that they are about."""
    found = (await connection.execute(select(judgements).where(which))).mappings().all()
    await connection.execute(delete(judgements).where(which))
    for row in found:
        turned = changed_judgement(row, relevant=relevant)
        await connection.execute(insert(judgements), turned)
    return {
        (row["question_key"], PassagePlace(row["article_id"], row["version"], row["passage"]))
        for row in found
    }


async def _store(  # noqa: PLR0913, PLR0917
    connection: AsyncConnection,
    guild_id: int,
    every: Sequence[AskedAs],
    places: Sequence[PassagePlace],
    by: int | None,
    moment: int,
    *,
    relevant: bool,
) -> None:
    """Store the judgement of each passage, in place of earlier ones about the same questions."""
    judged_at = datetime.now(UTC)
    rest = {"relevant": relevant, "judged_by": by, "judged_at": judged_at, "moment": moment}
    for asked in every:
        for place in places:
            said = {"guild_id": guild_id, **asdict(asked), **asdict(place), **rest}
            await connection.execute(delete(judgements).where(is_same_judgement(said)))
            await connection.execute(insert(judgements), said)
