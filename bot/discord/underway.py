"""The replies under way, so that a stop can wait for them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Underway:
    """Counts the tasks that are working on a reply."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self.closed = False
        """Whether no new reply may be begun."""

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count the current task as under way until it leaves."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def finish(self, seconds: float) -> int:
        """Let nothing new begin, and wait for so many seconds at most; return how many remain."""
        self.closed = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        return len(self._tasks)
