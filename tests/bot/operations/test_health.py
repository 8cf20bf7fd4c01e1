import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.errors import NotTakenError, SettingsError
from bot.operations.health import serving_health
from bot.parts import Parts
from corpus.database import writing

QUESTION = "Siapa Vipin Narang?"
Get = Callable[[str], Awaitable[tuple[int, str, Any]]]


class Gateway:
    """Discord's, as the client knows it."""

    ready = True
    lost_at: datetime | None = None
    process = ""

    def is_connected(self) -> bool:
        return self.ready

    def connected_shards(self) -> dict[int, bool]:
        return {2: True, 3: self.ready}

    def deaf_since(self) -> datetime | None:
        return self.lost_at


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


@pytest.fixture
async def get(parts: Parts, gateway: Gateway, unused_tcp_port: int) -> AsyncIterator[Get]:
    """Return the status, the type and the body of a page, while a bot with these parts runs."""

    async def get(path: str) -> tuple[int, str, Any]:
        async with session.get(f"http://127.0.0.1:{unused_tcp_port}{path}") as response:
            is_json = response.content_type == "application/json"
            body = await response.json() if is_json else await response.text()
            return response.status, response.headers["Content-Type"], body

    async with (
        serving_health(unused_tcp_port, parts, gateway),
        ClientSession() as session,
    ):
        yield get


async def test_a_healthy_bot_answers_200(get: Get) -> None:
    status, _, body = await get("/health")

    assert status == 200
    assert 0 <= body.pop("index_age_seconds") < 1000
    assert body == {
        "gateway_ready": True,
        "database_readable": True,
        "articles": 1,
        "passages": 9,
    }


async def test_a_process_that_shares_the_shards_says_which_it_has(
    get: Get, gateway: Gateway
) -> None:
    gateway.process, gateway.ready = "host:7", False
    _, _, body = await get("/health")

    assert (body["process"], body["shards"]) == ("host:7", {"2": True, "3": False})


async def test_questions_that_are_not_taken_are_counted(get: Get, parts: Parts) -> None:
    parts.queue._most = 0
    with pytest.raises(NotTakenError), parts.queue.place(7):
        pass

    assert "\nkutip_questions_busy_total 1.0\n" in (await get("/metrics"))[2]


async def test_a_disconnected_bot_answers_503(get: Get, gateway: Gateway) -> None:
    gateway.ready = False
    status, _, body = await get("/health")

    assert (status, body["gateway_ready"], body["database_readable"]) == (503, False, True)


async def test_a_deaf_bot_says_since_when(get: Get, gateway: Gateway) -> None:
    gateway.ready, gateway.lost_at = False, datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
    _, _, body = await get("/health")

    assert body["gateway_deaf_since"] == "2026-01-02T03:04:05+00:00"


async def test_an_unreadable_database_answers_503_and_metrics_go_on(
    get: Get, engine: AsyncEngine, caplog: pytest.LogCaptureFixture
) -> None:
    async with writing(engine) as connection:
        await connection.execute(text("ALTER TABLE audit RENAME TO elsewhere"))

    assert (await get("/health"))[::2] == (
        503,
        {"gateway_ready": True, "database_readable": False},
    )
    status, _, body = await get("/metrics")
    assert (status, "kutip_database_readable 0.0" in body) == (200, True)
    assert "Could not read the database: " in caplog.text


async def test_questions_are_counted_without_their_text(get: Get, parts: Parts) -> None:
    for question in (QUESTION, QUESTION, "masak rendang"):
        await parts.assistant.ask(Asked(question, WayIn.TERMINAL))
    status, kind, body = await get("/metrics")

    assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert 'kutip_questions_total{outcome="answered"} 2.0' in body
    assert 'kutip_questions_total{outcome="refused"} 1.0' in body
    assert "kutip_answer_seconds_count 3.0" in body
    assert "kutip_index_passages 9.0" in body
    assert "Narang" not in body


async def test_errors_in_the_log_are_counted(get: Get) -> None:
    logging.getLogger("anybody").error("Something is wrong.")

    assert "kutip_errors_total 1.0" in (await get("/metrics"))[2]


async def test_other_paths_are_not_found(get: Get) -> None:
    assert (await get("/"))[0] == 404


async def test_only_this_machine_is_served(parts: Parts, unused_tcp_port: int) -> None:
    async with serving_health(unused_tcp_port, parts, Gateway()):
        # Were it taken on every address, it could not be taken on another one.
        socket.create_server(("127.0.0.2", unused_tcp_port)).close()


async def test_without_a_port_nothing_is_served(parts: Parts) -> None:
    async with serving_health(None, parts, Gateway()):
        assert parts.querylog.on_record is None


async def test_a_port_that_is_taken_is_named(parts: Parts) -> None:
    before = logging.getLogger().handlers[:]
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(SettingsError, match=f"KUTIP_METRICS_PORT: can't listen on port {port}"):
            async with serving_health(port, parts, Gateway()):
                pytest.fail("it was served")
    assert logging.getLogger().handlers == before
