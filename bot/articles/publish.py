"""Previewing and publishing drafts."""

import asyncio
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.changes import Change, compare
from bot.articles.drafts import Drafts, WaitingDraft, draft_gone
from bot.articles.intake import IntakeResult, renewed
from bot.articles.notes import put_back
from bot.articles.shelves import Shelves
from bot.errors import UserError
from bot.text.escape import escape
from corpus.article import Article, Passage
from corpus.catalogue import Catalogue
from corpus.database import writing
from corpus.draft import Draft
from corpus.errors import NoArticleError, SameTextError, TitleTakenError
from corpus.prepared import prepare
from corpus.shelf import Shelf
from corpus.split import split


@dataclass(frozen=True, slots=True)
class Proposal:
    """A preview of a draft and its effect on the shelf."""

    waiting: WaitingDraft
    passages: tuple[Passage, ...]
    """Spans into the draft's body."""
    base: Article | None
    """The article version it is based on; None for a new article."""
    changes: tuple[Change, ...]
    """Passage changes since that version; empty for a new article."""
    problem: TitleTakenError | SameTextError | None
    """Why it can't be published as is, if so."""
    replaceable: bool
    """Whether the article with the same text belongs to the server and can be replaced."""


class Publisher:
    """Previews drafts and publishes them."""

    def __init__(self, engine: AsyncEngine, drafts: Drafts, shelves: Shelves) -> None:
        self._engine = engine
        self._drafts = drafts
        self._shelves = shelves

    async def propose(
        self,
        guild_id: int,
        by: int,
        taken: IntakeResult,
        base: int | None = None,
        query_id: str | None = None,
    ) -> Proposal:
        """Store a draft of a new article, or of the next version after `base`, and preview it.

        `query_id` is of the question that it is added for, if any.
        Raise NoPassagesError, TitleError or NoArticleError if it can never be published, and
        UserError if it would change nothing.
        """
        waiting = WaitingDraft("", guild_id, by, taken.draft, base, taken.notes, query_id)
        proposal = await self.review(waiting)
        kept = await self._drafts.keep(guild_id, by, taken.draft, base, taken.notes, query_id)
        return replace(proposal, waiting=kept)

    async def amend(self, waiting: WaitingDraft, draft: Draft) -> Proposal:
        """Change a stored draft's text or names, and preview it.

        Raise as `propose` does, UserError if it is gone, and ChangedMeanwhileError if it is no
        longer as given; it then stays unchanged.
        """
        return await self._change(waiting, replace(waiting, draft=draft))

    async def put_back(self, waiting: WaitingDraft, number: int) -> Proposal:
        """Put a block that was left out, counted from 0, back into the text.

        Raise as `amend` does, leaving the draft unchanged, and IndexError if there is none.
        """
        draft, notes = put_back(waiting.draft, waiting.notes, number)
        return await self._change(waiting, replace(waiting, draft=draft, notes=notes))

    async def review(self, waiting: WaitingDraft) -> Proposal:
        """Preview a draft against the current shelf; raise as `propose` does."""
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
        passages = await asyncio.to_thread(split, draft.body, draft.blocks)
        changes: tuple[Change, ...] = ()
        if base is not None:
            new = [passage.span.of(draft.body) for passage in passages]
            changes = await asyncio.to_thread(compare, _texts(base), new)
        return Proposal(waiting, passages, base, changes, problem, replaceable)

    async def as_replacement(self, waiting: WaitingDraft) -> Proposal:
        """Turn the draft of a new article into the next version of the article with its text.

        The article keeps its title and source. Raise as `amend` does, and NoArticleError if none
        of the server's own articles has the text any more; the draft then stays unchanged.
        """
        problem = await self._problem(waiting)
        if not isinstance(problem, SameTextError):
            raise NoArticleError
        catalogue = Catalogue(self._engine, waiting.guild_id)
        twin = await catalogue.entry(problem.article_id)
        old = await catalogue.draft(problem.article_id)
        if twin is None or old is None or twin.shared:
            raise NoArticleError
        new = replace(waiting, draft=renewed(old, waiting.draft), base=twin.version)
        return await self._change(waiting, new)

    async def catch_up(self, shown: WaitingDraft) -> Proposal:
        """Preview a draft as it is by now, rebased on the latest version of its article, if any.

        Somebody else changed either of them meanwhile. Raise as `amend` does; the draft then stays
        unchanged.
        """
        waiting = await self._drafts.find(shown.id, shown.guild_id)
        if waiting is None:
            raise draft_gone()
        if waiting.base is None:
            return await self.review(waiting)
        latest = await Catalogue(self._engine, waiting.guild_id).entry(waiting.draft.id)
        if latest is None:
            raise NoArticleError
        return await self._change(waiting, replace(waiting, base=latest.version))

    async def publish(self, shown: WaitingDraft, by: int) -> Article:
        """Publish a draft and return its article, which questions can find from now on.

        The draft becomes the article in one transaction: it is always one of both, and of
        concurrent attempts, one succeeds. Raise UserError if the draft is gone,
        ChangedMeanwhileError if it is no longer as shown, and ShelfError if it can't be published;
        it is then kept.
        """
        shelf = Shelf(self._engine, shown.guild_id)
        prepared = await asyncio.to_thread(prepare, shown.draft)
        async with writing(self._engine) as connection:
            await self._drafts.delete_within(connection, shown)
            if shown.base is None:
                article = await shelf.add_within(connection, prepared, by)
            else:
                article = await shelf.revise_within(connection, prepared, shown.base, by)
        await self._shelves.refresh(shown.guild_id)
        return article

    async def _change(self, shown: WaitingDraft, changed: WaitingDraft) -> Proposal:
        proposal = await self.review(changed)
        await self._drafts.change(shown, changed)
        return proposal

    async def _problem(self, waiting: WaitingDraft) -> TitleTakenError | SameTextError | None:
        """Return why a draft can't be published as is; raise if it never can be."""
        try:
            await Shelf(self._engine, waiting.guild_id).check(waiting.draft)
        except (TitleTakenError, SameTextError) as error:
            return error
        return None


def unchanged(title: str) -> UserError:
    """Return the error for a change that would change nothing."""
    return UserError("intake.unchanged", title=escape(title))


def _is_same(draft: Draft, base: Article) -> bool:
    mine = (draft.title, draft.source, draft.url, draft.language, draft.body)
    return mine == (base.title, base.source, base.url, base.language, base.body)


def _texts(article: Article) -> list[str]:
    return [passage.span.of(article.body) for passage in article.passages]
