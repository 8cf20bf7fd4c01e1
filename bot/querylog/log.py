"""The query log: every question and its outcome, written in the background."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence

from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import WayIn
from bot.querylog.record import Outcome, QueryRecord, ShownHit
from corpus.article import Span
from corpus.database import writing
from corpus.schema import queries, query_hits

log = logging.getLogger(__name__)

RETRY_SECONDS = (0.2, 1.0, 5.0, 15.0)
"""Pauses between attempts to write a record, after which it is dropped; but while the database is
locked, full or otherwise unavailable, attempts go on with the last pause."""
CLOSING_RETRY_SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""The same while the log is being closed: short at first, as there may be little time."""
MAX_WAITING = 10_000
"""Queued records, some 10 MB; beyond that, new ones are dropped."""


class QueryLog:
    """Writes records in the background, in order, and looks them up.

    Records are queued in memory. Failed writes are retried, see RETRY_SECONDS; a dropped record
    is reported in the program's log, never to the asker.
    """

    def __init__(self, engine: AsyncEngine, retry_seconds: Sequence[float] = RETRY_SECONDS) -> None:
        self.on_record: Callable[[QueryRecord], None] | None = None
        """Called with each record accepted, to count it."""
        self._engine = engine
        self._retry_seconds = retry_seconds
        self._waiting: dict[str, QueryRecord] = {}
        self._news = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = asyncio.Event()
        self._closing_pauses = iter(CLOSING_RETRY_SECONDS)
        self._writer = asyncio.create_task(self._write_all(), name="query log")

    def record(self, record: QueryRecord) -> None:
        """Queue a record; never wait for the database."""
        if len(self._waiting) >= MAX_WAITING:
            log.error("Query log queue is full; dropped query %s.", record.id)
            return
        self._waiting[record.id] = record
        self._idle.clear()
        self._news.set()
        if self.on_record is not None:
            self.on_record(record)

    async def find(self, query_id: str) -> QueryRecord | None:
        """Return the record with this id, written or queued; None if there is none."""
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
                id=query.id,
                asked_at=query.asked_at,
                guild_id=query.guild_id,
                channel_id=query.channel_id,
                way_in=WayIn(query.way_in),
                asker=query.asker,
                locale=query.locale,
                question=query.question,
                question_key=query.question_key or "",
                outcome=Outcome(query.outcome),
                confidence=query.confidence,
                milliseconds=query.milliseconds,
                hits=tuple(
                    ShownHit(
                        article_id=hit.article_id,
                        version=hit.version,
                        passage=hit.passage,
                        span=Span(hit.start_at, hit.end_at),
                        sentence=Span(hit.sentence_start_at, hit.sentence_end_at),
                        score=hit.score,
                        chosen=hit.chosen,
                        settled=hit.settled,
                    )
                    for hit in hits
                ),
                follows=query.follows,
            )

    async def find_in(self, query_id: str, guild_id: int | None) -> QueryRecord | None:
        """Return a record of this server (None: outside servers), never one of another server."""
        query = await self.find(query_id)
        return query if query is not None and query.guild_id == guild_id else None

    async def written(self, query_id: str) -> None:
        """Wait until the record with this id is written or dropped."""
        while query_id in self._waiting:
            await self._idle.wait()

    async def flush(self) -> None:
        """Wait until every record is written or dropped."""
        await self._idle.wait()

    @property
    def waiting(self) -> int:
        """The number of queued records."""
        return len(self._waiting)

    async def close(self, seconds: float) -> int:
        """Write what is waiting, for so many seconds at most; return how many records are lost."""
        self._closing.set()
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._idle.wait()
        finally:  # Also on Ctrl-C, or its connection would outlive the database's engine.
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)
            if self._waiting:
                log.error("The query log was closed with %d records unwritten.", self.waiting)
        return self.waiting

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
        pauses = iter(self._retry_seconds)
        while True:
            try:
                await self._write(record)
            except Exception as error:  # Whatever it is, it must not stop later records.
                reason = repr(error.__cause__ or error)
                pause = next(pauses, None)
                if pause is None and not isinstance(error, OperationalError):
                    log.exception("Could not log query %s; dropped it: %s", record.id, reason)
                    return
                log.warning("Could not log query %s, will retry: %s", record.id, reason)
                await self._wait(pause or self._retry_seconds[-1])
            else:
                return

    async def _wait(self, seconds: float) -> None:
        """Wait so long before the next try; when closing, there is no time for that."""
        if self._closing.is_set():
            await asyncio.sleep(next(self._closing_pauses, CLOSING_RETRY_SECONDS[-1]))
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()

    async def _write(self, record: QueryRecord) -> None:
        async with writing(self._engine) as connection:
            # Separate parameters, so that SQLAlchemy can cache the compiled statement.
            await connection.execute(insert(queries), _query_row(record))
            if record.hits:
                await connection.execute(insert(query_hits), _hit_rows(record))


def _query_row(record: QueryRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "asked_at": record.asked_at,
        "guild_id": record.guild_id,
        "channel_id": record.channel_id,
        "way_in": record.way_in,
        "asker": record.asker,
        "locale": record.locale,
        "question": record.question,
        "question_key": record.question_key,
        "outcome": record.outcome,
        "confidence": record.confidence,
        "milliseconds": record.milliseconds,
        "article_id": record.article_id,
        "follows": record.follows,
    }


def _hit_rows(record: QueryRecord) -> list[dict[str, object]]:
    return [
        {
            "query_id": record.id,
            "rank": rank,
            "article_id": hit.article_id,
            "version": hit.version,
            "passage": hit.passage,
            "start_at": hit.span.start,
            "end_at": hit.span.end,
            "sentence_start_at": hit.sentence.start,
            "sentence_end_at": hit.sentence.end,
            "score": hit.score,
            "chosen": hit.chosen,
            "settled": hit.settled,
        }
        for rank, hit in enumerate(record.hits, start=1)
    ]
