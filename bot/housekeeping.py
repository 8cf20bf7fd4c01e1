"""Daily deletion of expired data."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.follows import notices
from bot.parts import Parts
from bot.querylog.backfill import close_under_new_keys, fill_question_keys
from bot.querylog.retention import forget_before
from bot.querylog.unanswered import LOOKBACK
from bot.querylog.unwritten import try_to_take_in
from bot.querylog.wishes import Wishes
from corpus.outbox import purge
from corpus.purge import purge_removed
from corpus.schema import EVERYWHERE
from corpus.sqlite_copy import CHANGES_KEPT, forget_changes

log = logging.getLogger(__name__)

REMOVED_KEPT = timedelta(days=30)
"""How long removed articles can be restored."""
EVERY_HOURS = 24


async def tidy(
    parts: Parts,
    keep: timedelta,
    keep_left: timedelta,
    now: datetime,
    knows: Callable[[int], bool] = lambda _: True,
) -> None:
    """Delete expired data, each kind independently; a failure in one does not stop the others.

    Questions expire after `keep`, servers that Kutip left after `keep_left`; wishes, drafts and
    removed articles after fixed times. Failures are logged and retried the next day. A process
    deletes only the servers that it `knows`, see `Guilds.purge_left`; the others it leaves to
    whichever knows EVERYWHERE.
    """
    engine = parts.engine
    await try_to_take_in(engine)  # Or else some questions would outlive their time.
    await _step("server data", _purge_left(parts, now - keep_left, knows))
    if not knows(EVERYWHERE):
        return
    await _step("notices about feeds", notices.purge(engine))
    await _step("drafts", parts.drafts.purge())
    await _step("wishes", Wishes(engine).purge(now))
    await _step("removed articles", _purge_removed(parts, now - REMOVED_KEPT))
    await _step("questions", forget_before(engine, now - keep))
    await _step("tasks that follow changes", purge(engine, now - LOOKBACK))
    await _step("notes of changes", forget_changes(engine, now - CHANGES_KEPT))
    await _step("question keys", fill_question_keys(engine))
    await _step("keys of closed questions", close_under_new_keys(engine))


async def _purge_removed(parts: Parts, before: datetime) -> int:
    purged = await purge_removed(parts.engine, before)
    if purged:
        parts.shelves.forget_deleted()
    return purged


async def _purge_left(parts: Parts, before: datetime, knows: Callable[[int], bool]) -> list[int]:
    left = await parts.guilds.purge_left(before, knows)
    for guild_id in left:
        parts.shelves.forget(guild_id)
    return left


async def _step(what: str, purging: Awaitable[object]) -> None:
    try:
        purged = await purging
    except SQLAlchemyError as error:
        log.warning("Could not delete expired %s: %s", what, error)
    except Exception:  # Whatever it is, it must not stop the other steps.
        log.exception("Could not delete expired %s.", what)
    else:
        if purged:
            log.info("Deleted expired %s: %s", what, purged)
