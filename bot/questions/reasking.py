"""Questions that were asked in vain are asked again after a change of the articles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.shelves import Shelves
from bot.querylog.answered import AnsweredQuestion, answered
from bot.querylog.closing import close_answered, reassign, reopen
from bot.querylog.record import Outcome
from bot.querylog.selection import has_outcome
from bot.querylog.unanswered import UnansweredQuestion, lookback_start, unanswered
from bot.questions.assistant import Assistant
from corpus.catalogue import Catalogue
from corpus.schema import EVERYWHERE, audit, queries


@dataclass(frozen=True, slots=True)
class Changed:
    """Articles of one shelf that changed."""

    guild_id: int
    """Whose shelf it is; EVERYWHERE: every server's."""
    articles: frozenset[str]
    since: datetime
    """When the first of them did, or before."""


@dataclass(frozen=True, slots=True)
class NewlyAnswered:
    """What an article answers that had no answer before."""

    article_id: str
    title: str
    questions: tuple[str, ...]
    """At least one, the most asked first; each stands for all that mean the same."""


async def ask_again(
    engine: AsyncEngine, shelves: Shelves, assistant: Assistant, changed: Changed
) -> list[NewlyAnswered]:
    """Ask the open questions of a server again, and those that the changed articles answered.

    What a changed article answers is closed, what has no answer any more is open again; an answer
    in doubt is none. Return what the changed articles answer since they changed, whoever asked
    again first, the most first. A question that an article answered before its change, too, is not
    among that.

    On a shelf EVERYWHERE these are the questions from outside servers; see `affected`. Each
    question is searched for in a thread, so that the event loop serves others between.
    """
    guild_id = changed.guild_id
    await shelves.refresh(guild_id)
    had_answer = await answered(engine, guild_id, changed.articles)
    began = datetime.now(UTC)
    for question in await unanswered(engine, guild_id, lookback_start()):
        for by, keys in (await _answered_keys(assistant, guild_id, question)).items():
            # What others answer has been so before: a moderator may have opened it again.
            if by in changed.articles:
                await close_answered(engine, guild_id, keys, by, began)
    for known in had_answer:
        article_id = await _answering(assistant, guild_id, known.question)
        if article_id is None:
            await reopen(engine, guild_id, known.keys)
        elif article_id != known.article_id:
            await reassign(engine, guild_id, known.keys, article_id)
    found = await answered(engine, guild_id, changed.articles, changed.since)
    return await _by_article(engine, guild_id, found)


async def affected(engine: AsyncEngine, changed: Changed) -> list[Changed]:
    """Return the change for each server that may get answers by it, and for outside servers.

    That is the server of the shelf itself, or of every server's shelf each with questions that
    were asked in vain.
    """
    if changed.guild_id != EVERYWHERE:
        return [changed]
    asked_in = (
        select(queries.c.guild_id)
        .distinct()
        .where(has_outcome(Outcome.REFUSED), queries.c.asked_at >= lookback_start())
    )
    async with engine.connect() as connection:
        guild_ids = (await connection.scalars(asked_in)).all()
    return [replace(changed, guild_id=guild_id or EVERYWHERE) for guild_id in guild_ids]


async def last_change(engine: AsyncEngine) -> int:
    """Return the id of the last change on any shelf, 0 when there is none."""
    async with engine.connect() as connection:
        return await connection.scalar(select(func.max(audit.c.id))) or 0


async def changed_outside_discord(engine: AsyncEngine, after: int, until: int) -> list[Changed]:
    """Return what changed after one change and until another, both by their ids, but on Discord.

    Who changes something there is told of it there.
    """
    changes = (
        select(audit.c.guild_id, audit.c.article_id, audit.c.changed_at)
        .where(audit.c.id > after, audit.c.id <= until, audit.c.changed_by.is_(None))
        .order_by(audit.c.id)
    )
    articles: dict[int, set[str]] = defaultdict(set)
    since: dict[int, datetime] = {}
    async with engine.connect() as connection:
        for guild_id, article_id, changed_at in await connection.execute(changes):
            articles[guild_id].add(article_id)
            since.setdefault(guild_id, changed_at)
    return [
        Changed(guild_id, frozenset(ids), since[guild_id]) for guild_id, ids in articles.items()
    ]


async def _answered_keys(
    assistant: Assistant, guild_id: int, question: UnansweredQuestion
) -> dict[str, list[str]]:
    """Return by article the keys of the question that it answers: each is asked for itself."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, wording in zip(question.keys, question.wordings, strict=True):
        article_id = await _answering(assistant, guild_id, wording)
        if article_id is not None:
            found[article_id].append(key)
    return found


async def _answering(assistant: Assistant, guild_id: int, question: str) -> str | None:
    """Return the article that a question is answered from first; None if there is doubt."""
    answer = await assistant.answer(question, guild_id or None, most=1)
    return None if answer.doubtful or not answer.hits else answer.hits[0].article.id


async def _by_article(
    engine: AsyncEngine, guild_id: int, found: Sequence[AnsweredQuestion]
) -> list[NewlyAnswered]:
    questions: dict[str, list[str]] = {}
    for one in found:
        questions.setdefault(one.article_id, []).append(one.question)
    result = []
    for article_id, asked in sorted(questions.items(), key=lambda item: -len(item[1])):
        entry = await Catalogue(engine, guild_id).entry(article_id)
        if entry is not None:
            result.append(NewlyAnswered(article_id, entry.title, tuple(asked)))
    return result
