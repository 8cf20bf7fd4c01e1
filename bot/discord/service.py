"""Runs the Discord client until a signal, then shuts it down gracefully."""

import asyncio
import contextlib
import logging
import signal
import sys

import aiohttp
import discord

from bot.discord.client import KutipClient
from bot.discord.retries import Retries
from bot.errors import DiscordUnreachableError, TokenRefusedError

log = logging.getLogger(__name__)

FINISH_SECONDS = 1.5
"""How long to wait at shutdown for replies under way, and then for their records."""
CLOSE_SECONDS = 0.5
"""Timeout for closing the connection."""
SWITCH_SECONDS = 0.0005
"""How long a thread of Python code keeps the event loop from running: a tenth of Python's default
(docs/decisions/0001-answering-off-the-loop.md)."""
AUTHENTICATION_FAILED = 4004
"""The gateway's close code for an invalid token."""


async def serve(client: KutipClient, token: str) -> None:
    """Run the client until SIGTERM or SIGINT, then let replies under way finish.

    Raise TokenRefusedError or DiscordUnreachableError if it can't log in.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    running = asyncio.create_task(_run(client, token), name="Discord")
    stopping = asyncio.create_task(stop.wait(), name="signals")
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if running.done():
        await running
        return
    log.info("Stopping: finishing the replies under way.")
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(FINISH_SECONDS):
            await client.finish(FINISH_SECONDS)
            await client.parts.querylog.flush()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(CLOSE_SECONDS):
            await client.close()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def _run(client: KutipClient, token: str) -> None:
    try:
        async with client:
            await client.login(token)
            Retries().install(client.http)
            await client.connect()
    except discord.LoginFailure as error:
        raise _token_refused() from error
    except discord.ConnectionClosed as error:
        if error.code == AUTHENTICATION_FAILED:
            raise _token_refused() from error
        raise _unreachable(error) from error
    except (
        aiohttp.ClientError,
        discord.HTTPException,
        discord.GatewayNotFound,
        OSError,
    ) as error:
        raise _unreachable(error) from error


def _token_refused() -> TokenRefusedError:
    return TokenRefusedError(
        "Discord refused the token: copy it again from the developer portal "
        "(Bot, Reset Token) into DISCORD_TOKEN."
    )


def _unreachable(reason: Exception) -> DiscordUnreachableError:
    return DiscordUnreachableError(
        "Discord can't be reached ({reason}): check the network, then start Kutip again.",
        reason=reason,
    )
