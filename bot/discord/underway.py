"""Tracks replies under way, so that a shutdown can wait for them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Underway:
    """The set of tasks that are working on a reply."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self.closed = False
        """True once no new reply may start."""

    @contextmanager
    def working(self) -> Iterator[None]:
        """Track the current task as under way within the block."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def wait(self, seconds: float) -> None:
        """Wait at most `seconds` for the replies that are under way now."""
        if self._tasks:
            await asyncio.wait(self._tasks.copy(), timeout=seconds)

    async def finish(self, seconds: float) -> int:
        """Refuse new replies, wait at most `seconds`, and return how many are unfinished."""
        self.closed = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        return len(self._tasks)
