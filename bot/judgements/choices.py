"""What moderators chose for a question goes first, as long as the passage stays as it is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.article import Article, Passage
from corpus.schema import EVERYWHERE, article_versions, judgements, passages
from index.finder import Finder
from index.sameness import nearly_same, terms_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A passage that was chosen, by its text: later versions of the article may have it too."""

    article_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen on one server."""

    by_key: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    """By question key, the latest choice first."""

    def places(self, question_key: str, finder: Finder) -> list[tuple[Article, Passage]]:
        """Return where among what is searched the passages stand that were chosen for a question.

        The question may be put in nearly the same words; but a word that stands in a passage is no
        misspelling of another.
        """
        chosen = self.by_key.get(question_key)
        if chosen is None:
            alike = (
                key
                for key in self.by_key
                if nearly_same(key, question_key)
                and not any(map(finder.knows, terms_of(question_key) - terms_of(key)))
            )
            chosen = self.by_key.get(next(alike, ""), ())
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
    """Gives the choices of each server; the database is the truth, asked at every question."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._held: dict[int, tuple[tuple[int, int], Choices]] = {}

    async def of(self, guild_id: int | None) -> Choices:
        """Return what was chosen on a server, or outside servers."""
        guild_id = guild_id or EVERYWHERE
        state_of = select(func.count(), func.coalesce(func.max(judgements.c.id), 0)).where(
            judgements.c.guild_id == guild_id
        )
        async with self._engine.connect() as connection:
            count, last = (await connection.execute(state_of)).one()
            held = self._held.get(guild_id)
            # Ids grow and are never given again, so that any change shows in one of the two.
            if held is None or held[0] != (count, last):
                rows = (await connection.execute(_chosen(guild_id))).all() if count else ()
                by_key: dict[str, list[Choice]] = defaultdict(list)
                for key, article_id, text in rows:
                    by_key[key].append(Choice(article_id, text))
                held = ((count, last), Choices(dict(by_key)))
                self._held[guild_id] = held
        return held[1]


def _chosen(guild_id: int) -> Select[str, str, str]:
    length = passages.c.end_at - passages.c.start_at
    text = func.substr(article_versions.c.body, passages.c.start_at + 1, length)
    return (
        select(judgements.c.question_key, judgements.c.article_id, text)
        .join(
            article_versions,
            and_(
                article_versions.c.article_id == judgements.c.article_id,
                article_versions.c.version == judgements.c.version,
            ),
        )
        .join(
            passages,
            and_(
                passages.c.article_id == judgements.c.article_id,
                passages.c.version == judgements.c.version,
                passages.c.number == judgements.c.passage,
            ),
        )
        .where(judgements.c.guild_id == guild_id)
        .order_by(judgements.c.id.desc())
    )
