"""Serves the page over a database, until it is told to stop."""

import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette_auth_passwords.utils import hash_password  # type: ignore[import-untyped]

from bot.dashboard.failures import install
from bot.dashboard.gate import Gate
from bot.dashboard.pages import pages
from bot.dashboard.password import USER, Password
from bot.dashboard.reading import LONGEST_MS, NAME, ReadOnly

FINISH_SECONDS = 1
"""How long pages under way are waited for at the end."""

_SETTINGS = {
    "allow_download": False,  # The file holds what the page hides.
    "sql_time_limit_ms": LONGEST_MS,
    "facet_time_limit_ms": 2000,  # What counting a million rows takes.
    "facet_suggest_time_limit_ms": 20,
    "max_returned_rows": 2000,
    "default_cache_ttl": 0,  # The bot writes meanwhile.
}
# Datasette takes a secret from the environment; in its settings it would show it.
_HASH = "REVIEW_PASSWORD_HASH"


@asynccontextmanager
async def open_page(database: Path, password: str | None) -> AsyncIterator[Gate]:
    """Give the page as an ASGI application; with a password only those who know it see it."""
    install()
    metadata = pages()
    if password is not None:
        os.environ[_HASH] = hash_password(password)
        login = {f"{USER}_password_hash": {"$env": _HASH}}
        metadata["plugins"]["datasette-auth-passwords"] = login
    datasette = Datasette(metadata=metadata, settings=_SETTINGS)
    datasette.remove_database("_memory")
    data = datasette.add_database(ReadOnly(datasette, str(database)), name=NAME)
    await datasette.invoke_startup()
    try:
        yield Gate(datasette, None if password is None else Password(password))
    finally:
        data.interrupt()
        datasette.executor.shutdown(cancel_futures=True)
        data.close()


class _Server(uvicorn.Server):
    """Says when it answers, and when it can be stopped cleanly."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self._announce()


async def serve(page: Gate, listener: socket.socket, announce: Callable[[], None]) -> None:
    """Answer requests until SIGINT or SIGTERM, which is raised again at the end.

    As soon as they are answered it is announced.
    """
    config = uvicorn.Config(
        page,
        lifespan="off",
        ws="none",
        log_config=None,  # As all that Kutip logs.
        log_level="warning",
        access_log=False,  # Addresses hold what readers look for.
        server_header=False,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
    await _Server(config, announce).serve(sockets=[listener])
