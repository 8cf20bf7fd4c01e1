"""Asking questions again after articles have changed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.shelves import Shelves
from bot.querylog.answer_changes import AnswerChange, Effect, Period, changes_in, write_changes
from bot.querylog.answered import answered
from bot.querylog.asked_before import AskedQuestion, asked_before
from bot.querylog.closing import ClosedAs, close_answered, reassign, reopen
from bot.querylog.unanswered import UnansweredQuestion, lookback_start, unanswered
from bot.questions.assistant import Assistant
from bot.questions.effects import Asking, effects
from bot.questions.shelf_before import finder_before
from corpus.audit import Action
from corpus.moments import last_moment
from corpus.schema import EVERYWHERE, audit, hidden_articles, queries
from index.answer import Answer

MAX_QUESTIONS = 500
"""Questions asked again, twice each: some 10 ms a time over 10,000 passages."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Changed articles of one shelf."""

    guild_id: int
    """The shelf's server; EVERYWHERE: the articles shared by all."""
    articles: frozenset[str]
    since: int
    """The moment of the first change; see `corpus.moments`."""


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """What changes of a shelf did to the answers of a server's questions."""

    during: Period
    changes: tuple[AnswerChange, ...]
    """What was found now and by concurrent calls, by effect."""
    cut: bool
    """Whether there were more than MAX_QUESTIONS questions to ask again."""


async def ask_again(
    engine: AsyncEngine, shelves: Shelves, assistant: Assistant, changed: Changed
) -> AskedAgain | None:
    """Ask a server's questions before and after a change, and store what it did to their answers.

    Those are up to MAX_QUESTIONS questions of the last 90 days. Close the open questions that are
    answered now, and reopen those without an answer; doubtful answers do not count. Return None if
    nothing was changed since then.

    For EVERYWHERE these are the questions from outside servers; see `affected`. Each search runs
    in a thread, so that the event loop stays responsive.
    """
    guild_id = changed.guild_id
    await shelves.refresh(guild_id)
    finder = await shelves.finder(guild_id)
    last = await _last_changed(engine, changed)
    if last is None:
        return None
    during, began = Period(changed.since, last.moment), await last_moment(engine)
    before = await finder_before(engine, finder, guild_id, changed.since)
    asking = Asking(assistant, guild_id, before, finder)
    questions = await asked_before(
        engine, guild_id, lookback_start(), changed.since, MAX_QUESTIONS + 1
    )
    found = await effects(asking, questions[:MAX_QUESTIONS])
    await write_changes(engine, guild_id, during, last.changed_at, found)
    follows = {one.question_key: one.earlier for one in questions}
    await _close_open(engine, asking, changed, began, follows)
    await _settle(engine, guild_id, questions, found, during.until, began)
    await _reconsider(engine, asking, changed, began, follows)
    changes = await changes_in(engine, guild_id, during)
    return AskedAgain(during, tuple(changes), cut=len(questions) > MAX_QUESTIONS)


async def affected(engine: AsyncEngine, changed: Changed) -> list[Changed]:
    """Return the change for each server it may affect, and for outside servers.

    A server's own shelf affects only that server; the shared shelf affects every server with
    questions of the last 90 days, except those that have hidden all of these articles.
    """
    if changed.guild_id != EVERYWHERE:
        return [changed]
    asked_in = select(queries.c.guild_id).distinct().where(queries.c.asked_at >= lookback_start())
    hidden = select(hidden_articles.c.guild_id, hidden_articles.c.article_id)
    async with engine.connect() as connection:
        guild_ids = [guild_id or EVERYWHERE for guild_id in await connection.scalars(asked_in)]
        seen = dict.fromkeys(guild_ids, changed.articles)
        for guild_id, article_id in await connection.execute(hidden):
            if guild_id in seen:
                seen[guild_id] -= {article_id}
    return [replace(changed, guild_id=guild_id) for guild_id, left in seen.items() if left]


async def last_change(engine: AsyncEngine) -> int:
    """Return the id of the last change on any shelf, 0 if there is none."""
    async with engine.connect() as connection:
        return await connection.scalar(select(func.max(audit.c.id))) or 0


async def changed_outside_discord(engine: AsyncEngine, after: int, until: int) -> list[Changed]:
    """Return the changes after one id and up to another that were not made on Discord.

    Changes made on Discord are reported to the moderator right there.
    """
    changes = select(audit).where(audit.c.id > after, audit.c.id <= until).order_by(audit.c.id)
    articles: dict[int, set[str]] = defaultdict(set)
    since: dict[int, int] = {}
    hidden_since: dict[int, int] = {}
    async with engine.connect() as connection:
        for row in await connection.execute(changes):
            # By itself Kutip only hides shipped articles, right before a server's first of its own.
            if row.changed_by is None and row.action == Action.HIDDEN:
                hidden_since.setdefault(row.guild_id, row.moment)
                continue
            began = hidden_since.pop(row.guild_id, row.moment)
            if row.changed_by is None:
                since.setdefault(row.guild_id, began)
                articles[row.guild_id].add(row.article_id)
    return [
        Changed(guild_id, frozenset(ids), since[guild_id]) for guild_id, ids in articles.items()
    ]


async def _last_changed(engine: AsyncEngine, changed: Changed) -> Row[str, int, datetime] | None:
    """Return `moment` and `changed_at` of the shelf's last change; None if not of these articles.

    Others may have changed meanwhile, which has its effect, too.
    """
    changes = (
        select(audit.c.article_id, audit.c.moment, audit.c.changed_at)
        .where(audit.c.guild_id.in_([changed.guild_id, EVERYWHERE]))
        .where(audit.c.moment >= changed.since)
        .order_by(audit.c.moment.desc(), audit.c.id.desc())
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(changes)).all()
    return rows[0] if any(row.article_id in changed.articles for row in rows) else None


async def _close_open(
    engine: AsyncEngine,
    asking: Asking,
    changed: Changed,
    began: int,
    follows: Mapping[str, str | None],
) -> None:
    """Close the unanswered questions that the changed articles answer, in any of their wordings.

    `follows` maps the keys of questions to those that they follow up.
    """
    for question in await unanswered(engine, changed.guild_id, lookback_start()):
        for by, keys in (await _answered_keys(asking, question, follows)).items():
            # Unchanged articles answered it before, and a moderator may have reopened it.
            if by in changed.articles:
                await close_answered(engine, changed.guild_id, keys, by, began)


async def _settle(  # noqa: PLR0913, PLR0917
    engine: AsyncEngine,
    guild_id: int,
    questions: Sequence[AskedQuestion],
    found: Sequence[AnswerChange],
    changed: int,
    began: int,
) -> None:
    """Close what gained an answer, reopen what lost it, and note which article answers now."""
    asked = {one.query_id: one for one in questions}
    for change in found:
        one = asked[change.query_id]
        was_answered = one.closed_as in {ClosedAs.ANSWERED, ClosedAs.JUDGED}
        if change.effect is Effect.GAINED and change.after is not None:
            by = change.after.article_id
            # What was closed since the change stays: this may be done again, or long after it.
            await close_answered(engine, guild_id, [one.question_key], by, changed)
        elif change.effect is Effect.LOST and was_answered:
            await reopen(engine, guild_id, [one.question_key], began)
        elif change.effect is Effect.CHANGED and was_answered and change.after is not None:
            await reassign(engine, guild_id, [one.question_key], change.after.article_id)


async def _reconsider(
    engine: AsyncEngine,
    asking: Asking,
    changed: Changed,
    began: int,
    follows: Mapping[str, str | None],
) -> None:
    """Reopen what the changed articles answered before and do not now, however long ago asked."""
    guild_id = changed.guild_id
    for known in await answered(engine, guild_id, changed.articles):
        if known.moment > began:
            continue
        article_id = _sure_article(await asking.after(known.question, follows.get(known.keys[0])))
        if article_id is None:
            await reopen(engine, guild_id, known.keys, began)
        elif article_id != known.article_id:
            await reassign(engine, guild_id, known.keys, article_id)


async def _answered_keys(
    asking: Asking, question: UnansweredQuestion, follows: Mapping[str, str | None]
) -> dict[str, list[str]]:
    """Return, by article, the question keys it answers; each wording is asked separately."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, wording in zip(question.keys, question.wordings, strict=True):
        article_id = _sure_article(await asking.after(wording, follows.get(key)))
        if article_id is not None:
            found[article_id].append(key)
    return found


def _sure_article(answer: Answer) -> str | None:
    """Return the article of the first quote; None if it is doubtful or there is none."""
    return None if answer.doubtful or not answer.hits else answer.hits[0].article.id
