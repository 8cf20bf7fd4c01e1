"""What a server has settled: passages that moderators and voters say answer questions, or don't."""

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.judgements.agreed import agreed_votes
from bot.judgements.passages import judged_passages
from bot.querylog.settled_words import wording_of
from corpus.article import Article, Passage
from corpus.changes import Changes
from corpus.schema import EVERYWHERE, judgements
from index.finder import Finder
from index.sameness import nearly_same, terms_of
from index.searching.settled import Settlement
from index.settled import NOTHING_SETTLED, SettledQuestions

MAX_HELD = 256
"""Servers whose choices are cached; the least recently used are dropped."""
MAX_SETTLED = 2000
"""Settled questions of a server whose words are searched: the latest. The same question finds what
was chosen for it however many there are."""
_UNKNOWN = (-1, -1)
"""A state that no server's judgements are in."""
CHOSEN, REJECTED = 1.0, -1.0
"""Weights of what a moderator said."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A question that a server has settled."""

    question_key: str
    by_moderator: bool
    settlement: Settlement


@dataclass(frozen=True, slots=True)
class Choices:
    """What one server has settled."""

    settled: tuple[Settled, ...] = ()
    """The latest first, those by moderators before those by voters."""
    searched: SettledQuestions = field(default=NOTHING_SETTLED, compare=False)
    """The same, for the finder."""
    by_wording: dict[str, list[Settlement]] = field(default_factory=dict)
    """What moderators chose, by the wording key of the question; the latest first."""
    wordless: Mapping[str, Sequence[Settled]] = field(default_factory=dict)
    """Questions whose words were deleted, by key; see `key_without_words`."""

    @classmethod
    def of(cls, every: Sequence[Settled], before: "Choices | None" = None) -> "Choices":
        """Return the choices among these; what is in `before`, too, need not be read again."""
        read = NOTHING_SETTLED if before is None else before.searched
        known = {} if before is None else before._wordings()
        settled = [each for each in every if each.settlement.question]
        wordless: dict[str, list[Settled]] = {}
        for each in every:
            if not each.settlement.question:
                wordless.setdefault(each.question_key, []).append(each)
        by_wording: dict[str, list[Settlement]] = {}
        for each in settled:
            if each.by_moderator and each.settlement.weight > 0:
                words = each.settlement.question, each.settlement.earlier
                key = known.get(words) or wording_of(*words)
                by_wording.setdefault(key, []).append(each.settlement)
        searched = read.changed([each.settlement for each in settled[:MAX_SETTLED]])
        return cls(tuple(settled), searched, by_wording, wordless)

    def reworded(self, key: str, question: str, earlier: str | None) -> "Choices":
        """Return these with the words of a question in place of those deleted under its key."""
        deleted = self.wordless.get(key)
        if not deleted:
            return self
        again = [
            replace(each, settlement=replace(each.settlement, question=question, earlier=earlier))
            for each in deleted
        ]
        return Choices.of([*again, *self.settled], self)

    def without(self, question_keys: Collection[str]) -> "Choices":
        """Return these without what was settled for questions with nearly one of these keys."""
        left = [
            each
            for each in self.settled
            if not any(nearly_same(each.question_key, key) for key in question_keys)
        ]
        settlements = {each.settlement for each in left}
        by_wording = {
            key: those
            for key, choices in self.by_wording.items()
            if (those := [each for each in choices if each in settlements])
        }
        searched = self.searched.changed([each.settlement for each in left[:MAX_SETTLED]])
        return Choices(tuple(left), searched, by_wording)

    def _wordings(self) -> dict[tuple[str, str | None], str]:
        """Return the wording keys of what moderators chose, by question and what it follows up."""
        return {
            (each.question, each.earlier): key
            for key, choices in self.by_wording.items()
            for each in choices
        }

    def places(
        self, question: str, earlier: str | None, finder: Finder
    ) -> list[tuple[Article, Passage]]:
        """Return the finder's passages that were chosen for a question.

        The question may be misspelt, but a word that occurs in the articles is not treated as a
        misspelling of another. `earlier` is the question that it follows up, if any.
        """
        if not self.by_wording:
            return []
        asked = wording_of(question, earlier)
        chosen = self.by_wording.get(asked)
        if chosen is None:
            alike = (
                key
                for key in self.by_wording
                if nearly_same(key, asked)
                and not any(map(finder.knows, terms_of(asked) - terms_of(key)))
            )
            chosen = self.by_wording.get(next(alike, ""), [])
        return [
            (article, passage)
            for choice in chosen
            if (article := finder.article(choice.article_id))
            for passage in article.passages
            if passage.span.of(article.body) == choice.text
        ]


@dataclass(frozen=True, slots=True)
class _Held:
    """The choices of a server, and what they were read from."""

    version: int | None
    """As `Changes.version`, when the state was looked up."""
    state: tuple[int, int]
    choices: Choices


class ChoicesOfGuilds:
    """Provides each server's choices.

    Changed judgements are seen at the next question, whichever process changed them; for votes,
    this process says when to look again.
    """

    def __init__(self, engine: AsyncEngine, changes: Changes) -> None:
        self._engine = engine
        self._changes = changes
        self._held: OrderedDict[int, _Held] = OrderedDict()
        self._lookups: dict[int, tuple[int | None, asyncio.Task[_Held]]] = {}

    async def of(self, guild_id: int | None) -> Choices:
        """Return the choices of a server, or outside servers."""
        return await self.of_version(guild_id, await self._changes.version())

    async def of_version(self, guild_id: int | None, version: int | None) -> Choices:
        """Return the same, given what `changes` says by now."""
        guild_id = guild_id or EVERYWHERE
        held = self._held.get(guild_id)
        if held is None or version is None or held.version != version:
            try:
                held = await self._looked_up(guild_id, version)
            except SQLAlchemyError:
                # What was known before is better than nothing, unless it is to be forgotten.
                if held is None or held.state == _UNKNOWN:
                    raise
        else:
            self._held.move_to_end(guild_id)
        return held.choices

    def forget(self, guild_id: int | None) -> None:
        """Read a server's votes again at its next question."""
        guild_id = guild_id or EVERYWHERE
        self._lookups.pop(guild_id, None)
        held = self._held.get(guild_id)
        if held is not None:
            self._held[guild_id] = replace(held, version=None, state=_UNKNOWN)

    def forget_all(self) -> None:
        """Read every server's votes again at its next question."""
        self._lookups.clear()
        self._held.clear()

    async def _looked_up(self, guild_id: int, version: int | None) -> _Held:
        """Return a server's choices as of this version; concurrent callers share one lookup."""
        known, lookup = self._lookups.get(guild_id, (None, None))
        if lookup is None or version is None or known != version:
            name = f"choices {guild_id}"
            lookup = asyncio.create_task(self._look_up(guild_id, version), name=name)
            self._lookups[guild_id] = version, lookup
            lookup.add_done_callback(lambda lookup: self._keep(guild_id, lookup))
        # A caller that is cancelled must not cancel the lookup for the others.
        return await asyncio.shield(lookup)

    async def _look_up(self, guild_id: int, version: int | None) -> _Held:
        state_of = select(func.count(), func.coalesce(func.max(judgements.c.id), 0)).where(
            judgements.c.guild_id == guild_id
        )
        async with self._engine.connect() as connection:
            count, last = (await connection.execute(state_of)).one()
            held = self._held.get(guild_id)
            # Ids only grow and are never reused, so that any change alters one of the two.
            if held is not None and held.state == (count, last):
                return replace(held, version=version)
            before = None if held is None else held.choices
            settled = await _settled(connection, guild_id)
            # Off the event loop: thousands of keys take a second.
            choices = await asyncio.to_thread(Choices.of, settled, before)
            return _Held(version, (count, last), choices)

    def _keep(self, guild_id: int, lookup: asyncio.Task[_Held]) -> None:
        # Not if a vote was given or a judgement changed meanwhile.
        if self._lookups.get(guild_id, (None, None))[1] is not lookup:
            return
        del self._lookups[guild_id]
        if lookup.cancelled() or lookup.exception() is not None:
            return
        self._held[guild_id] = lookup.result()
        self._held.move_to_end(guild_id)
        while len(self._held) > MAX_HELD:
            self._held.popitem(last=False)


async def _settled(connection: AsyncConnection, guild_id: int) -> list[Settled]:
    judged = list(_judged((await connection.execute(judged_passages(guild_id))).all()))
    decided = {each.question_key for each in judged}
    voted = [
        Settled(vote.question_key, by_moderator=False, settlement=vote.settlement)
        for vote in await agreed_votes(connection, guild_id)
        if vote.question_key not in decided
    ]
    return [*reversed(judged), *voted]


def _judged(rows: Iterable[Any]) -> Iterable[Settled]:
    for row in rows:
        weight = CHOSEN if row.relevant else REJECTED
        settlement = Settlement(row.question, row.earlier, row.article_id, row.text, weight)
        yield Settled(row.question_key, by_moderator=True, settlement=settlement)
