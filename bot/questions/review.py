"""Reviewing a server's questions, for its moderators."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.shelves import Shelves
from bot.errors import UserError
from bot.guilds import Guilds
from bot.judgements.judgements import AskedAs, Judgement, Judgements, PassagePlace
from bot.judgements.rewording import give_words
from bot.judgements.suggested import AskedIn, asked_by_several
from bot.pseudonyms import Pseudonyms
from bot.querylog.closing import ClosedAs, close, keys_along, reopen_along
from bot.querylog.grouping import Keyed
from bot.querylog.log import QueryLog
from bot.querylog.poor import PoorAnswer, poor
from bot.querylog.record import QueryRecord
from bot.querylog.regrouping import join, split
from bot.querylog.settled import SettledQuestion, settled
from bot.querylog.unanswered import UnansweredQuestion, lookback_start, unanswered
from bot.questions.assistant import Assistant, Reply
from corpus.article import Article, Passage
from corpus.catalogue import Catalogue
from corpus.errors import ChangedMeanwhileError, NoArticleError
from index.answer import Hit
from index.finder import DOUBT, Finder
from index.grouping.meaning import Meaning

FOUND = 10
"""Maximum passages returned by a search for the right one."""
CANDIDATES = 3
"""Maximum passages that a question is shown with."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage that a moderator chose for a question, as of then."""

    judgement: Judgement
    article: Article | None
    """In the judged version; None if it was purged."""
    passage: Passage | None
    """None if the article is."""
    in_use: bool
    """Whether the current shelf still has the passage, so that it is shown first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a moderator has just chosen for a question."""

    chosen: Chosen
    before: Chosen | None
    """The passage that was shown first until then, and comes second now; None if there is none."""


@dataclass(frozen=True, slots=True)
class Review:
    """The questions of one server, isolated from all others."""

    engine: AsyncEngine
    querylog: QueryLog
    shelves: Shelves
    guilds: Guilds
    assistant: Assistant
    pseudonyms: Pseudonyms
    guild_id: int

    async def unanswered(self) -> list[UnansweredQuestion]:
        """Return the open unanswered questions, the most asked first."""
        return await unanswered(
            self.engine, self.guild_id, lookback_start(), meaning=Meaning(await self._finder())
        )

    async def poor(self) -> list[PoorAnswer]:
        """Return the open questions with doubtful or downvoted answers, the worst first."""
        return await poor(
            self.engine,
            self.guild_id,
            lookback_start(),
            self._doubtful_below(),
            meaning=Meaning(await self._finder()),
        )

    async def question(self, query_id: str) -> QueryRecord:
        """Return a query of this server; raise UserError if it is not stored (any more)."""
        query = await self.querylog.find_in(query_id, self.guild_id)
        if query is None or not query.question_key:
            raise UserError("review.question_gone")
        return query

    async def earlier(self, query: QueryRecord) -> str | None:
        """Return the question that this one follows up; None if there is none (any more)."""
        if query.follows is None:
            return None
        earlier = await self.querylog.find_in(query.follows, self.guild_id)
        return None if earlier is None else earlier.question

    async def reply(self, query_id: str) -> Reply | None:
        """Return the reply to a query; None if it is not stored (any more)."""
        return await self.assistant.recall(query_id, self.guild_id)

    async def settled(self) -> list[SettledQuestion]:
        """Return the settled questions, the most recently settled first."""
        return await settled(self.engine, self.guild_id, lookback_start(), self._doubtful_below())

    async def suggested(self) -> list[AskedIn]:
        """Return the questions that several people asked, the most asked first, one each.

        They are suggested while somebody types, unless they are hidden or no longer answered so.
        """
        async with self.engine.connect() as connection:
            asked = await asked_by_several(connection, self.guild_id, lookback_start())
        return list({one.question_key: one for one in reversed(asked)}.values())[::-1]

    async def dismiss_unanswered(self, query: QueryRecord, by: int) -> bool:
        """Dismiss an unanswered question, and those with nearly the same meaning, permanently.

        Return False if it is not open (any more).
        """
        return await self._dismiss(_keys_of(query, await self.unanswered()), by)

    async def dismiss_poor(self, query: QueryRecord, by: int) -> bool:
        """Dismiss a question that was answered well enough; return as above."""
        return await self._dismiss(_keys_of(query, await self.poor()), by)

    async def undismiss(self, query: QueryRecord) -> bool:
        """Reopen a dismissed question, and those dismissed along with it.

        Return False if it is not dismissed (any more).
        """
        how = (ClosedAs.DISMISSED,)
        return await reopen_along(self.engine, self.guild_id, query.question_key, how)

    async def reopen(self, query: QueryRecord) -> bool:
        """Reopen a question, however it was settled, and those settled along with it.

        Return False if it is open. A passage chosen for it stays chosen, but no longer is any said
        not to answer it.
        """
        return await self.take_back_unanswerable(query) or await reopen_along(
            self.engine, self.guild_id, query.question_key
        )

    async def join(self, keys: Collection[str], others: Collection[str], by: int) -> None:
        """List two questions, with these keys, as one from now on."""
        await join(self.engine, self.guild_id, keys, others, by)

    async def split(self, key: str, by: int) -> None:
        """List the wording of a question with this key as a question of its own from now on."""
        await split(self.engine, self.guild_id, key, by)

    async def titles(self, article_ids: Iterable[str | None]) -> dict[str, str]:
        """Return the titles of articles of the shelf, including removed ones, by id."""
        catalogue = Catalogue(self.engine, self.guild_id)
        wanted = {article_id for article_id in article_ids if article_id is not None}
        entries = [await catalogue.entry(article_id) for article_id in sorted(wanted)]
        return {entry.id: entry.title for entry in entries if entry is not None}

    async def search(self, words: str) -> Sequence[Hit]:
        """Return up to FOUND passages for these words, whatever their confidence."""
        finder = await self._finder()
        return (await asyncio.to_thread(finder.find, words, 0.0, FOUND)).hits

    async def candidates(self, query: QueryRecord, earlier: str | None) -> Sequence[Hit]:
        """Return the passages that most likely answer a question by now, at most CANDIDATES.

        `earlier` is the question that it follows up, if any.
        """
        nearest = self.assistant.nearest
        return (await nearest(query.question, self.guild_id, CANDIDATES, earlier=earlier)).hits

    async def passage(self, article_id: str, version: int, number: int) -> tuple[Article, Passage]:
        """Return a passage of the shelf by its number, from 1.

        Raise NoArticleError if there is none, ChangedMeanwhileError if the version differs.
        """
        article = (await self._finder()).article(article_id)
        if article is None:
            raise NoArticleError
        if article.version != version:
            raise ChangedMeanwhileError(article.title)
        if not 1 <= number <= len(article.passages):
            raise NoArticleError
        return article, article.passage(number)

    async def choose(
        self, query: QueryRecord, article: Article, passage: Passage, by: int
    ) -> Choice:
        """Choose a passage to be shown first for a question, and close the question.

        A question settled in the meantime stays so in all its wordings, with this passage first.
        Raise UserError if the question was settled with this very passage in the meantime.
        """
        judgements, asked = Judgements(self.engine), await self._asked_again(query)
        place = PassagePlace(article.id, article.version, passage.number)
        along = await self._open_keys(query)
        earlier = await judgements.about(self.guild_id, query.question_key)
        if not along and earlier and _place(earlier[0]) == place:
            raise question_done()
        along = along or tuple(await keys_along(self.engine, self.guild_id, query.question_key))
        await judgements.judge(self.guild_id, asked, place, by, along)
        [latest, *_] = await judgements.about(self.guild_id, query.question_key)
        others = [await self.chosen(one) for one in earlier if _place(one) != place]
        before = next((one for one in others if one.in_use), None)
        return Choice(await self.chosen(latest), before)

    async def judge_unanswerable(self, query: QueryRecord, by: int) -> None:
        """Settle an open question: no passage answers it, what was shown for it least of all.

        Raise UserError if it was settled in the meantime.
        """
        keys = await self._open_keys(query)
        if not keys:
            raise question_done()
        shown = [PassagePlace(hit.article_id, hit.version, hit.passage) for hit in query.hits]
        asked = await self._asked_again(query)
        await Judgements(self.engine).judge_unanswerable(self.guild_id, asked, shown, by, keys)

    async def take_back_unanswerable(self, query: QueryRecord) -> bool:
        """Reopen a question that no passage was said to answer, and take that back.

        Return False if it is not settled so (any more).
        """
        return await Judgements(self.engine).take_back_unanswerable(
            self.guild_id, query.question_key
        )

    async def judged(self) -> list[Judgement]:
        """Return the moderators' judgements, the latest first."""
        return await Judgements(self.engine).of(self.guild_id)

    async def chosen(self, judgement: Judgement) -> Chosen:
        """Look up the passage of a judgement."""
        catalogue = Catalogue(self.engine, self.guild_id)
        article = await catalogue.article(judgement.article_id, judgement.version)
        if article is None:
            return Chosen(judgement, None, None, in_use=False)
        passage = article.passage(judgement.passage)
        present = (await self._finder()).article(article.id)
        in_use = present is not None and passage.span.of(article.body) in _texts(present)
        return Chosen(judgement, article, passage, in_use=in_use)

    async def choice(self, judgement_id: int) -> Chosen:
        """Return a judgement with its passage; raise UserError if it does not exist (any more)."""
        for judgement in await self.judged():
            if judgement.id == judgement_id:
                return await self.chosen(judgement)
        raise UserError("review.chosen_gone")

    async def take_back(self, chosen: Chosen) -> Chosen | None:
        """Delete a choice, which reopens its question unless another passage was chosen, too.

        Return the one that is shown first from now on; None if there is none.
        """
        judgements, judgement = Judgements(self.engine), chosen.judgement
        await judgements.take_back(self.guild_id, judgement.id)
        others = await judgements.about(self.guild_id, judgement.question_key)
        left = [await self.chosen(one) for one in others]
        return next((one for one in left if one.in_use), None)

    async def _asked_again(self, query: QueryRecord) -> AskedAs:
        """Return the question of a query, with the one that it follows up, if that is stored.

        What was settled for it holds in these words, if those of then were deleted.
        """
        asked = AskedAs(query.question, query.question_key, await self.earlier(query), query.asker)
        await give_words(self.engine, self.guild_id, asked, self.pseudonyms)
        return asked

    async def _open_keys(self, query: QueryRecord) -> tuple[str, ...]:
        """Return the keys of all open questions with the same meaning as this one."""
        unanswered_keys = _keys_of(query, await self.unanswered())
        return (*unanswered_keys, *_keys_of(query, await self.poor()))

    async def _dismiss(self, keys: Collection[str], by: int) -> bool:
        if keys:
            await close(self.engine, self.guild_id, keys, ClosedAs.DISMISSED, by=by)
        return bool(keys)

    def _doubtful_below(self) -> float:
        return self.guilds.least_confidence(self.guild_id) + DOUBT

    async def _finder(self) -> Finder:
        return await self.shelves.finder(self.guild_id)


def question_done() -> UserError:
    """Return the error for a question that is already settled."""
    return UserError("review.question_done")


def _keys_of(query: QueryRecord, listed: Iterable[Keyed]) -> tuple[str, ...]:
    """Return the keys of the listed question with the same meaning, if any."""
    return next((one.keys for one in listed if query.question_key in one.keys), ())


def _place(judgement: Judgement) -> PassagePlace:
    return PassagePlace(judgement.article_id, judgement.version, judgement.passage)


def _texts(article: Article) -> Iterable[str]:
    return (passage.span.of(article.body) for passage in article.passages)
