"""Questions in the query log, without anybody who answers."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from bot.querylog.log import QueryLog
from bot.querylog.record import Outcome, QueryRecord
from tests.bot.querylog.test_log import RECORD


async def asked(
    querylog: QueryLog,
    key: str,
    *,
    question: str = "?",
    guild_id: int | None = 7,
    outcome: Outcome = Outcome.REFUSED,
    asked_at: datetime | None = None,
) -> QueryRecord:
    """Write a question that got no hits, by default one that was refused now."""
    record = replace(
        RECORD,
        id=uuid4().hex,
        question=question,
        question_key=key,
        guild_id=guild_id,
        outcome=outcome,
        asked_at=asked_at or datetime.now(UTC),
        hits=(),
    )
    querylog.record(record)
    await querylog.written(record.id)
    return record
