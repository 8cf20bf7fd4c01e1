"""Whether a database's server runs at all."""

import asyncio
import sys
from pathlib import Path

from sqlalchemy.engine import URL

DEFAULT_PORT = 5432
ANSWER_SECONDS = 2


async def is_down(url: URL) -> bool:
    """Return whether the server's own machine refuses a connection: no server runs on it.

    False if there is no answer, or if the URL doesn't name one server.
    """
    host = url.host or url.query.get("host")
    port = url.port or url.query.get("port") or DEFAULT_PORT
    if not isinstance(host, str) or isinstance(port, tuple) or "," in host:
        return False
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            if host.startswith("/") and sys.platform != "win32":
                path = Path(host) / f".s.PGSQL.{port}"
                _, writer = await asyncio.open_unix_connection(path)
            else:
                _, writer = await asyncio.open_connection(host, int(port))
    except (ConnectionRefusedError, FileNotFoundError):
        return True
    except (OSError, TimeoutError, ValueError):
        return False
    writer.close()
    return False
