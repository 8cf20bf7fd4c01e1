from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.querylog.log import QueryLog
from bot.querylog.votes import MAX_COMMENT, Reason, Vote, Votes
from corpus.schema import feedback
from tests.bot.querylog.test_log import RECORD

pytestmark = pytest.mark.databases("sqlite", "postgresql")


async def kept(engine: AsyncEngine) -> list[tuple[str, int]]:
    async with engine.connect() as connection:
        found = await connection.execute(select(feedback.c.voter, feedback.c.vote))
        return [(row.voter, row.vote) for row in found]


async def test_a_vote_is_stored_once_per_person_and_can_be_changed(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    querylog.record(replace(RECORD, hits=()))
    await querylog.written(RECORD.id)
    votes = Votes(engine)

    await votes.vote(RECORD.id, "ana", Vote.UP)
    await votes.vote(RECORD.id, "budi", Vote.UP)
    await votes.vote(RECORD.id, "ana", Vote.DOWN)

    assert sorted(await kept(engine)) == [("ana", -1), ("budi", 1)]


async def test_a_vote_on_no_query_is_an_error(engine: AsyncEngine) -> None:
    with pytest.raises(IntegrityError):
        await Votes(engine).vote("f" * 32, "ana", Vote.UP)


async def reason(engine: AsyncEngine) -> tuple[str | None, str | None]:
    async with engine.connect() as connection:
        row = (await connection.execute(select(feedback))).one()
        return row.reason, row.comment


async def test_a_reason_is_stored_once_per_downvote_and_can_be_changed(
    querylog: QueryLog, engine: AsyncEngine
) -> None:
    querylog.record(replace(RECORD, hits=()))
    await querylog.written(RECORD.id)
    votes = Votes(engine)
    await votes.vote(RECORD.id, "ana", Vote.DOWN)

    assert await votes.explain(RECORD.id, "ana", Reason.OTHER, "x" * (MAX_COMMENT + 1))
    assert await reason(engine) == ("other", "x" * MAX_COMMENT)
    assert await votes.explain(RECORD.id, "ana", Reason.SENTENCE)
    assert await reason(engine) == ("sentence", None)


async def test_an_upvote_has_no_reason(querylog: QueryLog, engine: AsyncEngine) -> None:
    querylog.record(replace(RECORD, hits=()))
    await querylog.written(RECORD.id)
    votes = Votes(engine)
    await votes.vote(RECORD.id, "ana", Vote.DOWN)
    await votes.explain(RECORD.id, "ana", Reason.OUTDATED)

    await votes.vote(RECORD.id, "ana", Vote.UP)

    assert await reason(engine) == (None, None)
    assert not await votes.explain(RECORD.id, "ana", Reason.OUTDATED)
    assert not await votes.explain(RECORD.id, "budi", Reason.OUTDATED)
    assert await reason(engine) == (None, None)
