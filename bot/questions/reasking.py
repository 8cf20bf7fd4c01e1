"""Asking unanswered questions again after articles have changed."""

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
from corpus.audit import Action
from corpus.catalogue import Catalogue
from corpus.schema import EVERYWHERE, audit, queries


@dataclass(frozen=True, slots=True)
class Changed:
    """Changed articles of one shelf."""

    guild_id: int
    """The shelf's server; EVERYWHERE: the articles shared by all."""
    articles: frozenset[str]
    since: datetime
    """When the first of them changed, or earlier."""


@dataclass(frozen=True, slots=True)
class NewlyAnswered:
    """An article and the formerly unanswered questions it answers."""

    article_id: str
    title: str
    questions: tuple[str, ...]
    """At least one, the most asked first; each stands for all with the same meaning."""


async def ask_again(
    engine: AsyncEngine, shelves: Shelves, assistant: Assistant, changed: Changed
) -> list[NewlyAnswered]:
    """Ask a server's open questions again, and those the changed articles used to answer.

    Close the questions that a changed article answers, and reopen those without an answer; doubtful
    answers do not count. Return the questions that the changed articles newly answer, also if a
    concurrent call closed them, for the article with the most questions first. Questions that an
    article already answered before its change are not included.

    For EVERYWHERE these are the questions from outside servers; see `affected`. Each search runs
    in a thread, so that the event loop stays responsive.
    """
    guild_id = changed.guild_id
    await shelves.refresh(guild_id)
    had_answer = await answered(engine, guild_id, changed.articles)
    began = datetime.now(UTC)
    for question in await unanswered(engine, guild_id, lookback_start()):
        for by, keys in (await _answered_keys(assistant, guild_id, question)).items():
            # Unchanged articles answered it before, and a moderator may have reopened it.
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
    """Return the change for each server it may affect, and for outside servers.

    A server's own shelf affects only that server; the shared shelf affects every server with
    refused questions.
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
    """Return the id of the last change on any shelf, 0 if there is none."""
    async with engine.connect() as connection:
        return await connection.scalar(select(func.max(audit.c.id))) or 0


async def changed_outside_discord(engine: AsyncEngine, after: int, until: int) -> list[Changed]:
    """Return the changes after one id and up to another that were not made on Discord.

    Changes made on Discord are reported to the moderator right there.
    """
    changes = (
        select(audit.c.guild_id, audit.c.article_id, audit.c.changed_at)
        .where(
            audit.c.id > after,
            audit.c.id <= until,
            audit.c.changed_by.is_(None),
            # By itself Kutip only hides articles, which then answer nothing.
            audit.c.action != Action.HIDDEN,
        )
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
    """Return, by article, the question keys it answers; each wording is asked separately."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, wording in zip(question.keys, question.wordings, strict=True):
        article_id = await _answering(assistant, guild_id, wording)
        if article_id is not None:
            found[article_id].append(key)
    return found


async def _answering(assistant: Assistant, guild_id: int, question: str) -> str | None:
    """Return the article that best answers a question; None if it is doubtful or unanswered."""
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
