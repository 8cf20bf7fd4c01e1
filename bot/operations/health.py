"""Health and metrics over HTTP, for this machine only."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SettingsError
from bot.operations.gateway import Gateway
from bot.operations.metrics import CONTENT_TYPE, Metrics
from bot.parts import Parts
from bot.settings import LOOPBACK
from corpus.stats import CorpusStats, corpus_stats

log = logging.getLogger(__name__)

UNAVAILABLE = 503
END_SECONDS = 0.5
"""How long open requests may take at shutdown."""


@asynccontextmanager
async def serving_health(port: int | None, parts: Parts, gateway: Gateway) -> AsyncIterator[None]:
    """Serve the health and metrics of these parts on a port, if one is given.

    Raise SettingsError if the port is in use.
    """
    if port is None:
        yield
        return
    metrics = Metrics(gateway, lambda: parts.querylog.waiting)
    parts.querylog.on_record = lambda record: metrics.answered(
        record.outcome, record.milliseconds / 1000
    )
    parts.queue.on_busy = metrics.not_taken
    async with Health(parts.engine, gateway, metrics).served(port):
        yield


class Health:
    """Answers `GET /health`, for watchdogs, and `GET /metrics`, for Prometheus."""

    def __init__(self, engine: AsyncEngine, gateway: Gateway, metrics: Metrics) -> None:
        self._engine = engine
        self._gateway = gateway
        self._metrics = metrics

    @asynccontextmanager
    async def served(self, port: int) -> AsyncIterator[None]:
        """Serve on this port; raise SettingsError if it is in use."""
        application = web.Application()
        application.add_routes([web.get("/health", self._health), web.get("/metrics", self._text)])
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=END_SECONDS)
        await runner.setup()
        logging.getLogger().addHandler(self._metrics)
        try:
            await _listen(runner, port)
            yield
        finally:
            logging.getLogger().removeHandler(self._metrics)
            await runner.cleanup()

    async def _health(self, _: web.Request) -> web.Response:
        """Answer 200 if Discord is connected and the database is readable, else 503."""
        gateway, found = self._gateway, await self._census()
        is_connected = gateway.is_connected()
        body: dict[str, Any] = {
            "gateway_ready": is_connected,
            "database_readable": found is not None,
        }
        if gateway.process:
            body |= {"process": gateway.process, "shards": dict(gateway.connected_shards())}
        if (deaf_since := gateway.deaf_since()) is not None:
            body["gateway_deaf_since"] = deaf_since.isoformat(timespec="seconds")
        if found is not None:
            body |= {
                "articles": found.articles,
                "passages": found.passages,
                "index_age_seconds": _age(found.changed_at),
            }
        return web.json_response(body, status=200 if is_connected and found else UNAVAILABLE)

    async def _text(self, _: web.Request) -> web.Response:
        body = self._metrics.text(await self._census())
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE})

    async def _census(self) -> CorpusStats | None:
        try:
            return await corpus_stats(self._engine)
        except SQLAlchemyError as error:
            log.warning("Could not read the database: %s", error)
            return None


async def _listen(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
    except OSError as error:
        raise SettingsError(
            "KUTIP_METRICS_PORT: can't listen on port {port} ({reason}); stop the program that "
            "uses it, or set another port.",
            port=port,
            reason=error.strerror,
        ) from error
    log.info("Serving health and metrics on http://%s:%d", LOOPBACK, port)


def _age(changed_at: datetime | None) -> int | None:
    return None if changed_at is None else int((datetime.now(UTC) - changed_at).total_seconds())
