"""Passages that moderators chose for questions, shown first while their text is unchanged."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.judgements.passages import PassageText, judged_passages
from corpus.article import Article, Passage
from corpus.schema import EVERYWHERE, judgements
from index.finder import Finder
from index.sameness import nearly_same, terms_of, wording_key

MAX_HELD = 256
"""Servers whose choices are cached; the least recently used are dropped."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of one server."""

    by_wording: Mapping[str, Sequence[PassageText]] = field(default_factory=dict)
    """Passages by wording key, see index.sameness; the latest choice first."""

    def places(self, question: str, finder: Finder) -> list[tuple[Article, Passage]]:
        """Return the finder's passages that were chosen for a question.

        The question may be misspelt, but a word that occurs in the articles is not treated as a
        misspelling of another.
        """
        if not self.by_wording:
            return []
        asked = wording_key(question)
        chosen = self.by_wording.get(asked)
        if chosen is None:
            alike = (
                key
                for key in self.by_wording
                if nearly_same(key, asked)
                and not any(map(finder.knows, terms_of(asked) - terms_of(key)))
            )
            chosen = self.by_wording.get(next(alike, ""), ())
        if not chosen:
            return []
        known = {article.id: article for article in finder.articles}
        return [
            (article, passage)
            for choice in chosen
            if (article := known.get(choice.article_id))
            for passage in article.passages
            if passage.span.of(article.body) == choice.text
        ]


class ChoicesOfGuilds:
    """Provides each server's choices; the database is checked for changes at every question."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._held: OrderedDict[int, tuple[tuple[int, int], Choices]] = OrderedDict()

    async def of(self, guild_id: int | None) -> Choices:
        """Return the choices of a server, or outside servers."""
        guild_id = guild_id or EVERYWHERE
        state_of = select(func.count(), func.coalesce(func.max(judgements.c.id), 0)).where(
            judgements.c.guild_id == guild_id
        )
        async with self._engine.connect() as connection:
            count, last = (await connection.execute(state_of)).one()
            if not count:
                self._held.pop(guild_id, None)
                return Choices()
            held = self._held.get(guild_id)
            # Ids only grow and are never reused, so that any change alters one of the two.
            if held is None or held[0] != (count, last):
                rows = (await connection.execute(judged_passages(guild_id))).all()
                held = ((count, last), _choices(rows))
                self._held[guild_id] = held
        self._held.move_to_end(guild_id)
        while len(self._held) > MAX_HELD:
            self._held.popitem(last=False)
        return held[1]


def _choices(rows: Iterable[Row[str, str, datetime, bool, str, str]]) -> Choices:
    by_wording: dict[str, list[PassageText]] = defaultdict(list)
    for _, question, _, relevant, article_id, text in rows:
        if relevant:
            by_wording[wording_key(question)].insert(0, PassageText(article_id, text))
    return Choices(dict(by_wording))
