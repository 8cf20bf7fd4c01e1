"""A cable between a process and PostgreSQL, which can be pulled: then nothing comes through."""

import asyncio
import contextlib
from pathlib import Path
from typing import Self


class Cable:
    """Passes bytes on in both directions; a pulled one keeps connections open, but passes nothing.

    So does a network that is gone: neither side is told.
    """

    def __init__(self, socket: Path) -> None:
        """Lead to a socket of PostgreSQL."""
        self._socket = socket
        self._whole = asyncio.Event()
        self._whole.set()
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def __aenter__(self) -> Self:
        await self.listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.refuse()

    async def listen(self) -> None:
        """Take connections, on the same port as before."""
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def refuse(self) -> None:
        """End all connections and refuse new ones, as a machine does where no server runs."""
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    def pull(self) -> None:
        """Pass nothing on from now on."""
        self._whole.clear()

    def plug(self) -> None:
        """Pass on again, on new connections."""
        for writer in self._writers:
            writer.transport.abort()
        self._whole.set()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        await self._whole.wait()
        try:
            there, back = await asyncio.open_unix_connection(self._socket)
        except OSError:
            writer.transport.abort()
            return
        self._writers.add(back)
        await asyncio.gather(self._pass(reader, back), self._pass(there, writer))
        self._writers -= {writer, back}

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                await self._whole.wait()
                writer.write(data)
                await writer.drain()
        writer.close()
