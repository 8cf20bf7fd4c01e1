"""A fair queue: a bounded number of threads answer questions, and servers take turns."""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from bot.errors import NotTakenError

T = TypeVar("T")

WORKERS = 2
"""Threads that answer. A second keeps one long question from holding up all others; more only
compete for the interpreter (docs/decisions/0001-answering-off-the-loop.md)."""
MOST_EACH = 100
"""Questions that one server may have waiting or under way."""
MOST = 500
"""Questions that all servers may have waiting or under way: those are answered in seconds."""


class FairQueue:
    """Runs tasks in threads. Each server waits in its own line; the lines take turns.

    A line is named by the id of a server, or of a user outside servers.
    """

    def __init__(
        self, workers: int = WORKERS, *, most_each: int = MOST_EACH, most: int = MOST
    ) -> None:
        self.on_busy: Callable[[], None] | None = None
        """Called with each question that is not taken, to count it."""
        self._most_each = most_each
        self._most = most
        self._places: Counter[int | None] = Counter()
        self._taken = 0
        self._free = workers
        self._closed = False
        self._lines: OrderedDict[int | None, deque[asyncio.Future[None]]] = OrderedDict()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="answering")

    @property
    def taken(self) -> int:
        """The number of questions waiting or under way."""
        return self._taken

    @contextmanager
    def place(self, line: int | None) -> Iterator[None]:
        """Hold a place for a question within the block; raise NotTakenError if none is left."""
        if self._taken >= self._most or self._places[line] >= self._most_each:
            if self.on_busy is not None:
                self.on_busy()
            raise NotTakenError("ask.busy")
        self._places[line] += 1
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1
            self._places[line] -= 1
            if not self._places[line]:
                del self._places[line]

    async def run(self, line: int | None, task: Callable[[], T]) -> T:
        """Run a task in a thread when it is this line's turn, and return its result.

        Raise NotTakenError if the queue is closed before that.
        """
        loop = asyncio.get_running_loop()
        turn = loop.create_future()
        self._lines.setdefault(line, deque()).append(turn)
        self._give_turns()
        try:
            # The event loop gives the turns, not the threads: while it has acknowledgements to
            # send, no thread competes with it for the interpreter.
            await turn
            if self._closed:
                raise NotTakenError("ask.busy")
            return await loop.run_in_executor(self._threads, task)
        finally:
            if not turn.cancelled():
                self._free += 1
                self._give_turns()

    def close(self) -> None:
        """Start no more tasks; one that is running ends in the background."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._free += sum(map(len, self._lines.values()))  # So that nobody waits any more.
        self._give_turns()

    def _give_turns(self) -> None:
        while self._free and self._lines:
            line, turns = self._lines.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self._lines[line] = turns  # At the end: the others come first.
            if not turn.cancelled():
                self._free -= 1
                turn.set_result(None)
