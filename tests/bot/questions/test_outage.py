"""A question that comes while PostgreSQL is away is answered from memory, and logged later."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.querylog.log import QueryLog
from bot.questions.assistant import Assistant
from corpus.schema import queries, query_hits
from tests.patience import LONG
from tests.postgresql import Server

QUESTION = "Siapa Vipin Narang?"


@pytest.mark.databases("postgresql")
async def test_no_question_goes_unanswered_and_none_is_lost(
    assistant: Assistant, querylog: QueryLog, engine: AsyncEngine, postgresql: Server
) -> None:
    before = await assistant.ask(Asked(QUESTION, WayIn.TERMINAL))
    await querylog.flush()

    postgresql.stop()
    try:
        meanwhile = [await assistant.ask(Asked(QUESTION, WayIn.TERMINAL)) for _ in range(3)]
        assert querylog.waiting == 3
    finally:
        postgresql.start()
    afterwards = await assistant.ask(Asked(QUESTION, WayIn.TERMINAL))

    assert before.answer.hits
    for reply in (*meanwhile, afterwards):
        assert reply.answer.hits == before.answer.hits
    assert await querylog.close(LONG) == 0
    async with engine.connect() as connection:
        assert await connection.scalar(select(func.count()).select_from(queries)) == 5
        hits = select(func.count()).select_from(query_hits)
        assert await connection.scalar(hits) == 5 * len(before.answer.hits)
