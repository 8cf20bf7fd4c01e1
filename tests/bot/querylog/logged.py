"""Rows of the query log, as if people had asked and voted at any time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.record import Outcome
from bot.querylog.votes import Reason, Vote
from corpus.article import Article
from corpus.database import writing
from corpus.moments import next_moment
from corpus.schema import feedback, queries, query_hits
from index.sameness import question_key

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
GUILD = 7


async def logged(
    engine: AsyncEngine,
    question: str,
    outcome: Outcome = Outcome.ANSWERED,
    *,
    guild_id: int | None = GUILD,
    asked_at: datetime = NOW,
    confidence: float | None = 0.9,
    milliseconds: float = 5.0,
    article_id: str | None = None,
    shown: Sequence[tuple[Article, int]] = (),
    chosen: bool = False,
    settled: bool = False,
    key: str | None = None,
) -> str:
    """Write a question that was shown these passages, by their numbers; return its id.

    The first of them may have been chosen or settled. `key` is its key, by default that of today.
    """
    query_id = uuid4().hex
    async with writing(engine) as connection:
        await connection.execute(
            insert(queries).values(
                id=query_id,
                asked_at=asked_at,
                moment=await next_moment(connection),
                guild_id=guild_id,
                channel_id=2,
                way_in="slash",
                asker="a" * 64,
                locale="id",
                question=question,
                question_key=question_key(question) if key is None else key,
                outcome=outcome,
                confidence=confidence,
                milliseconds=milliseconds,
                article_id=shown[0][0].id if shown else article_id,
            )
        )
        for rank, (article, number) in enumerate(shown, start=1):
            span = article.passage(number).span
            await connection.execute(
                insert(query_hits).values(
                    query_id=query_id,
                    rank=rank,
                    article_id=article.id,
                    version=article.version,
                    passage=number,
                    start_at=span.start,
                    end_at=span.end,
                    sentence_start_at=span.start,
                    sentence_end_at=span.end,
                    score=1 / rank,
                    chosen=chosen and rank == 1,
                    settled=settled and rank == 1,
                )
            )
    return query_id


async def voted(
    engine: AsyncEngine,
    query_id: str,
    voter: str,
    vote: Vote,
    *,
    reason: Reason | None = None,
    comment: str | None = None,
    given_at: datetime = NOW,
) -> None:
    """Write what a person thinks of an answer."""
    async with writing(engine) as connection:
        await connection.execute(
            insert(feedback).values(
                query_id=query_id,
                voter=voter,
                vote=vote,
                given_at=given_at,
                reason=reason,
                comment=comment,
            )
        )
