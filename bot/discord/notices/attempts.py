"""Attempts to do what the outbox has; a failed one doesn't stop the others."""

import logging
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.discord.failures import NOT_SENT, is_temporary
from corpus.outbox import Batch, failed

log = logging.getLogger(__name__)


async def attempt(
    engine: AsyncEngine, batch: Batch, do: Callable[[Batch], Awaitable[None]], what: str
) -> None:
    """Do what a batch of the outbox says, and log a failure; `what` completes "could not …".

    The batch stays due while the database or Discord can't be used. After MAX_ATTEMPTS that failed
    for another reason, it is given up.
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
                log.warning("Gave up trying to %s on server %d: %r", what, batch.guild_id, error)
            else:
                log.warning("Could not %s on server %d: %r", what, batch.guild_id, error)
        except Exception:
            log.exception("Could not %s on server %d.", what, batch.guild_id)
            if await failed(engine, batch):
                log.warning("Gave up trying to %s on server %d.", what, batch.guild_id)
    except SQLAlchemyError as error:
        log.warning("Could not %s on server %d yet: %s", what, batch.guild_id, error)
