"""The main use case: answer a question and record it in the query log."""

import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy.exc import SQLAlchemyError

from bot.articles.shelves import Shelves
from bot.asked import LONGEST_QUESTION, Asked, storable
from bot.guilds import Guilds
from bot.judgements.choices import Choices, ChoicesOfGuilds
from bot.locales import Texts
from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.querylog.record import Outcome, QueryRecord, ShownHit
from bot.querylog.settled_words import key_without_words, wording_of
from bot.questions.examples import examples
from bot.questions.fair_queue import FairQueue
from bot.text.cut import cut
from corpus.article import Article
from corpus.library import Library
from index.answer import Answer, Hit
from index.chosen import put_first
from index.explanation import Explanation
from index.finder import SHOWN, Finder, is_doubtful
from index.sameness import follow_up_key, question_key

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer and its query record, by which it can be shown again."""

    query: QueryRecord
    answer: Answer


class Assistant:
    """Answers and logs questions, for both Discord and the terminal."""

    def __init__(  # noqa: PLR0913, PLR0917 - a part each
        self,
        shelves: Shelves,
        library: Library,
        guilds: Guilds,
        querylog: QueryLog,
        choices: ChoicesOfGuilds,
        pseudonyms: Pseudonyms,
        queue: FairQueue,
        longest: int = LONGEST_QUESTION,
    ) -> None:
        """Take how many code points of a question are read."""
        self._shelves = shelves
        self._library = library
        self._guilds = guilds
        self._querylog = querylog
        self._choices = choices
        self._pseudonyms = pseudonyms
        self._queue = queue
        self._longest = longest

    async def ask(self, asked: Asked, most: int = SHOWN) -> Reply:
        """Answer any question with at most `most` hits, and log it."""
        asked = replace(asked, question=storable(asked.question))
        asked_at = datetime.now(UTC)
        started = time.perf_counter()
        try:
            earlier = await self._earlier_question(asked)
            answering = await self._answering(asked.question, asked.guild_id, most, earlier)
            answer, key = await self._queue.run(
                asked.line, lambda: (answering(), _key(asked.question, earlier))
            )
        except Exception:
            self._record(asked, "", asked_at, started, None)
            raise
        return Reply(self._record(asked, key, asked_at, started, answer), answer)

    async def ask_if_sure(self, asked: Asked, most: int = SHOWN) -> Reply | None:
        """Answer as `ask` does on a strict server, for a question that was not put to Kutip.

        Return None where there is a doubt; nothing is logged then.
        """
        asked = replace(asked, question=storable(asked.question))
        asked_at = datetime.now(UTC)
        started = time.perf_counter()
        least = self._guilds.strict_confidence
        answering = await self._answering(asked.question, asked.guild_id, most, None, least=least)
        answer, key = await self._queue.run(
            asked.line, lambda: (answering(), _key(asked.question, None))
        )
        if not answer.answered or answer.doubtful:
            return None
        return Reply(self._record(asked, key, asked_at, started, answer), answer)

    async def answer(  # noqa: PLR0913
        self,
        question: str,
        guild_id: int | None,
        most: int = SHOWN,
        *,
        earlier: str | None = None,
        without: Collection[str] = (),
        finder: Finder | None = None,
    ) -> Answer:
        """Answer as `ask` does, without logging: for questions that are asked again.

        `earlier` is the question that it follows up, if any. What was settled for questions with
        nearly one of the keys in `without` is left out. `finder` takes the place of the server's
        own, for answers from its shelf as it was before a change.
        """
        answering = await self._answering(
            storable(question), guild_id, most, earlier, without, finder
        )
        return await self._queue.run(guild_id, answering)

    async def nearest(
        self, question: str, guild_id: int | None, most: int = 1, *, earlier: str | None = None
    ) -> Answer:
        """Return the nearest passages as a doubtful answer, however unlikely they are to answer.

        `earlier` is the question that it follows up, if any.
        """
        finder, choices = await self._sources(guild_id)
        settled = choices.searched
        asked = cut(storable(question), self._longest)
        found = await self._queue.run(
            guild_id, lambda: finder.find(asked, 0.0, most, earlier, settled)
        )
        return replace(found, doubtful=found.answered)

    async def examples(self, guild_id: int | None, texts: Texts) -> tuple[str, ...]:
        """Return a few questions that a server's articles answer, see `examples.py`."""
        finder = await self._shelves.finder(guild_id)
        least = self._guilds.least_confidence(guild_id)
        return await self._queue.run(guild_id, lambda: examples(finder, least, texts))

    async def explain(self, asked: Asked, most: int = SHOWN) -> Explanation:
        """Explain how a question is analysed and ranked; nothing is logged."""
        question, guild_id = cut(storable(asked.question), self._longest), asked.guild_id
        finder, choices = await self._sources(guild_id)
        least = self._guilds.least_confidence(guild_id)

        def explaining() -> Explanation:
            settled = self._with_words(choices, question, None)
            explanation = finder.explain(question, least, most, settled.searched)
            return replace(explanation, chosen=tuple(settled.places(question, None, finder)))

        return await self._queue.run(asked.line, explaining)

    async def recall(self, query_id: str, guild_id: int | None) -> Reply | None:
        """Return an earlier reply as it was; None if this server has none such (any more)."""
        query = await self._querylog.find_in(query_id, guild_id)
        if query is None or query.outcome is not Outcome.ANSWERED:
            return None
        hits = []
        for shown in query.hits:
            article = await self._library.version(shown.article_id, shown.version)
            if article is None or not _is_as_shown(article, shown):
                return None
            passage = article.passage(shown.passage)
            sentence = shown.sentence
            hits.append(Hit(article, passage, shown.score, sentence, sentence, chosen=shown.chosen))
        confidence = query.confidence or 0.0
        doubtful = is_doubtful(confidence, self._guilds.least_confidence(guild_id))
        return Reply(query, Answer(query.question, tuple(hits), confidence, doubtful=doubtful))

    async def asked_by(self, query_id: str, guild_id: int | None, user_id: int) -> bool:
        """Whether this user asked this question on this server."""
        query = await self._querylog.find_in(query_id, guild_id)
        return query is not None and query.asker == self._pseudonyms.of(user_id)

    async def _earlier_question(self, asked: Asked) -> str | None:
        """Return the question that this one follows up, if it was asked on the same server."""
        if asked.follows is None:
            return None
        try:
            query = await self._querylog.find_in(asked.follows, asked.guild_id)
        except SQLAlchemyError as error:
            # The question can still be answered on its own.
            log.warning("Could not look up the preceding question: %s", error)
            return None
        return None if query is None else query.question

    async def _answering(  # noqa: PLR0913, PLR0917
        self,
        question: str,
        guild_id: int | None,
        most: int,
        earlier: str | None,
        without: Collection[str] = (),
        finder: Finder | None = None,
        least: float | None = None,
    ) -> Callable[[], Answer]:
        """Look up what a question is answered from; return the work, which is for a thread.

        `least` is the confidence threshold, in 0..1, unless it is the server's.
        """
        searched, choices = await self._sources(guild_id, finder)
        if least is None:
            least = self._guilds.least_confidence(guild_id)
        read = cut(question, self._longest)

        def answering() -> Answer:
            if without:
                settled = choices.without(without)
            else:
                settled = self._with_words(choices, read, earlier)
            answer = searched.find(read, least, most, earlier, settled.searched)
            answer = put_first(answer, settled.places(read, earlier, searched), most)
            return replace(answer, question=question, unread=read != question)

        return answering

    def _with_words(self, choices: Choices, question: str, earlier: str | None) -> Choices:
        """Return the choices, including those for this question whose words were deleted."""
        if not choices.wordless:
            return choices
        key = key_without_words(wording_of(question, earlier), self._pseudonyms)
        return choices.reworded(key, question, earlier)

    async def _sources(
        self, guild_id: int | None, given: Finder | None = None
    ) -> tuple[Finder, Choices]:
        """Return the finder that is given, or the server's, and its choices."""
        # Once for both: PostgreSQL is asked over the network.
        version = await self._shelves.changes.version()
        finder = given or await self._shelves.finder_at(guild_id, version)
        try:
            return finder, await self._choices.of_version(guild_id, version)
        except SQLAlchemyError as error:
            # The question can still be answered without it.
            log.warning("Could not look up what was settled: %s", error)
            return finder, Choices()

    def _record(
        self, asked: Asked, key: str, asked_at: datetime, started: float, answer: Answer | None
    ) -> QueryRecord:
        record = QueryRecord(
            id=uuid4().hex,
            asked_at=asked_at,
            guild_id=asked.guild_id,
            # A direct message's channel identifies the person.
            channel_id=None if asked.guild_id is None else asked.channel_id,
            way_in=asked.way_in,
            asker=None if asked.asker_id is None else self._pseudonyms.of(asked.asker_id),
            locale=asked.locale,
            question=asked.question,
            question_key=key,
            outcome=_outcome(answer),
            confidence=None if answer is None else answer.confidence,
            milliseconds=(time.perf_counter() - started) * 1000,
            hits=() if answer is None else tuple(_shown(hit) for hit in answer.hits),
            follows=asked.follows,
        )
        self._querylog.record(record)
        return record


def _key(question: str, earlier: str | None) -> str:
    return question_key(question) if earlier is None else follow_up_key(question, earlier)


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
        chosen=hit.chosen,
        settled=hit.settled,
    )


def _is_as_shown(article: Article, shown: ShownHit) -> bool:
    """Return whether the spans in the query log are of the article: a damaged row has others."""
    if not 1 <= shown.passage <= len(article.passages):
        return False
    span = article.passage(shown.passage).span
    is_inside = span.covers(shown.sentence) and shown.sentence.start < shown.sentence.end
    return is_inside and span == shown.span
