"""Questions that a server answers well, suggested to people while they type theirs.

They come from the query log, and are held in memory: an autocompletion reads nothing but a few
numbers. A question is suggested only as long as it is answered without doubt, with the very passage
that people were shown; only where enough people asked it in channels that the reader can read; and
to nobody outside its server.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby

from rapidfuzz import fuzz
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.shelves import Shelves
from bot.errors import UserError
from bot.judgements.suggested import LONGEST, AskedIn, asked_by_several
from bot.questions.assistant import Assistant
from corpus.schema import EVERYWHERE, audit, judgements
from index.reading.languages import fold

log = logging.getLogger(__name__)

LOOKBACK = timedelta(days=90)
"""How long a question is suggested after it was asked."""
FRESH_SECONDS = 300
"""How long what was read from the query log is used: another process may delete questions."""
PATIENCE = 0.03
"""Seconds that an autocompletion waits for it; the next one finds it."""
SIMILAR = 70
"""How similar a question must be to what was typed, in rapidfuzz's 0..100."""
MAX_HELD = 256
"""Servers whose suggestions are held; the least recently used are dropped."""

_State = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Held:
    """A server's suggestions, and as of when."""

    asked: Sequence[AskedIn]
    """Those of one question one after the other."""
    read_at: float
    version: int | None
    """As `Changes.version`, when the state was looked up."""
    state: _State


class Suggestions:
    """Provides each server's suggestions."""

    def __init__(
        self,
        engine: AsyncEngine,
        assistant: Assistant,
        shelves: Shelves,
        patience: float | None = PATIENCE,
    ) -> None:
        """Take how many seconds to wait for what is being read; None: until it is."""
        self._engine = engine
        self._assistant = assistant
        self._shelves = shelves
        self._patience = patience
        self._changes = shelves.changes
        self._held: OrderedDict[int, _Held] = OrderedDict()
        self._reading: dict[int, asyncio.Task[_Held]] = {}

    async def like(
        self, guild_id: int, typed: str, reads: Callable[[int], bool], most: int
    ) -> list[str]:
        """Return up to `most` questions of a server like what was typed, the most similar first.

        `reads` says whether the person who types can read a channel. None is returned as long as
        it is unknown whether the server still answers them.
        """
        held = await self._current(guild_id)
        asked = held.asked if held else []
        # Once a channel, because it takes longer than all else here, at each letter typed.
        channels = {channel for channel in {one.channel_id for one in asked} if reads(channel)}
        readable = [one for one in asked if one.channel_id in channels]
        questions = []
        for _, group in groupby(readable, lambda one: one.question_key):
            those = list(group)
            if len(frozenset().union(*(one.askers for one in those))) >= those[0].needed:
                questions.append(max(those, key=lambda one: one.moment).question)
        return _most_similar(questions, typed, most)

    def forget(self, guild_id: int) -> None:
        """Read a server's suggestions again before any is made."""
        self._reading.pop(guild_id, None)
        self._held.pop(guild_id, None)

    def forget_all(self) -> None:
        """Read all suggestions again, after a person's data was deleted."""
        self._reading.clear()
        self._held.clear()

    async def _current(self, guild_id: int) -> _Held | None:
        """Return a server's suggestions, unless something they depend on may have changed."""
        version = await self._changes.version()
        held = self._held.get(guild_id)
        if held is not None and not self._is_old(held):
            if version is not None and held.version == version:
                self._held.move_to_end(guild_id)
                return held
            if await self._state(guild_id) == held.state:
                self._held[guild_id] = replace(held, version=version)
                return held
        return await self._read_in_time(guild_id)

    async def _read_in_time(self, guild_id: int) -> _Held | None:
        task = self._reading.get(guild_id)
        if task is None:
            task = asyncio.create_task(self._read(guild_id), name=f"suggestions {guild_id}")
            self._reading[guild_id] = task
            task.add_done_callback(lambda task: self._keep(guild_id, task))
        done, _ = await asyncio.wait([task], timeout=self._patience)
        if not done or task.cancelled() or task.exception() is not None:
            return None
        # It may have been forgotten while it was being read.
        return self._held.get(guild_id)

    async def _read(self, guild_id: int) -> _Held:
        """Read what was asked, and ask it again: kept is what is answered as it was then."""
        # First: a change that comes meanwhile makes the next autocompletion look again.
        version, state = await self._changes.version(), await self._state(guild_id)
        read_at = asyncio.get_running_loop().time()
        async with self._engine.connect() as connection:
            asked = await asked_by_several(connection, guild_id, datetime.now(UTC) - LOOKBACK)
        await self._shelves.refresh(guild_id)
        known: dict[str, tuple[str, str] | None] = {}
        kept = []
        for one in asked:
            if one.hidden:
                continue
            if one.question not in known:
                known[one.question] = await self._sure_passage(guild_id, one.question)
            if known[one.question] == (one.article_id, one.passage):
                kept.append(one)
        return _Held(kept, read_at, version, state)

    async def _sure_passage(self, guild_id: int, question: str) -> tuple[str, str] | None:
        """Return the article and the passage that answer a question; None if that is unsure."""
        answer = await self._assistant.answer(question, guild_id, most=1)
        if not answer.answered or answer.doubtful:
            return None
        hit = answer.hits[0]
        return hit.article.id, hit.passage.span.of(hit.article.body)

    async def _state(self, guild_id: int) -> _State:
        """Return numbers that change with the server's articles and judgements."""
        last = select(func.coalesce(func.max(audit.c.id), 0))
        changed = last.where(audit.c.guild_id.in_([guild_id, EVERYWHERE])).scalar_subquery()
        judged = select(changed, func.count(), func.coalesce(func.max(judgements.c.id), 0)).where(
            judgements.c.guild_id == guild_id
        )
        async with self._engine.connect() as connection:
            row = (await connection.execute(judged)).one()
        return row[0], row[1], row[2]

    def _is_old(self, held: _Held) -> bool:
        return asyncio.get_running_loop().time() - held.read_at > FRESH_SECONDS

    def _keep(self, guild_id: int, task: asyncio.Task[_Held]) -> None:
        # Not what was forgotten while it was being read.
        if self._reading.get(guild_id) is task:
            del self._reading[guild_id]
            if not task.cancelled() and task.exception() is None:
                self._held[guild_id] = task.result()
                self._held.move_to_end(guild_id)
                while len(self._held) > MAX_HELD:
                    self._held.popitem(last=False)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, (SQLAlchemyError, UserError)):
            log.warning("Could not read the suggestions of server %d: %s", guild_id, error)
        else:
            log.error("Could not read the suggestions of server %d.", guild_id, exc_info=error)


def _most_similar(questions: Sequence[str], typed: str, most: int) -> list[str]:
    """Return the questions that resemble what was typed; all of them if nothing was."""
    words = fold(typed[:LONGEST]).strip()
    if not words:
        return list(questions[:most])
    scored = [(_similarity(words, fold(question)), question) for question in questions]
    similar = [(score, question) for score, question in scored if score >= SIMILAR]
    # Stable: of those that are equally similar, the most asked comes first.
    return [question for _, question in sorted(similar, key=lambda one: -one[0])[:most]]


def _similarity(typed: str, question: str) -> float:
    """Return how well the question contains what was typed, in its order or in any."""
    return max(fuzz.partial_ratio(typed, question), fuzz.partial_token_sort_ratio(typed, question))
