"""Relevance judgements derived from votes and from moderators' choices."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.judgements.passages import PassageText, judged_passages, same_version, text_of
from bot.querylog.record import Outcome
from bot.querylog.selection import Selection, of_guild
from bot.querylog.tally import counted_votes
from bot.querylog.votes import Reason
from corpus.schema import article_versions, grouped_questions, judgements, queries, query_hits

TOGETHER = 500
"""Queries looked up per statement: SQLite limits a statement's parameters."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The reply to a question at one time."""

    question: str
    """As it was worded then."""
    answered: bool
    passages: tuple[PassageText, ...]
    """Best first."""
    earlier: str | None = None
    """The question that it followed up, if any."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question of a server with its relevance judgements."""

    question: str
    """As worded in the first judged query or, if that is gone, as the moderator saw it."""
    relevant: tuple[PassageText, ...]
    """Chosen by a moderator, or with more upvotes than downvotes."""
    irrelevant: tuple[PassageText, ...]
    """Rejected by a moderator, or with more downvotes, at least one for a wrong passage."""
    then: Shown | None
    """The reply when it was first judged; None if that is not stored (any more)."""
    keys: frozenset[str]
    """Its question key, and those of questions judged along with it or put into its group."""
    earlier: str | None = None
    """The question that it follows up, if any."""


async def judged_questions(engine: AsyncEngine, guild_id: int) -> list[Judged]:
    """Return the judged questions of a server, or of EVERYWHERE, ordered by key.

    Questions whose words were deleted are left out.
    """
    async with engine.connect() as connection:
        chosen = await _chosen(connection, guild_id)
        votes = await _votes(connection, guild_id)
        times = await _asked_before(connection, guild_id, chosen)
        # For voted-on questions, `then` is the reply that was voted on.
        times |= {key: min(of_key, key=_given).query_id for key, of_key in votes.items()}
        shown = await _shown(connection, times.values())
        groups = await _groups(connection, guild_id)
    along = _along(chosen, groups)
    found = []
    for key in sorted({*chosen, *votes}):
        then = shown.get(times.get(key, ""))
        judged = _judged(chosen.get(key, ()), votes.get(key, ()), then, along(key))
        if judged.question and (judged.relevant or judged.irrelevant):
            found.append(judged)
    return found


def _judged(
    chosen: Sequence[Row[Any]],
    votes: Sequence[Row[Any]],
    then: Shown | None,
    keys: frozenset[str],
) -> Judged:
    by_passage: dict[PassageText, list[Row[Any]]] = defaultdict(list)
    for vote in votes:
        by_passage[PassageText(vote.article_id, vote.text)].append(vote)
    by_relevance: dict[bool, list[PassageText]] = {True: [], False: []}
    for each in chosen:
        by_relevance[each.relevant].append(PassageText(each.article_id, each.text))
    relevant = dict.fromkeys(by_relevance[True])
    relevant |= dict.fromkeys(
        passage for passage, of_passage in by_passage.items() if _net(of_passage) > 0
    )
    irrelevant = dict.fromkeys(by_relevance[False])
    irrelevant |= dict.fromkeys(
        passage
        for passage, of_passage in by_passage.items()
        if _net(of_passage) < 0 and any(_is_wrong(vote) for vote in of_passage)
    )
    asked = then or chosen[0]
    return Judged(
        asked.question,
        tuple(relevant),
        tuple(passage for passage in irrelevant if passage not in relevant),
        then,
        keys,
        asked.earlier,
    )


def _along(
    chosen: Mapping[str, Sequence[Row[Any]]], groups: Mapping[str, str]
) -> Callable[[str], frozenset[str]]:
    """Return what gives the keys of the questions that are one with a question, with its own."""
    together: dict[object, set[str]] = defaultdict(set)
    settled: dict[str, set[object]] = defaultdict(set)
    for key, group in groups.items():
        together[group].add(key)
        settled[key].add(group)
    for key, rows in chosen.items():
        for row in rows:
            # A question is judged in all its wordings at the same moment.
            at = row.moment, row.article_id, row.text
            together[at].add(key)
            settled[key].add(at)
    return lambda key: frozenset({key}.union(*(together[each] for each in settled[key])))


def _net(votes: Iterable[Row[Any]]) -> int:
    """Return upvotes minus downvotes on the passage."""
    # A downvote for the sentence means that the passage itself is right.
    return sum(1 if vote.reason == Reason.SENTENCE else vote.vote for vote in votes)


def _is_wrong(vote: Row[Any]) -> bool:
    return vote.reason in {Reason.PASSAGE, Reason.NOT_ANSWERED}


def _given(vote: Row[Any]) -> tuple[datetime, str]:
    return vote.given_at, vote.query_id


async def _chosen(connection: AsyncConnection, guild_id: int) -> dict[str, list[Row[Any]]]:
    """Return the moderators' judgements by question key, the earliest first."""
    return _by_key(await connection.execute(judged_passages(guild_id)))


async def _votes(connection: AsyncConnection, guild_id: int) -> dict[str, list[Row[Any]]]:
    """Return the counted votes by question key, each with the best passage shown."""
    votes = counted_votes(Selection(guild_id=guild_id, outcome=Outcome.ANSWERED))
    wanted = (
        select(
            votes.c.question_key,
            votes.c.query_id,
            votes.c.vote,
            votes.c.reason,
            votes.c.given_at,
            query_hits.c.article_id,
            text_of(query_hits.c.start_at, query_hits.c.end_at),
        )
        .join(query_hits, and_(query_hits.c.query_id == votes.c.query_id, query_hits.c.rank == 1))
        .join(article_versions, same_version(query_hits))
        .order_by(votes.c.given_at, votes.c.query_id)
    )
    return _by_key(await connection.execute(wanted))


async def _asked_before(
    connection: AsyncConnection, guild_id: int, chosen: Mapping[str, Sequence[Row[Any]]]
) -> dict[str, str]:
    """Return, by question key, the last query before the first choice, if it is stored."""
    of_server = select(judgements.c.question_key).where(judgements.c.guild_id == guild_id)
    was_chosen = exists().where(query_hits.c.query_id == queries.c.id, query_hits.c.chosen)
    asked = (
        select(queries.c.id, queries.c.question_key, queries.c.moment)
        .where(of_guild(guild_id), queries.c.question_key.in_(of_server), ~was_chosen)
        .where(queries.c.outcome != Outcome.ERROR.value)
        .order_by(queries.c.moment, queries.c.id)
    )
    last = {}
    async for row in await connection.stream(asked):
        if row.moment <= chosen[row.question_key][0].moment:
            last[row.question_key] = row.id
    return last


async def _groups(connection: AsyncConnection, guild_id: int) -> dict[str, str]:
    """Return the groups that moderators put questions into, by question key."""
    grouped = grouped_questions.c
    wanted = select(grouped.question_key, grouped.group_key).where(grouped.guild_id == guild_id)
    return {row.question_key: row.group_key for row in await connection.execute(wanted)}


async def _shown(connection: AsyncConnection, query_ids: Iterable[str]) -> dict[str, Shown]:
    """Return the replies to these queries, by id."""
    ids = sorted(query_ids)
    found = {}
    for start in range(0, len(ids), TOGETHER):
        some = ids[start : start + TOGETHER]
        hits = (
            select(
                query_hits.c.query_id,
                query_hits.c.article_id,
                text_of(query_hits.c.start_at, query_hits.c.end_at),
            )
            .join(article_versions, same_version(query_hits))
            .where(query_hits.c.query_id.in_(some))
            .order_by(query_hits.c.query_id, query_hits.c.rank)
        )
        passages_of: dict[str, list[PassageText]] = defaultdict(list)
        for row in await connection.execute(hits):
            passages_of[row.query_id].append(PassageText(row.article_id, row.text))
        before = queries.alias()
        asked = select(
            queries.c.id, queries.c.question, before.c.question.label("earlier"), queries.c.outcome
        ).outerjoin(before, before.c.id == queries.c.follows)
        for row in await connection.execute(asked.where(queries.c.id.in_(some))):
            answered = row.outcome == Outcome.ANSWERED
            passages = tuple(passages_of[row.id])
            found[row.id] = Shown(row.question, answered, passages, row.earlier)
    return found


def _by_key(rows: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    by_key: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_key[row.question_key].append(row)
    return by_key
