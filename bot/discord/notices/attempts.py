"""Attempts to do what is in the outbox, of which none stops the others."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import discord
from aiohttp import ClientError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.outbox import Batch, failed

log = logging.getLogger(__name__)

NOT_SENT = (discord.DiscordException, ClientError, OSError)
"""What is raised if a message could not be sent."""
SERVER_ERROR = 500
"""The lowest HTTP status for server errors, see RFC 9110, 15.6."""
NOT_NOW = (HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS)
"""Of these, the former says that the token was replaced, nothing about the message."""
TOO_MANY_DIRECT_MESSAGES = 40003
"""Discord's error code for opening direct messages too fast."""


def is_temporary(error: Exception) -> bool:
    """Return True if Discord or the network failed, rather than Discord refusing the message."""
    if isinstance(error, discord.HTTPException):
        return (
            error.status >= SERVER_ERROR
            or error.status in NOT_NOW
            or error.code == TOO_MANY_DIRECT_MESSAGES
        )
    return isinstance(error, (ClientError, OSError, discord.RateLimited))


async def attempt(
    engine: AsyncEngine, batch: Batch, do: Callable[[Batch], Awaitable[None]], what: str
) -> None:
    """Do what is due; log what prevents it, in which `what` names it.

    It stays due while the database or Discord can't be used. What fails for another reason is given
    up after some attempts.
    """
    try:
        try:
            await do(batch)
        except SQLAlchemyError:
            raise
        except NOT_SENT as error:
            if is_temporary(error):
                log.warning("Could not %s on server %d yet: %r", what, batch.guild_id, error)
            elif await failed(engine, batch):
                log.warning("Gave up to %s on server %d: %r", what, batch.guild_id, error)
            else:
                log.warning("Could not %s on server %d: %r", what, batch.guild_id, error)
        except Exception:
            log.exception("Could not %s on server %d.", what, batch.guild_id)
            if await failed(engine, batch):
                log.warning("Gave up to %s on server %d.", what, batch.guild_id)
    except SQLAlchemyError as error:
        log.warning("Could not %s on server %d yet: %s", what, batch.guild_id, error)
