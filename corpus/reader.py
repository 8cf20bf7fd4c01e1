"""Files are read in processes of their own, so that a hostile one harms nobody."""

import asyncio
import logging
import socket
import sys
import tempfile
from types import TracebackType
from typing import Self

from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.frames import (
    LONGEST_HEADER,
    LONGEST_PAYLOAD,
    PREFIX,
    READY,
    frame,
    parse_answer,
)
from corpus.formats.reading import LARGEST_FILE, Reading

MOST_FILES = 1000
"""Files that one process reads before another takes its place, so that leaks don't add up."""
START_SECONDS = 60
"""How long a process may take to start: a second, but Python may have to compile it first."""

_NO_START = "The process that reads files can't be started; see what it says above."
_ENVIRONMENT = {
    # Nothing else of ours: it holds the bot's token. Threads would each reserve memory.
    "LC_ALL": "C.UTF-8",
    "TMPDIR": tempfile.gettempdir(),
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}

# The process died, or says what no answer may.
_NO_ANSWER = (EOFError, OSError, ValueError, TypeError, KeyError, RecursionError)

_log = logging.getLogger(__name__)


class Reader:
    """Reads files in `workers` processes, each file within `seconds` and `memory_bytes`.

    An async context manager, at whose end the processes end. They start when they are needed, take
    one file after another, and are replaced when a file was too much for them. They get nothing of
    this process's environment, can write no file, and say nothing but what a Reading holds.

    The bound on memory holds on Linux only.
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
        """Return what the file holds; wait for a free process if there is none.

        Raises UnreadableError if the file can't be read: also for TOO_LONG_TO_READ,
        TOO_MUCH_MEMORY, and DAMAGED where it made its process fail. Raises RuntimeError if no
        process can be started.
        """
        if len(data) > LARGEST_FILE:
            raise UnreadableError(Unreadable.TOO_MANY_BYTES)
        async with self._free:
            worker = self._idle.pop() if self._idle else await self._start()
            unharmed = False
            try:
                async with asyncio.timeout(self._seconds):
                    header, payload = await worker.ask(
                        frame({"name": name, "media_type": media_type}, data)
                    )
                answer = parse_answer(header, payload)
                unharmed = (
                    not isinstance(answer, tuple) or answer[0] is not Unreadable.TOO_MUCH_MEMORY
                )
            except TimeoutError as error:
                raise UnreadableError(Unreadable.TOO_LONG_TO_READ) from error
            except _NO_ANSWER as error:
                _log.warning("A file made its process fail: %s.", type(error).__name__)
                raise UnreadableError(Unreadable.DAMAGED) from error
            finally:
                # Also when this is cancelled: a late answer would be taken for the next file's.
                if unharmed and worker.files < MOST_FILES and not self._closed:
                    self._idle.append(worker)
                else:
                    await self._end(worker)
        if isinstance(answer, Reading):
            return answer
        reason, cause = answer
        if cause:
            _log.warning("A file made its format's library fail: %s.", cause)
        raise UnreadableError(reason)

    async def _start(self) -> "_Worker":
        if self._closed:
            raise RuntimeError("The reader of files is closed.")
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
    """A process that reads files, and the socket to it."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self.process = process
        self._reader = reader
        self._writer = writer
        self.files = 0

    @classmethod
    async def start(cls, memory_bytes: int, seconds: float) -> Self:
        # A socket rather than pipes, since its end here can be closed whatever the process does.
        ours, theirs = socket.socketpair()
        with theirs:
            # First, since nothing that is cancelled after the process started would end it.
            reader, writer = await asyncio.open_connection(sock=ours)
            try:
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-I", "-m", "corpus.formats"),
                    *(str(memory_bytes), str(seconds)),
                    stdin=theirs.fileno(),
                    stdout=theirs.fileno(),
                    env=_ENVIRONMENT,
                    # Else Ctrl-C would end it before this process has said what becomes of it.
                    start_new_session=True,
                )
            except BaseException:
                writer.transport.abort()
                raise
        return cls(process, reader, writer)

    async def ask(self, request: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
        """Return the JSON and the bytes of the answer to a request."""
        self.files += 1
        self._writer.writelines(request)
        await self._writer.drain()
        return await self.receive()

    async def receive(self) -> tuple[bytes, bytes]:
        """Return the JSON and the bytes of the next frame; raise ValueError if it is too long."""
        prefix = await self._reader.readexactly(PREFIX.size)
        header, payload = PREFIX.unpack(prefix)
        if header > LONGEST_HEADER or payload > LONGEST_PAYLOAD:
            raise ValueError("too long a frame")
        return await self._reader.readexactly(header), await self._reader.readexactly(payload)

    async def end(self) -> None:
        """End the process, whatever it is doing, and wait until it has ended."""
        self._writer.transport.abort()
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
