"""Tasks that recur while the client runs."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from discord.ext import tasks
from discord.utils import utcnow

log = logging.getLogger(__name__)


def recurring(body: Callable[[], Awaitable[None]], seconds: float) -> tasks.Loop[Any]:
    """Return a loop that runs `body` when it is started, and again `seconds` after each end.

    An error is logged, and the loop goes on: discord.py would end it for good.
    """

    async def run() -> None:
        try:
            await body()
        except Exception:
            log.exception("A recurring task failed; it is run again in %d s.", seconds)
        # discord.py counts them from the start of this run: if the clock was set back since, the
        # loop would stand still for as long.
        after = timedelta(seconds=seconds)
        loop._next_iteration = utcnow() + after  # type: ignore[assignment]

    loop = tasks.loop(seconds=seconds)(run)
    return loop
