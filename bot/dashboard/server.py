"""Serving the page over a database until a signal stops it."""

import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.plugins import pm  # type: ignore[import-untyped]
from datasette_auth_passwords.utils import hash_password  # type: ignore[import-untyped]

from bot.dashboard.asking import Asking
from bot.dashboard.failures import install
from bot.dashboard.following import Following
from bot.dashboard.gate import Gate
from bot.dashboard.pages import pages
from bot.dashboard.password import USER, Password
from bot.dashboard.plugin import Pages
from bot.dashboard.reading import LONGEST_MS, NAME, ReadOnly
from bot.settings import Settings

FINISH_SECONDS = 1
"""How long open requests may take at shutdown."""

_FOLDER = Path(__file__).parent
_SETTINGS = {
    "allow_download": False,  # The file contains what the page hides.
    "sql_time_limit_ms": LONGEST_MS,
    "facet_time_limit_ms": 2000,  # Enough to count a million rows.
    "facet_suggest_time_limit_ms": 20,
    "max_returned_rows": 2000,
    "default_cache_ttl": 0,  # The bot writes meanwhile.
}
# Passed to Datasette by environment variable; it would show the value in its settings.
_HASH = "REVIEW_PASSWORD_HASH"


@asynccontextmanager
async def open_page(settings: Settings, following: Following | None = None) -> AsyncIterator[Gate]:
    """Open the page as an ASGI application, protected by the password if there is one.

    It is over the database in the data folder or, where that is on PostgreSQL, over the copy that
    follows it.
    """
    install()
    metadata, password = pages(), settings.review_password
    if password is not None:
        os.environ[_HASH] = hash_password(password)
        login = {f"{USER}_password_hash": {"$env": _HASH}}
        metadata["plugins"]["datasette-auth-passwords"] = login
    kutip = Pages(Asking(settings), following)
    path = settings.database if following is None else following.path
    pm.register(kutip)
    datasette = Datasette(
        metadata=metadata,
        settings=_SETTINGS,
        template_dir=str(_FOLDER / "templates"),
        static_mounts=[("kutip-page", str(_FOLDER / "static"))],
    )
    datasette.remove_database("_memory")
    data = datasette.add_database(ReadOnly(datasette, str(path)), name=NAME)
    await datasette.invoke_startup()
    try:
        yield Gate(datasette, None if password is None else Password(password))
    finally:
        pm.unregister(kutip)
        data.interrupt()
        datasette.executor.shutdown(cancel_futures=True)
        data.close()


class _Server(uvicorn.Server):
    """Announces when it is ready, and can then be stopped cleanly."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start serving."""
        await super().startup(sockets)
        self._announce()


async def serve(page: Gate, listener: socket.socket, announce: Callable[[], None]) -> None:
    """Serve requests until SIGINT or SIGTERM, which uvicorn raises again at the end.

    Call `announce` once it is ready.
    """
    config = uvicorn.Config(
        page,
        lifespan="off",
        ws="none",
        log_config=None,  # Kutip configures logging.
        log_level="warning",
        access_log=False,  # URLs contain readers' searches.
        server_header=False,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
    await _Server(config, announce).serve(sockets=[listener])
