"""Read untrusted files in separate processes, with limits on time and memory."""

import asyncio
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Self, TypeVar

from corpus.child_processes import Connected, connected, end
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import LARGEST_FEED, Feed
from corpus.formats.feeds.frames import parse_feed_response
from corpus.formats.frames import (
    LONGEST_HEADER,
    LONGEST_PAYLOAD,
    PREFIX,
    READY,
    frame,
    parse_response,
)
from corpus.formats.reading import LARGEST_FILE, Reading

MAX_FILES_PER_PROCESS = 1000
"""Files that one process reads before it is replaced, so that memory leaks don't add up."""
START_SECONDS = 60
"""How long a process may take to start: usually a second, but Python may compile it first."""
FEED_SECONDS = 60
"""How long reading a feed may take: nobody waits for it, and 10,000 items take 6 s of a processor
that others may be using. Its processor time is limited like that of a file."""

_NO_START = "Can't start the process that reads files; see its output above."

# Raised if the process died or sent a malformed response.
_NO_RESPONSE = (EOFError, OSError, ValueError, TypeError, KeyError, RecursionError)

_log = logging.getLogger(__name__)

_Found = TypeVar("_Found", Reading, Feed)
_Reason = TypeVar("_Reason", Unreadable, FeedFault)


@dataclass(frozen=True, slots=True)
class _Faults(Generic[_Reason]):
    """The error for what can't be read, and its reasons that only this process notices."""

    error: Callable[[_Reason], Exception]
    too_much: _Reason
    """After it, a process is not asked again."""
    too_long: _Reason
    damaged: _Reason


_OF_FILES = _Faults(
    UnreadableError,
    too_much=Unreadable.TOO_MUCH_MEMORY,
    too_long=Unreadable.TOO_LONG_TO_READ,
    damaged=Unreadable.DAMAGED,
)
_OF_FEEDS = _Faults(
    FeedError,
    too_much=FeedFault.TOO_HEAVY,
    too_long=FeedFault.TOO_HEAVY,
    damaged=FeedFault.DAMAGED,
)


class Reader:
    """Reads files in up to `workers` processes, each file within `seconds` and `memory_bytes`.

    Use it as an async context manager, which stops the processes at the end. They start on demand,
    read one file after another, and are replaced after a file that was too much for them. They
    don't inherit the environment, can't write files, and can only return a Reading or an error.

    The memory limit applies on Linux only; on Windows they could write files, too.

        async with Reader() as reader:
            reading = await reader.read(data, "ayam.pdf")
    """

    def __init__(
        self, workers: int = 1, seconds: float = 20, memory_bytes: int = 1024 * 2**20
    ) -> None:
        self._free = asyncio.Semaphore(workers)
        self._seconds = seconds
        self._memory = memory_bytes
        self._idle: list[_Worker] = []
        self._workers: set[_Worker] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closed = True
        for worker in tuple(self._workers):
            await self._end(worker)

    async def read(
        self, data: bytes, name: str | None = None, media_type: str | None = None
    ) -> Reading:
        """Return the file's text and metadata, after waiting for a free process if needed.

        Raises UnreadableError if the file can't be read, including TOO_LONG_TO_READ,
        TOO_MUCH_MEMORY, and DAMAGED if it crashed its process. Raises RuntimeError if no process
        can be started.
        """
        if len(data) > LARGEST_FILE:
            raise UnreadableError(Unreadable.TOO_MANY_BYTES)
        request = frame({"name": name, "media_type": media_type}, data)
        return await self._ask(request, parse_response, _OF_FILES, self._seconds)

    async def read_feed(self, data: bytes, url: str, media_type: str | None = None) -> Feed:
        """Return what is listed in a feed that was fetched from `url`, within FEED_SECONDS.

        Raises FeedError if it can't be read, and RuntimeError as above.
        """
        if len(data) > LARGEST_FEED:
            raise FeedError(FeedFault.TOO_LARGE)
        request = frame({"feed": url, "media_type": media_type}, data)
        seconds = max(self._seconds, FEED_SECONDS)
        return await self._ask(request, parse_feed_response, _OF_FEEDS, seconds)

    async def _ask(
        self,
        request: tuple[bytes, bytes],
        parse: Callable[[bytes, bytes], _Found | tuple[_Reason, str]],
        faults: _Faults[_Reason],
        seconds: float,
    ) -> _Found:
        """Return what a process has read for a request; raise the error of `faults` otherwise."""
        async with self._free:
            worker = self._idle.pop() if self._idle else await self._start()
            reusable = False
            try:
                async with asyncio.timeout(seconds):
                    header, payload = await worker.ask(request)
                response = parse(header, payload)
                reusable = not isinstance(response, tuple) or response[0] is not faults.too_much
            except TimeoutError as error:
                raise faults.error(faults.too_long) from error
            except _NO_RESPONSE as error:
                _log.warning("A file crashed the process that read it: %s.", type(error).__name__)
                raise faults.error(faults.damaged) from error
            finally:
                # A cancelled worker is not reused: its late response would be taken for the next.
                if reusable and worker.files < MAX_FILES_PER_PROCESS and not self._closed:
                    self._idle.append(worker)
                else:
                    await self._end(worker)
        if not isinstance(response, tuple):
            return response
        reason, cause = response
        if cause:
            _log.warning("A file made the library for its format fail: %s.", cause)
        raise faults.error(reason)

    async def _start(self) -> "_Worker":
        if self._closed:
            raise RuntimeError("The reader is closed.")
        try:
            worker = await _Worker.start(self._memory, self._seconds)
        except OSError as error:
            raise RuntimeError(_NO_START) from error
        self._workers.add(worker)
        try:
            async with asyncio.timeout(START_SECONDS):
                ready = (await worker.receive())[1] == READY
        except (TimeoutError, EOFError, OSError, ValueError):
            ready = False
        except BaseException:
            await self._end(worker)
            raise
        if not ready:
            await self._end(worker)
            raise RuntimeError(_NO_START)
        return worker

    async def _end(self, worker: "_Worker") -> None:
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        await worker.end()


class _Worker:
    """A process that reads files, and the connection to it."""

    def __init__(self, connected: Connected) -> None:
        self._connected = connected
        self.process, self._reader, self._writer = connected
        self.files = 0

    @classmethod
    async def start(cls, memory_bytes: int, seconds: float) -> Self:
        command = (sys.executable, "-I", "-m", "corpus.formats", str(memory_bytes), str(seconds))
        return cls(await connected(*command))

    async def ask(self, request: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
        """Send a request and return the header and payload of the response."""
        self.files += 1
        self._writer.writelines(request)
        await self._writer.drain()
        return await self.receive()

    async def receive(self) -> tuple[bytes, bytes]:
        """Return the header and payload of the next frame; raise ValueError if it is too long."""
        prefix = await self._reader.readexactly(PREFIX.size)
        header, payload = PREFIX.unpack(prefix)
        if header > LONGEST_HEADER or payload > LONGEST_PAYLOAD:
            raise ValueError("frame too long")
        return await self._reader.readexactly(header), await self._reader.readexactly(payload)

    async def end(self) -> None:
        """Kill the process and wait for it."""
        await end(self._connected)
