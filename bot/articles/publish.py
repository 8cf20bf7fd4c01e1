"""From a draft to the shelf: what it would do there, shown to a moderator, and its publishing."""

import asyncio
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.changes import Change, compare
from bot.articles.drafts import Drafts, WaitingDraft
from bot.articles.intake import Taken, renewed
from bot.articles.shelves import Shelves
from bot.errors import UserError
from bot.text.escape import escape
from corpus.article import Article, Passage
from corpus.catalogue import Catalogue
from corpus.draft import Draft
from corpus.errors import ChangedMeanwhileError, NoArticleError, SameTextError, TitleTakenError
from corpus.shelf import Shelf
from corpus.split import split


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft as it is shown before it is published."""

    waiting: WaitingDraft
    passages: tuple[Passage, ...]
    """Into the body of the draft."""
    base: Article | None
    """The version that it changes; None for a new article."""
    changes: tuple[Change, ...]
    """Of the passages since that version; empty for a new article."""
    problem: TitleTakenError | SameTextError | None
    """Why it can't be published as it is."""
    replaceable: bool
    """Whether the article that has the same text is the server's own, and can be replaced."""


class Publisher:
    """Shows what a draft would do on its shelf, and puts it there."""

    def __init__(self, engine: AsyncEngine, drafts: Drafts, shelves: Shelves) -> None:
        self._engine = engine
        self._drafts = drafts
        self._shelves = shelves

    async def propose(
        self, guild_id: int, by: int, taken: Taken, base: int | None = None
    ) -> Proposal:
        """Keep a draft, and return it with what it would do: a new article, or the next of `base`.

        Raise what keeps it from ever being published: NoPassagesError, TitleError, NoArticleError;
        UserError when it would change nothing.
        """
        waiting = WaitingDraft("", guild_id, by, taken.draft, base, taken.warnings)
        proposal = await self.review(waiting)
        kept = await self._drafts.keep(guild_id, by, taken.draft, base, taken.warnings)
        return replace(proposal, waiting=kept)

    async def amend(self, waiting: WaitingDraft, draft: Draft) -> Proposal:
        """Change a waiting draft; if `propose` would raise, raise that and change nothing."""
        amended = replace(waiting, draft=draft)
        proposal = await self.review(amended)
        await self._drafts.change(amended)
        return proposal

    async def review(self, waiting: WaitingDraft) -> Proposal:
        """Return what a draft would do on the shelf as it is now; raise as `propose` does."""
        draft, catalogue = waiting.draft, Catalogue(self._engine, waiting.guild_id)
        base = None
        if waiting.base is not None:
            base = await catalogue.article(draft.id, waiting.base)
            if base is None:
                raise NoArticleError
            if _is_same(draft, base):
                raise unchanged(draft.title)
        problem = await self._problem(waiting)
        twin = None
        if isinstance(problem, SameTextError) and base is None:
            twin = await catalogue.entry(problem.article_id)
        replaceable = twin is not None and not twin.shared
        passages = await asyncio.to_thread(split, draft.body)
        changes: tuple[Change, ...] = ()
        if base is not None:
            new = [passage.span.of(draft.body) for passage in passages]
            changes = await asyncio.to_thread(compare, _texts(base), new)
        return Proposal(waiting, passages, base, changes, problem, replaceable)

    async def as_replacement(self, waiting: WaitingDraft) -> Proposal:
        """Make the draft of a new article the next version of the article that has its text.

        That keeps its title and source. Raise what `propose` raises, NoArticleError also when no
        article of the server's own has the text any more; the draft is as it was then.
        """
        problem = await self._problem(waiting)
        if not isinstance(problem, SameTextError):
            raise NoArticleError
        catalogue = Catalogue(self._engine, waiting.guild_id)
        twin = await catalogue.entry(problem.article_id)
        old = await catalogue.draft(problem.article_id)
        if twin is None or old is None or twin.shared:
            raise NoArticleError
        return await self.amend(replace(waiting, base=twin.version), renewed(old, waiting.draft))

    async def catch_up(self, waiting: WaitingDraft) -> Proposal:
        """Let a draft change the latest version of its article, which somebody made meanwhile.

        Raise what `propose` raises; the draft is as it was then.
        """
        latest = await Catalogue(self._engine, waiting.guild_id).entry(waiting.draft.id)
        if latest is None:
            raise NoArticleError
        return await self.amend(replace(waiting, base=latest.version), waiting.draft)

    async def publish(self, shown: WaitingDraft, by: int) -> Article:
        """Put a draft on the shelf, so that it can be asked about, and return what it became.

        Of several who try at once one succeeds. Raise UserError when the draft is gone, and a
        ShelfError when it can't be published; it waits on then.
        """
        guild_id = shown.guild_id
        waiting = await self._drafts.claim(shown.id, guild_id)
        if waiting is None:
            raise draft_gone()
        try:
            article = await _put(Shelf(self._engine, guild_id), waiting, shown.base, by)
        except Exception:
            await self._drafts.give_back(waiting)
            raise
        await self._shelves.refresh(guild_id)
        return article

    async def _problem(self, waiting: WaitingDraft) -> TitleTakenError | SameTextError | None:
        """Return why a draft can't be published as it is; raise if it never can be."""
        try:
            await Shelf(self._engine, waiting.guild_id).check(waiting.draft)
        except (TitleTakenError, SameTextError) as error:
            return error
        return None


async def _put(shelf: Shelf, waiting: WaitingDraft, base: int | None, by: int) -> Article:
    if waiting.base != base:  # It has caught up with a version that nobody was shown yet.
        raise ChangedMeanwhileError(waiting.draft.title)
    if waiting.base is None:
        return await shelf.add(waiting.draft, by)
    return await shelf.revise(waiting.draft, waiting.base, by)


def draft_gone() -> UserError:
    """Return the error for a draft that is no longer kept, or not for this server."""
    return UserError("intake.draft_gone")


def unchanged(title: str) -> UserError:
    """Return the error for an article that would stay as it is."""
    return UserError("intake.unchanged", title=escape(title))


def _is_same(draft: Draft, base: Article) -> bool:
    mine = (draft.title, draft.source, draft.url, draft.language, draft.body)
    return mine == (base.title, base.source, base.url, base.language, base.body)


def _texts(article: Article) -> list[str]:
    return [passage.span.of(article.body) for passage in article.passages]
