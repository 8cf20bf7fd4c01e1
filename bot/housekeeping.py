"""Once a day: what was kept for long enough is deleted, for good."""

import logging
from collections.abc import Awaitable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.parts import Parts
from bot.querylog.backfill import fill_question_keys
from bot.querylog.retention import forget_before
from bot.querylog.wishes import Wishes
from corpus.purge import purge_removed

log = logging.getLogger(__name__)

REMOVED_KEPT = timedelta(days=30)
"""How long a removed article can be restored."""
EVERY_HOURS = 24


async def tidy(parts: Parts, keep: timedelta, keep_left: timedelta, now: datetime) -> None:
    """Delete what was kept for long enough: of each kind, if it can be, whatever fails of others.

    Those are questions after `keep`, servers that were left after `keep_left`, wishes, drafts and
    removed articles. What fails is logged, and tried again the next time.
    """
    engine = parts.engine
    await _step("waiting drafts", parts.drafts.purge())
    await _step("wishes", Wishes(engine).purge(now))
    await _step("removed articles", purge_removed(engine, now - REMOVED_KEPT))
    await _step("servers that were left", _purge_left(parts, now - keep_left))
    await _step("questions", forget_before(engine, now - keep))
    await _step("questions without a key", fill_question_keys(engine))


async def _purge_left(parts: Parts, before: datetime) -> list[int]:
    left = await parts.guilds.purge_left(before)
    for guild_id in left:
        parts.shelves.forget(guild_id)
    return left


async def _step(what: str, purging: Awaitable[object]) -> None:
    try:
        purged = await purging
    except SQLAlchemyError as error:
        log.warning("Tidying up failed, %s are kept until tomorrow: %s", what, error)
    except Exception:  # Whatever it is, the rest must still be deleted, today and every day.
        log.exception("Tidying up failed, %s are kept until tomorrow.", what)
    else:
        if purged:
            log.info("Tidied up %s: %s", what, purged)
