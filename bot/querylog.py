"""The query log: every question, what came of it, and what people thought of the answer."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum, StrEnum

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import WayIn
from corpus.article import Span
from corpus.database import writing
from corpus.schema import feedback, queries, query_hits

log = logging.getLogger(__name__)

RETRY_SECONDS = (0.2, 1.0, 5.0, 15.0)
"""Pauses before a row that could not be written is tried again; then it is given up."""


class Outcome(StrEnum):
    """What came of a question; the values are kept in the log."""

    ANSWERED = "answered"
    REFUSED = "refused"
    ERROR = "error"


class Vote(IntEnum):
    """What a person thought of an answer; the values are kept in the log."""

    UP = 1
    DOWN = -1


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A passage that was shown, by where it stands, not by its text."""

    article_id: str
    version: int
    passage: int
    """Its number in the article, counted from 1."""
    span: Span
    sentence: Span
    """What of it stood out: its best sentence, or that and the one before."""
    score: float


@dataclass(frozen=True, slots=True)
class QueryRecord:
    """One question and what came of it."""

    id: str
    """32 hexadecimal digits, drawn at random."""
    asked_at: datetime
    """In UTC."""
    guild_id: int | None
    channel_id: int | None
    way_in: WayIn
    asker: str | None
    """The asker's pseudonym; None in the terminal."""
    locale: str | None
    question: str
    outcome: Outcome
    confidence: float | None
    """In 0..1; None when the search failed."""
    milliseconds: float
    """From the question's arrival at the assistant to its answer."""
    hits: tuple[ShownHit, ...]
    """Best first."""


class QueryLog:
    """Writes records behind the replies' backs, in order, and finds them again.

    A record waits in memory until it is written. A write that fails is tried again after each of
    RETRY_SECONDS; a record given up is reported in the program's log, never to the asker.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._waiting: dict[str, QueryRecord] = {}
        self._news = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = asyncio.Event()
        self._writer = asyncio.create_task(self._write_all(), name="query log")

    def record(self, record: QueryRecord) -> None:
        """Take a record in; return at once, whatever state the database is in."""
        self._waiting[record.id] = record
        self._idle.clear()
        self._news.set()

    async def find(self, query_id: str) -> QueryRecord | None:
        """Return the record with this id, written or still waiting; None if there is none."""
        if query_id in self._waiting:
            return self._waiting[query_id]
        async with self._engine.connect() as connection:
            query = (
                await connection.execute(select(queries).where(queries.c.id == query_id))
            ).one_or_none()
            if query is None:
                return None
            hits = await connection.execute(
                select(query_hits)
                .where(query_hits.c.query_id == query_id)
                .order_by(query_hits.c.rank)
            )
            return QueryRecord(
                **{
                    **query._mapping,
                    "way_in": WayIn(query.way_in),
                    "outcome": Outcome(query.outcome),
                },
                hits=tuple(
                    ShownHit(
                        article_id=hit.article_id,
                        version=hit.version,
                        passage=hit.passage,
                        span=Span(hit.start_at, hit.end_at),
                        sentence=Span(hit.sentence_start_at, hit.sentence_end_at),
                        score=hit.score,
                    )
                    for hit in hits
                ),
            )

    async def vote(self, query_id: str, voter: str, vote: Vote) -> None:
        """Keep what a person, by pseudonym, thinks of an answer, in place of an earlier vote.

        Raise SQLAlchemyError when the vote can't be kept, e.g. because there is no such query.
        """
        while query_id in self._waiting:
            await self._idle.wait()
        async with writing(self._engine) as connection:
            await connection.execute(
                delete(feedback).where(feedback.c.query_id == query_id, feedback.c.voter == voter)
            )
            await connection.execute(
                insert(feedback).values(
                    query_id=query_id, voter=voter, vote=vote, given_at=datetime.now(UTC)
                )
            )

    async def close(self, seconds: float) -> int:
        """Write what is waiting, for so many seconds at most; return how many records are lost."""
        self._closing.set()
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            lost = len(self._waiting)
            log.error("The query log was closed with %d records unwritten.", lost)  # noqa: TRY400
        self._writer.cancel()
        await asyncio.gather(self._writer, return_exceptions=True)
        return len(self._waiting)

    async def _write_all(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            while self._waiting:
                record = next(iter(self._waiting.values()))
                await self._write_patiently(record)
                del self._waiting[record.id]
            self._idle.set()

    async def _write_patiently(self, record: QueryRecord) -> None:
        for pause in (*RETRY_SECONDS, None):
            try:
                await self._write(record)
            except Exception as error:  # Whatever it is, later records must still be written.
                reason = repr(error.__cause__ or error)
                if pause is None:
                    log.exception("Query %s is not in the query log: %s", record.id, reason)
                    return
                log.warning("Query %s could not be logged yet: %s", record.id, reason)
                # When closing, there is no time for pauses.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._closing.wait()
            else:
                return

    async def _write(self, record: QueryRecord) -> None:
        async with writing(self._engine) as connection:
            await connection.execute(
                insert(queries).values(
                    id=record.id,
                    asked_at=record.asked_at,
                    guild_id=record.guild_id,
                    channel_id=record.channel_id,
                    way_in=record.way_in,
                    asker=record.asker,
                    locale=record.locale,
                    question=record.question,
                    outcome=record.outcome,
                    confidence=record.confidence,
                    milliseconds=record.milliseconds,
                )
            )
            for rank, hit in enumerate(record.hits, start=1):
                await connection.execute(
                    insert(query_hits).values(
                        query_id=record.id,
                        rank=rank,
                        article_id=hit.article_id,
                        version=hit.version,
                        passage=hit.passage,
                        start_at=hit.span.start,
                        end_at=hit.span.end,
                        sentence_start_at=hit.sentence.start,
                        sentence_end_at=hit.sentence.end,
                        score=hit.score,
                    )
                )
