from unittest.mock import Mock

import discord
import pytest
from aiohttp import ClientResponse, ServerDisconnectedError
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.notices.attempts import attempt
from corpus.outbox import MAX_ATTEMPTS, Batch, Task, due
from corpus.shelf import Shelf
from tests.corpus.drafts import AYAM


def answer(status: int) -> ClientResponse:
    return Mock(spec=ClientResponse, status=status, reason="")


TEMPORARY = (
    ServerDisconnectedError(),
    ConnectionResetError(),
    TimeoutError(),
    discord.DiscordServerError(answer(503), ""),
    discord.HTTPException(answer(429), ""),
    discord.HTTPException(answer(401), "The token was replaced."),
    discord.HTTPException(answer(400), {"code": 40003, "message": "Too many direct messages."}),
    discord.RateLimited(60.0),
    OperationalError("SELECT", {}, Exception("database is locked")),
)
FOR_GOOD = (
    discord.Forbidden(answer(403), ""),
    discord.NotFound(answer(404), ""),
    discord.HTTPException(answer(400), ""),
    RuntimeError("broken"),
)


async def posting(engine: AsyncEngine) -> Batch:
    """Return what has to be posted after a change."""
    await Shelf(engine, 7).add(AYAM)
    [batch] = await due(engine, Task.POST)
    return batch


@pytest.mark.parametrize("trouble", TEMPORARY, ids=repr)
async def test_what_fails_for_the_time_being_stays_due(
    engine: AsyncEngine, caplog: pytest.LogCaptureFixture, trouble: Exception
) -> None:
    async def fail(_: Batch) -> None:
        raise trouble

    batch = await posting(engine)
    for _ in range(MAX_ATTEMPTS + 1):
        await attempt(engine, batch, fail, "post changes")

    assert await due(engine, Task.POST) == [batch]
    assert len(caplog.records) == MAX_ATTEMPTS + 1
    assert all("Could not post changes on server 7 yet" in each.message for each in caplog.records)


@pytest.mark.parametrize("trouble", FOR_GOOD, ids=repr)
async def test_what_fails_for_a_reason_of_its_own_is_given_up(
    engine: AsyncEngine, caplog: pytest.LogCaptureFixture, trouble: Exception
) -> None:
    async def fail(_: Batch) -> None:
        raise trouble

    batch = await posting(engine)
    for _ in range(MAX_ATTEMPTS - 1):
        await attempt(engine, batch, fail, "post changes")
    assert await due(engine, Task.POST) == [batch]

    await attempt(engine, batch, fail, "post changes")

    assert await due(engine, Task.POST) == []
    assert caplog.text.count("Gave up trying to post changes on server 7") == 1
