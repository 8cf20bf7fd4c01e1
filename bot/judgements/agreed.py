"""Passages on which people agree by their votes that they answer a question, or don't."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.judgements.passages import same_version, text_of
from bot.querylog.record import Outcome
from bot.querylog.selection import Selection
from bot.querylog.tally import counted_votes
from bot.querylog.votes import Reason, Vote
from corpus.schema import article_versions, queries, query_hits
from index.searching.settled import Settlement

AGREED = 2
"""How many more people must be for a passage than against it, or against it than for it: nobody's
vote alone changes an answer for others."""
FOR, AGAINST = 0.85, -0.6
"""Weights of what people agree on; what a moderator said has 1 and -1."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A question on whose answer people agree."""

    question_key: str
    settlement: Settlement


async def agreed_votes(connection: AsyncConnection, guild_id: int) -> list[Agreed]:
    """Return what the people of a server agree on, the latest vote first."""
    votes = counted_votes(Selection(guild_id=guild_id, outcome=Outcome.ANSWERED))
    asked, before = queries.alias(), queries.alias()
    wanted = (
        select(
            votes.c.question_key,
            votes.c.vote,
            votes.c.reason,
            asked.c.question,
            before.c.question.label("earlier"),
            query_hits.c.article_id,
            text_of(query_hits.c.start_at, query_hits.c.end_at),
        )
        .join(query_hits, and_(query_hits.c.query_id == votes.c.query_id, query_hits.c.rank == 1))
        .join(article_versions, same_version(query_hits))
        .join(asked, asked.c.id == votes.c.query_id)
        .outerjoin(before, before.c.id == asked.c.follows)
        .order_by(votes.c.given_at.desc(), votes.c.query_id)
    )
    by_passage: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in await connection.execute(wanted):
        by_passage[row.question_key, row.article_id, row.text].append(row)
    return [
        Agreed(key, Settlement(rows[0].question, rows[0].earlier, article_id, text, _weight(rows)))
        for (key, article_id, text), rows in by_passage.items()
        if _weight(rows)
    ]


def _weight(votes: Sequence[Row[Any]]) -> float:
    """Return the weight of the votes on a passage; 0 if people don't agree."""
    # Who says that the sentence is wrong says that the passage is right.
    up = sum(vote.vote == Vote.UP or vote.reason == Reason.SENTENCE for vote in votes)
    down = sum(vote.reason in {Reason.PASSAGE, Reason.NOT_ANSWERED} for vote in votes)
    if up - down >= AGREED:
        return FOR
    return AGAINST if down - up >= AGREED else 0.0
