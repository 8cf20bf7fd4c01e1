"""Both ways to connect to a process do the same; each system uses one of them."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from corpus.child_processes import Connected, by_pipes, by_socket, end

ECHO = (
    "import os, signal, sys\n"
    "while data := os.read(0, 9):\n"
    "    if data == b'environ':\n"
    "        data = ' '.join(sorted(os.environ)).encode()\n"
    "    elif data == b'flood':\n"
    "        data = bytes(10_000_000)\n"
    "    elif data == b'group':\n"
    "        data = str(os.getsid(0) == os.getpid()).encode()\n"
    "    os.write(1, data)\n"
)

Start = Callable[..., Awaitable[Connected]]


@pytest.fixture(params=[by_socket, by_pipes])
def start(request: pytest.FixtureRequest) -> Start:
    way: Start = request.param
    return way


@pytest.fixture
async def echo(start: Start) -> AsyncIterator[Connected]:
    started = await start(sys.executable, "-I", "-c", ECHO)
    yield started
    await end(started)


async def answer(connected: Connected, request: bytes) -> bytes:
    _, reader, writer = connected
    writer.write(request)
    await writer.drain()
    return await reader.read(1000)


async def test_a_process_answers_on_its_standard_output(echo: Connected) -> None:
    assert await answer(echo, b"ayam\r\n") == b"ayam\r\n"
    assert await answer(echo, b"bebek") == b"bebek"


async def test_a_process_inherits_nothing_but_what_python_needs(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "rahasia")
    started = await start(sys.executable, "-I", "-c", ECHO)

    names = (await answer(started, b"environ")).decode().split()
    await end(started)
    assert set(names) <= {
        *("LC_ALL", "TMPDIR", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "SYSTEMROOT"),
        "LC_CTYPE",  # set by Python itself
    }


async def test_ctrl_c_does_not_reach_a_process(echo: Connected) -> None:
    assert await answer(echo, b"group") == b"True"


async def test_a_process_is_ended_while_it_writes_what_nobody_reads(echo: Connected) -> None:
    await answer(echo, b"flood")
    await end(echo)

    assert echo[0].returncode is not None


async def test_a_process_that_nobody_listens_to_can_be_ended(start: Start) -> None:
    deaf = await start(sys.executable, "-I", "-c", "import threading; threading.Event().wait()")
    _, _, writer = deaf
    writer.write(bytes(10_000_000))
    await end(deaf)

    assert deaf[0].returncode is not None


async def test_a_process_that_cannot_start_is_an_error(start: Start) -> None:
    with pytest.raises(OSError, match="such"):
        await start(f"{os.sep}no{os.sep}such{os.sep}program")


async def test_a_process_that_ended_by_itself_can_be_ended(start: Start) -> None:
    started = await start(sys.executable, "-I", "-c", "")
    await asyncio.shield(started[0].wait())
    await end(started)

    assert started[0].returncode == 0
