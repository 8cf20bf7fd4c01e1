"""Tasks that recur while the client runs."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from discord.ext import tasks
from discord.utils import utcnow

log = logging.getLogger(__name__)


def recurring(body: Callable[[], Awaitable[None]], seconds: float) -> tasks.Loop[Any]:
    """Return a loop that runs `body` when it is started, and again so many seconds after it ended.

    An error is logged, and what failed is run again in its time: discord.py would end the loop for
    good.
    """

    async def run() -> None:
        try:
            await body()
        except Exception:
            log.exception("A recurring task failed; it is run again in %d s.", seconds)
        # discord.py adds them to the time when it ran last: if the machine's clock were set back
        # since, the loop would stand still for as long.
        after = timedelta(seconds=seconds)
        loop._next_iteration = utcnow() + after  # type: ignore[assignment]

    loop = tasks.loop(seconds=seconds)(run)
    return loop
