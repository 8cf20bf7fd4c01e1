"""The use case: a question in, an answer out, one record in the query log."""

import asyncio
import logging
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError

from bot.asked import Asked
from bot.guilds import Guilds
from bot.pseudonyms import Pseudonyms
from bot.querylog import Outcome, QueryLog, QueryRecord, ShownHit, Vote
from bot.shelves import Shelves
from corpus.library import Library
from index.answer import Answer, Hit
from index.explanation import Explanation
from index.finder import SHOWN, is_doubtful

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and the record of its question by which it can be shown again."""

    query: QueryRecord
    answer: Answer


class Assistant:
    """Answers questions and remembers them; Discord and the terminal share it."""

    def __init__(
        self,
        shelves: Shelves,
        library: Library,
        guilds: Guilds,
        querylog: QueryLog,
        pseudonyms: Pseudonyms,
    ) -> None:
        self._shelves = shelves
        self._library = library
        self._guilds = guilds
        self._querylog = querylog
        self._pseudonyms = pseudonyms

    async def ask(self, asked: Asked, most: int = SHOWN) -> Reply:
        """Answer a question of any length and content with so many hits at most, and log it."""
        asked = replace(asked, question=_storable(asked.question))
        asked_at = datetime.now(UTC)
        started = time.perf_counter()
        try:
            earlier = await self._earlier_question(asked)
            finder = await self._shelves.finder(asked.guild_id)
            least = self._guilds.least_confidence(asked.guild_id)
            # Off the event loop: a long question can take more than a millisecond.
            answer = await asyncio.to_thread(finder.find, asked.question, least, most, earlier)
        except Exception:
            self._record(asked, asked_at, started, None)
            raise
        return Reply(self._record(asked, asked_at, started, answer), answer)

    async def explain(self, asked: Asked, most: int = SHOWN) -> Explanation:
        """Tell how a question is read and why its passages are shown or not; nothing is logged."""
        finder = await self._shelves.finder(asked.guild_id)
        least = self._guilds.least_confidence(asked.guild_id)
        return await asyncio.to_thread(finder.explain, _storable(asked.question), least, most)

    async def recall(self, query_id: str, guild_id: int | None) -> Reply | None:
        """Return an earlier reply as it was then; None when this server has none such, any more."""
        query = await self._find(query_id, guild_id)
        if query is None or query.outcome is not Outcome.ANSWERED:
            return None
        hits = []
        for shown in query.hits:
            article = await self._library.version(shown.article_id, shown.version)
            if article is None:
                return None
            passage = article.passage(shown.passage)
            hits.append(Hit(article, passage, shown.score, shown.sentence, shown.sentence))
        confidence = query.confidence or 0.0
        doubtful = is_doubtful(confidence, self._guilds.least_confidence(guild_id))
        return Reply(query, Answer(query.question, tuple(hits), confidence, doubtful=doubtful))

    async def vote(self, query_id: str, guild_id: int | None, user_id: int, vote: Vote) -> bool:
        """Keep a person's vote on an answer, in place of an earlier one; False if it is unknown."""
        if await self._find(query_id, guild_id) is None:
            return False
        await self._querylog.vote(query_id, self._pseudonyms.of(user_id), vote)
        return True

    async def asked_by(self, query_id: str, guild_id: int | None, user_id: int) -> bool:
        """Tell whether this person asked this question in this server."""
        query = await self._find(query_id, guild_id)
        return query is not None and query.asker == self._pseudonyms.of(user_id)

    async def _earlier_question(self, asked: Asked) -> str | None:
        """Return the question that this one follows up, if it was asked in the same server."""
        if asked.follows is None:
            return None
        try:
            query = await self._find(asked.follows, asked.guild_id)
        except SQLAlchemyError as error:
            # The question can still be answered by itself.
            log.warning("The question before could not be looked up: %s", error)
            return None
        return None if query is None else query.question

    async def _find(self, query_id: str, guild_id: int | None) -> QueryRecord | None:
        """Return a query of this server, None outside servers; nothing of one reaches another."""
        query = await self._querylog.find(query_id)
        return query if query is not None and query.guild_id == guild_id else None

    def _record(
        self, asked: Asked, asked_at: datetime, started: float, answer: Answer | None
    ) -> QueryRecord:
        record = QueryRecord(
            id=uuid4().hex,
            asked_at=asked_at,
            guild_id=asked.guild_id,
            channel_id=asked.channel_id,
            way_in=asked.way_in,
            asker=None if asked.asker_id is None else self._pseudonyms.of(asked.asker_id),
            locale=asked.locale,
            question=asked.question,
            outcome=_outcome(answer),
            confidence=None if answer is None else answer.confidence,
            milliseconds=(time.perf_counter() - started) * 1000,
            hits=() if answer is None else tuple(_shown(hit) for hit in answer.hits),
        )
        self._querylog.record(record)
        return record


def _storable(text: str) -> str:
    """Return the text without what no database keeps: half characters become ?, NULs go."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _outcome(answer: Answer | None) -> Outcome:
    if answer is None:
        return Outcome.ERROR
    return Outcome.ANSWERED if answer.answered else Outcome.REFUSED


def _shown(hit: Hit) -> ShownHit:
    return ShownHit(
        article_id=hit.article.id,
        version=hit.article.version,
        passage=hit.passage.number,
        span=hit.passage.span,
        sentence=hit.shown,
        score=hit.score,
    )
