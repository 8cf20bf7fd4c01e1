"""A fair queue: a bounded number of threads answer questions, and servers take turns."""

import asyncio
import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from bot.errors import UserError

T = TypeVar("T")

WORKERS = 2
"""Threads that answer. A second keeps one long question from holding up all others; more only
compete for the interpreter (docs/decisions/0001-answering-off-the-loop.md)."""
MOST_EACH = 100
"""Questions that one server may have waiting or under way."""
MOST = 500
"""Questions that all servers may have waiting or under way: those are answered in seconds."""

_Task = tuple[Future[Any], Callable[[], Any]]


class BusyError(UserError):
    """There are too many questions at once to take another."""

    def __init__(self) -> None:
        super().__init__("ask.busy")


class FairQueue:
    """Runs tasks in threads. Each server waits in its own line; the lines take turns.

    A line is named by the id of a server, or of a user outside servers.
    """

    def __init__(
        self, workers: int = WORKERS, *, most_each: int = MOST_EACH, most: int = MOST
    ) -> None:
        self.on_busy: Callable[[], None] | None = None
        """Called with each question that is refused, to count it."""
        self._most_each = most_each
        self._most = most
        self._places: Counter[int | None] = Counter()
        self._taken = 0
        self._lock = threading.Lock()
        self._lines: OrderedDict[int | None, deque[_Task]] = OrderedDict()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="answering")

    @property
    def taken(self) -> int:
        """The number of questions waiting or under way."""
        return self._taken

    @contextmanager
    def place(self, line: int | None) -> Iterator[None]:
        """Hold a place for a question within the block; raise BusyError if there is none left."""
        if self._taken >= self._most or self._places[line] >= self._most_each:
            if self.on_busy is not None:
                self.on_busy()
            raise BusyError
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
        """Run a task in a thread when it is this line's turn, and return its result."""
        future: Future[T] = Future()
        with self._lock:
            self._lines.setdefault(line, deque()).append((future, task))
        # Which task is next is decided only when a thread is free.
        self._threads.submit(self._run_next)
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Start no more tasks; one that is running ends in the background."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _run_next(self) -> None:
        with self._lock:
            line, tasks = self._lines.popitem(last=False)
            future, task = tasks.popleft()
            if tasks:
                self._lines[line] = tasks  # At the end: the others come first.
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(task())
        except BaseException as error:
            future.set_exception(error)
