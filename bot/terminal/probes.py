"""Probes of Discord, its commands and the metrics port, for `kutip check`."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from bot.installed import kutip_command
from bot.operations.logs import redact
from bot.settings import LOOPBACK
from bot.terminal.console import printable
from bot.terminal.language import texts

DISCORD_SECONDS = 10
MESSAGE_CONTENT, MESSAGE_CONTENT_LIMITED = 1 << 18, 1 << 19
"""Flags of an application: the intent is granted, or switched on, which is enough in fewer than 100
servers. Application Resource, Application Flags."""
HERE_SECONDS = 6
"""Timeout for the local health endpoint: longer than a bot waits for a locked database."""


async def probe_discord(token: str | None) -> tuple[str, bool]:
    """Check the token with Discord, if there is one; return a sentence and whether all is well."""
    if token is None:
        return texts("check.discord_no_token"), True
    return await _asked(token, "/users/@me", _known_as)


async def probe_intent(token: str) -> tuple[str, bool]:
    """Find out whether Discord grants the intent to read messages; return the same."""
    return await _asked(token, "/applications/@me", _granted)


def _known_as(user: Any) -> tuple[str, bool]:  # noqa: ANN401 - JSON
    return texts("check.discord", name=printable(str(user["username"]))), True


def _granted(application: Any) -> tuple[str, bool]:  # noqa: ANN401 - JSON
    if int(application["flags"]) & (MESSAGE_CONTENT | MESSAGE_CONTENT_LIMITED):
        return texts("check.intent"), True
    return texts("check.no_intent"), False


async def _asked(
    token: str, path: str, found: Callable[[Any], tuple[str, bool]]
) -> tuple[str, bool]:
    """Return what is found in Discord's answer, or why there is none."""
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
            session.get(f"{discord.http.Route.BASE}{path}") as response,
        ):
            if response.status == HTTPStatus.OK:
                return found(await response.json())
            if response.status == HTTPStatus.UNAUTHORIZED:
                return texts("check.discord_refuses"), False
            return texts("check.discord_status", status=response.status), False
    except (aiohttp.ContentTypeError, ValueError, KeyError, TypeError):
        return texts("check.not_discord"), False
    except (aiohttp.ClientError, OSError) as error:
        reason = redact(str(error)) or texts("check.timeout", count=DISCORD_SECONDS)
        return texts("check.discord_unreachable", reason=reason), False


async def probe_commands(
    compare: Callable[[str, bool], Awaitable[list[str]]], token: str, sync: bool
) -> tuple[str, bool]:
    """Compare the commands with those that Discord has; update these if `sync` is True.

    Return a sentence and whether all is well afterwards.
    """
    import aiohttp  # noqa: PLC0415
    import discord  # noqa: PLC0415

    try:
        async with asyncio.timeout(DISCORD_SECONDS):
            different = await compare(token, sync)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        reason = redact(str(error)) or texts("check.timeout", count=DISCORD_SECONDS)
        return texts("check.commands_unknown", reason=reason), False
    if not different:
        return texts("check.commands"), True
    names = ", ".join(different)
    if sync:
        return texts("check.commands_synced", names=names), True
    return texts("check.commands_differ", names=names, command=kutip_command("check --sync")), False


async def probe_port(port: int | None) -> tuple[str, bool]:
    """Find out who uses the metrics port; return a sentence and whether all is well."""
    if port is None:
        return texts("check.no_port"), True
    try:
        socket.create_server((LOOPBACK, port)).close()
    except PermissionError as error:
        return texts("check.bad_port", port=port, reason=error.strerror), False
    except OSError:
        return await _health(port)
    return texts("check.free_port", port=port), True


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
        return texts("check.taken_port", port=port), False
    if all(ready):
        return texts("check.healthy", port=port), True
    return texts("check.unhealthy", port=port), False
