"""What moderators see of the questions on their server, and what they do about them."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from bot.errors import UserError
from bot.judgements.judgements import Judgement, Judgements
from bot.parts import Parts
from bot.querylog.alike import keys_alike
from bot.querylog.closing import ClosedAs, close, reopen
from bot.querylog.poor import PoorAnswer, poor
from bot.querylog.record import QueryRecord
from bot.querylog.unanswered import LOOKED_BACK, UnansweredQuestion, unanswered
from corpus.article import Article, Passage
from corpus.errors import ChangedMeanwhileError, NoArticleError
from index.answer import Hit
from index.finder import DOUBT, Finder

FOUND = 10
"""Passages that a search for the right one shows at most."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage that a moderator chose for a question, as it was then."""

    judgement: Judgement
    article: Article | None
    """In the version that was judged; None if it is gone for good."""
    passage: Passage | None
    """None with the article."""
    in_use: bool
    """Whether the passage still stands on the shelf, so that it is shown first."""


@dataclass(frozen=True, slots=True)
class Review:
    """The questions of one server; nothing of another is seen or changed."""

    parts: Parts
    guild_id: int

    async def unanswered(self) -> list[UnansweredQuestion]:
        """Return what was asked in vain and is still open, the most asked first."""
        return await unanswered(self.parts.engine, self.guild_id, _looked_back())

    async def poor(self) -> list[PoorAnswer]:
        """Return the answers with thumbs down, or in doubt, the worst first."""
        doubtful_below = self.parts.guilds.least_confidence(self.guild_id) + DOUBT
        return await poor(self.parts.engine, self.guild_id, _looked_back(), doubtful_below)

    async def question(self, query_id: str) -> QueryRecord:
        """Return a question that was asked here; raise UserError if it is not kept (any more)."""
        query = await self.parts.querylog.find_in(query_id, self.guild_id)
        if query is None or not query.question_key:
            raise UserError(lambda texts: texts.review.question_gone)
        return query

    async def dismiss(self, query: QueryRecord, by: int) -> None:
        """Close a question for good, in all words it was asked in: it needs no answer."""
        keys = await self._keys(query)
        await close(self.parts.engine, self.guild_id, keys, ClosedAs.DISMISSED, by=by)

    async def take_up(self, query: QueryRecord) -> None:
        """Let a question be open again that was dismissed."""
        await reopen(self.parts.engine, self.guild_id, await self._keys(query))

    async def search(self, words: str) -> Sequence[Hit]:
        """Return up to FOUND passages for these words, however little they have to do with them."""
        finder = await self._finder()
        return (await asyncio.to_thread(finder.find, words, 0.0, FOUND)).hits

    async def passage(self, article_id: str, version: int, number: int) -> tuple[Article, Passage]:
        """Return a passage of the shelf by its number, counted from 1.

        Raise NoArticleError if it is not there, ChangedMeanwhileError if only another version is.
        """
        for article in (await self._finder()).articles:
            if article.id == article_id:
                if article.version != version:
                    raise ChangedMeanwhileError(article.title)
                if 1 <= number <= len(article.passages):
                    return article, article.passage(number)
        raise NoArticleError

    async def choose(self, query: QueryRecord, article: Article, passage: Passage, by: int) -> None:
        """Let a passage be shown first for a question, which is closed then."""
        poor_alike = (one.keys for one in await self.poor() if query.question_key in one.keys)
        await Judgements(self.parts.engine).judge(
            self.guild_id,
            query.question,
            [*await self._keys(query), *chain.from_iterable(poor_alike)],
            article.id,
            article.version,
            passage.number,
            by,
        )

    async def judged(self) -> list[Judgement]:
        """Return what moderators said which passages answer, the latest first."""
        return await Judgements(self.parts.engine).of(self.guild_id)

    async def chosen(self, judgement: Judgement) -> Chosen:
        """Look up the passage that was judged."""
        catalogue = self.parts.catalogue(self.guild_id)
        article = await catalogue.article(judgement.article_id, judgement.version)
        if article is None:
            return Chosen(judgement, None, None, in_use=False)
        passage = article.passage(judgement.passage)
        present = {each.id: each for each in (await self._finder()).articles}.get(article.id)
        in_use = present is not None and passage.span.of(article.body) in _texts(present)
        return Chosen(judgement, article, passage, in_use=in_use)

    async def choice(self, judgement_id: int) -> Chosen:
        """Return the choice with this judgement; raise UserError if it is not kept (any more)."""
        for judgement in await self.judged():
            if judgement.id == judgement_id:
                return await self.chosen(judgement)
        raise UserError(lambda texts: texts.review.choice_gone)

    async def take_back(self, chosen: Chosen) -> None:
        """Let a passage be chosen no more; its question may be open then."""
        await Judgements(self.parts.engine).take_back(self.guild_id, chosen.judgement.id)

    async def _finder(self) -> Finder:
        return await self.parts.shelves.finder(self.guild_id)

    async def _keys(self, query: QueryRecord) -> tuple[str, ...]:
        engine, key = self.parts.engine, query.question_key
        return await keys_alike(engine, self.guild_id, key, _looked_back())


def _texts(article: Article) -> Iterable[str]:
    return (passage.span.of(article.body) for passage in article.passages)


def _looked_back() -> datetime:
    return datetime.now(UTC) - LOOKED_BACK
