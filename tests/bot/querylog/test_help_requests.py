import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.parts import Parts
from bot.querylog.help_requests import Claim, HelpRequests
from corpus.database import writing
from corpus.schema import help_requests
from tests.bot.waiting import CROWING, SWIMMING, ask_unanswered

pytestmark = pytest.mark.databases("sqlite", "postgresql")

GUILD, OTHER = 7, 8
SARI, BUDI, HELPER = 1, 2, 3


async def test_of_claims_at_the_same_time_one_is_taken(parts: Parts, engine: AsyncEngine) -> None:
    query = await ask_unanswered(parts, CROWING, GUILD)
    requests = HelpRequests(engine)

    claims = await asyncio.gather(*(requests.claim(query, who, 5) for who in (SARI, BUDI, SARI)))

    assert claims.count(Claim.TAKEN) == 1


async def test_of_answers_at_the_same_time_one_is_kept(parts: Parts, engine: AsyncEngine) -> None:
    query = await ask_unanswered(parts, CROWING, GUILD)
    requests = HelpRequests(engine)
    await requests.claim(query, SARI, 5)

    kept = await asyncio.gather(
        *(requests.answer(query.id, GUILD, f"Pukul {hour}.", HELPER) for hour in (5, 6))
    )

    assert sorted(kept) == [False, True]
    found = await requests.find(query.id, GUILD)
    assert found is not None
    assert (found.question, found.answer) == (CROWING, f"Pukul {5 if kept[0] else 6}.")


async def test_another_server_neither_finds_nor_answers_it(
    parts: Parts, engine: AsyncEngine
) -> None:
    query = await ask_unanswered(parts, CROWING, GUILD)
    requests = HelpRequests(engine)
    await requests.claim(query, SARI, 5)

    assert await requests.find(query.id, OTHER) is None
    assert not await requests.answer(query.id, OTHER, "Pukul lima.", HELPER)


async def test_a_clock_that_was_set_back_does_not_keep_a_person_waiting(
    parts: Parts, engine: AsyncEngine
) -> None:
    requests = HelpRequests(engine)
    await requests.claim(await ask_unanswered(parts, CROWING, GUILD), SARI, 5)
    another = await ask_unanswered(parts, SWIMMING, GUILD)
    assert await requests.claim(another, SARI, 5) is Claim.TOO_SOON

    async with writing(engine) as connection:
        ahead = datetime.now(UTC) + timedelta(days=400)
        await connection.execute(update(help_requests).values(asked_at=ahead))

    assert await requests.claim(another, SARI, 5) is Claim.TAKEN
