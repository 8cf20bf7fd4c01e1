"""Probes of Discord and of the metrics port, for `kutip check`."""

import asyncio
import socket
from http import HTTPStatus

from bot.operations.logs import redact
from bot.settings import LOOPBACK
from bot.terminal.console import printable

DISCORD_SECONDS = 10
HERE_SECONDS = 6
"""Timeout for the local health endpoint: longer than a bot waits for a locked database."""


async def probe_discord(token: str | None) -> tuple[str, bool]:
    """Check the token with Discord, if there is one; return a sentence and whether all is well."""
    if token is None:
        return "not asked, without a token", True
    # Imported here because these take longer to load than all of the terminal's other imports.
    import aiohttp  # noqa: PLC0415
    import discord  # noqa: PLC0415

    # Discord rejects requests without the user agent of a bot library.
    agent = discord.http.HTTPClient(asyncio.get_running_loop()).user_agent
    headers = {"User-Agent": agent, "Authorization": f"Bot {token}"}
    timeout = aiohttp.ClientTimeout(DISCORD_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, headers=headers) as session,
            session.get(f"{discord.http.Route.BASE}/users/@me") as response,
        ):
            if response.status == HTTPStatus.OK:
                name = str((await response.json())["username"])
                return f"knows the bot: {printable(name)}", True
            if response.status == HTTPStatus.UNAUTHORIZED:
                told = "refuses the token: copy it again from the developer portal "
                return f"{told}(Bot, Reset Token) into DISCORD_TOKEN", False
            return f"answers {response.status}: see discordstatus.com, then try again", False
    except (aiohttp.ContentTypeError, ValueError, KeyError, TypeError):
        return "is answered for by something else: check the network, and any proxy", False
    except (aiohttp.ClientError, OSError) as error:
        reason = redact(str(error)) or f"no answer in {DISCORD_SECONDS} seconds"
        return f"can't be reached ({reason}): check the network", False


async def probe_port(port: int | None) -> tuple[str, bool]:
    """Find out who uses the metrics port; return a sentence and whether all is well."""
    if port is None:
        return "told nowhere: KUTIP_METRICS_PORT is not set", True
    try:
        socket.create_server((LOOPBACK, port)).close()
    except PermissionError as error:
        return f"port {port} can't be listened on ({error.strerror}): give another", False
    except OSError:
        return await _health(port)
    return f"port {port} is free: no bot is running", True


async def _health(port: int) -> tuple[str, bool]:
    import aiohttp  # noqa: PLC0415

    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(HERE_SECONDS)) as session,
            session.get(f"http://{LOOPBACK}:{port}/health") as response,
        ):
            body = await response.json()
            ready = body["gateway_ready"], body["database_readable"]
    except (aiohttp.ClientError, OSError, ValueError, KeyError, TypeError):
        return f"another program has port {port}: stop it, or give another port", False
    if all(ready):
        return f"a bot is running on port {port}, and is well", True
    return f"a bot is running on port {port}, and is not well: see its log", False
