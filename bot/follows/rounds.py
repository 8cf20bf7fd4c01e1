"""One round of looking at feeds and pages, which recurs while Kutip runs."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.follows.follows import due_follows
from bot.follows.looks import Looks
from bot.follows.taking import Taking
from bot.follows.visits import Visits
from bot.parts import Parts
from corpus.schema import EVERYWHERE

log = logging.getLogger(__name__)

EVERY_SECONDS = 10
"""Seconds between rounds; one that finds nothing due is cheap."""

AFTER_ERROR_SECONDS = 3600
"""For how long something is left alone that met an error nobody expected."""


class Rounds:
    """Does what is due: looks at feeds, takes in their articles, looks at pages again."""

    def __init__(
        self,
        parts: Parts,
        refresh: timedelta | None,
        work_for: Callable[[int], bool] = lambda _: True,
    ) -> None:
        """Look at the pages of linked articles every `refresh`; None: not by schedule.

        `work_for` returns whether that is up to this process, given the id of a server.
        """
        self._work_for = work_for
        self._engine = parts.engine
        self._visits = Visits(parts.engine, parts.fetcher)
        self._taking = Taking(parts)
        self._looks = Looks(parts, refresh)
        self._failed: dict[str, float] = {}

    async def poll(self) -> None:
        """Do it one after the other; a failure of one does not affect the others.

        While the database is unavailable, all stays due for the next round.
        """
        now = datetime.now(UTC)
        try:
            if self._work_for(EVERYWHERE):
                await self._looks.schedule()
            for follow in await due_follows(self._engine, now):
                await self._try(follow.guild_id, f"feed {follow.id}", self._visits.visit(follow))
            for entry in await self._taking.due(now):
                what = f"article {entry.key} of feed {entry.follow.id}"
                await self._try(entry.follow.guild_id, what, self._taking.take(entry))
            for look in await self._looks.due(now):
                what = f"page of article {look.article_id}"
                await self._try(look.guild_id, what, self._looks.look(look))
        except SQLAlchemyError as error:
            log.warning("Could not look at feeds and pages yet: %s", error)

    async def _try(self, guild_id: int, what: str, doing: Coroutine[Any, Any, None]) -> None:
        """Do something; after an unexpected error, it is left alone for a while."""
        clock = asyncio.get_running_loop().time
        if not self._work_for(guild_id) or self._failed.get(what, 0) > clock():
            doing.close()
            return
        self._failed.pop(what, None)
        try:
            await doing
        except SQLAlchemyError:
            raise
        except Exception:
            self._failed[what] = clock() + AFTER_ERROR_SECONDS
            log.exception("Could not look at %s.", what)
