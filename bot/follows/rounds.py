"""One round of looking at feeds and pages, which recurs while Kutip runs."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

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

AT_ONCE = 3
"""Hosts that are looked at at the same time: one fewer than corpus.web.MAX_CONCURRENT, so that a
person who adds a link need not wait."""
MOST_OF_HOST = 20
"""Things that are done with one host in a round, which take two minutes with the pauses."""
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
        """Do it, for a few hosts at a time; a failure of one thing does not affect the others.

        While the database is unavailable, all stays due for the next round.
        """
        now = datetime.now(UTC)
        try:
            if self._work_for(EVERYWHERE):
                await self._looks.schedule()
            await self._do(
                _Job(
                    each.guild_id,
                    f"feed {each.id}",
                    each.link,
                    partial(self._visits.visit, each),
                )
                for each in await due_follows(self._engine, now)
            )
            await self._do(
                _Job(
                    each.follow.guild_id,
                    f"article {each.key} of feed {each.follow.id}",
                    each.link,
                    partial(self._taking.take, each),
                )
                for each in await self._taking.due(now)
            )
            await self._do(
                _Job(
                    each.guild_id,
                    f"page of article {each.article_id}",
                    each.link,
                    partial(self._looks.look, each),
                )
                for each in await self._looks.due(now)
            )
        except SQLAlchemyError as error:
            log.warning("Could not look at feeds and pages yet: %s", error)

    async def _do(self, jobs: Iterable["_Job"]) -> None:
        """Do the jobs of each host one after the other, those of AT_ONCE hosts at the same time.

        So a slow host delays few others. Raise SQLAlchemyError, but only once nothing is under way.
        """
        by_host: dict[str, list[_Job]] = defaultdict(list)
        for job in jobs:
            if self._work_for(job.guild_id):
                by_host[job.host].append(job)
        slots = asyncio.Semaphore(AT_ONCE)

        async def of_host(jobs: Iterable[_Job]) -> None:
            async with slots:
                for job in jobs:
                    await self._try(job)

        hosts = (of_host(jobs[:MOST_OF_HOST]) for jobs in by_host.values())
        for result in await asyncio.gather(*hosts, return_exceptions=True):
            if isinstance(result, BaseException):
                raise result

    async def _try(self, job: "_Job") -> None:
        """Do something; after an unexpected error, it is left alone for a while."""
        clock = asyncio.get_running_loop().time
        if self._failed.get(job.what, 0) > clock():
            return
        self._failed.pop(job.what, None)
        try:
            await job.do()
        except SQLAlchemyError:
            raise
        except Exception:
            self._failed[job.what] = clock() + AFTER_ERROR_SECONDS
            log.exception("Could not look at %s.", job.what)


@dataclass(frozen=True, slots=True)
class _Job:
    """Something that is due."""

    guild_id: int
    what: str
    link: str
    """Where it begins; it may be redirected to another host."""
    do: Callable[[], Awaitable[None]]

    @property
    def host(self) -> str:
        """The host of the link, empty if it has none."""
        try:
            return urlsplit(self.link).hostname or ""
        except ValueError:
            return ""
