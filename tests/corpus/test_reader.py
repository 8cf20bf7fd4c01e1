import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from corpus.formats import read
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.reader import Reader
from tests.clock import Clock
from tests.corpus.formats.documents import paragraphs_on_page, pdf
from tests.corpus.formats.hostile import HOSTILE, SECRET
from tests.patience import LONG

TEXT = "Ayam berkokok karena hari sudah pagi, sedangkan kucing tidur di atas atap."
# A few seconds of CPU time, because libraries are slow on it for good reason.
SLOW = b"<!doctype html>" + b"<p>Ayam <b>berkokok</b> pagi ini.</p><ul><li>x</ul>" * 100_000


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    async with Reader(seconds=LONG) as reader:
        yield reader


async def reason_of(reader: Reader, data: bytes, name: str | None = None) -> Unreadable:
    with pytest.raises(UnreadableError) as raised:
        await reader.read(data, name)
    return raised.value.reason


async def assert_reads_on(reader: Reader) -> None:
    assert (await reader.read(TEXT.encode())).body == TEXT


def children() -> set[int]:
    """Return the processes that this thread has started and not waited for, including zombies."""
    return {int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


async def started(before: set[int]) -> int:
    """Wait for a process to be started and return it."""
    while not (new := children() - before):  # noqa: ASYNC110 - the kernel sets no event
        await asyncio.sleep(0)
    return new.pop()


async def test_a_file_reads_as_it_does_in_this_process(reader: Reader) -> None:
    data = pdf([paragraphs_on_page([TEXT, TEXT])], title="Ayam")

    assert await reader.read(data, "a.pdf", "application/pdf") == read(data)


async def test_hostile_files_do_not_affect_later_ones() -> None:
    async with Reader(workers=2, seconds=LONG) as reader:
        for what, hostile in HOSTILE.items():
            reason = None
            try:
                reading = await reader.read(hostile.data, hostile.name)
            except UnreadableError as error:
                reason = error.reason
            else:
                assert SECRET not in reading.body
            assert (what, reason) == (what, hostile.reason)
            await assert_reads_on(reader)


async def test_concurrent_reads_each_get_their_own_result() -> None:
    texts = [f"{TEXT} Itu ayam nomor {number}." for number in range(40)]
    async with Reader(workers=2, seconds=LONG) as reader:
        readings = await asyncio.gather(*(reader.read(text.encode()) for text in texts))

    assert [reading.body for reading in readings] == texts


async def test_one_process_reads_many_files(reader: Reader) -> None:
    before = children()
    await assert_reads_on(reader)
    process = children() - before
    await assert_reads_on(reader)
    await reason_of(reader, b"")
    await assert_reads_on(reader)

    assert children() - before == process


async def test_a_process_is_replaced_after_its_maximum_of_files(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.reader.MAX_FILES_PER_PROCESS", 2)
    before = children()
    await assert_reads_on(reader)
    first = children() - before
    await assert_reads_on(reader)

    assert children() == before
    await assert_reads_on(reader)
    assert children() - before != first


async def test_a_file_that_takes_too_long_is_given_up(reader: Reader, clock: Clock) -> None:
    await assert_reads_on(reader)
    reading = asyncio.create_task(reader.read(SLOW))
    while not reading.done():
        clock.move(LONG / 10)
        await asyncio.sleep(0)

    with pytest.raises(UnreadableError) as raised:
        await reading
    assert raised.value.reason is Unreadable.TOO_LONG_TO_READ
    await assert_reads_on(reader)


async def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    async with Reader(seconds=LONG, memory_bytes=400 * 2**20) as reader:
        page = b"<!doctype html>" + b"<p>a</p>" * 2_000_000
        assert await reason_of(reader, page) is Unreadable.TOO_MUCH_MEMORY
        await assert_reads_on(reader)


async def test_a_file_that_kills_its_process_is_damaged(reader: Reader) -> None:
    before = children()
    reading = asyncio.create_task(reader.read(SLOW))
    os.kill(await started(before), signal.SIGKILL)

    # It may not even have been ready; the next read finds that out.
    with pytest.raises((UnreadableError, RuntimeError)):
        await reading
    await assert_reads_on(reader)


async def test_a_process_that_dies_while_it_reads_makes_the_file_damaged(reader: Reader) -> None:
    before = children()
    await assert_reads_on(reader)
    process = (children() - before).pop()
    reading = asyncio.create_task(reader.read(SLOW))
    await asyncio.sleep(0)
    os.kill(process, signal.SIGKILL)

    with pytest.raises(UnreadableError) as raised:
        await reading
    assert raised.value.reason is Unreadable.DAMAGED
    await assert_reads_on(reader)


async def test_a_cancelled_read_does_not_affect_the_next(reader: Reader) -> None:
    before = children()
    await assert_reads_on(reader)
    reading = asyncio.create_task(reader.read(SLOW))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    assert children() == before
    await assert_reads_on(reader)


async def test_a_read_cancelled_while_a_process_starts_leaves_no_process(reader: Reader) -> None:
    before = children()
    reading = asyncio.create_task(reader.read(TEXT.encode()))
    await started(before)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    assert children() == before
    await assert_reads_on(reader)


async def test_no_process_is_started_before_it_is_needed_nor_left_after() -> None:
    before = children()
    async with Reader(workers=2, seconds=LONG) as reader:
        assert children() == before
        assert await reason_of(reader, bytes(26 * 2**20)) is Unreadable.TOO_MANY_BYTES
        assert children() == before
        await asyncio.gather(*(assert_reads_on(reader) for _ in range(4)))
        assert len(children() - before) == 2

    assert children() == before
    with pytest.raises(RuntimeError):
        await reader.read(b"ayam")


async def test_a_process_does_not_inherit_secrets(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "rahasia")
    monkeypatch.setenv("KUTIP_X", "rahasia")
    before = children()
    await assert_reads_on(reader)
    (process,) = children() - before

    environment = Path(f"/proc/{process}/environ").read_bytes()
    assert b"rahasia" not in environment
    assert b"LC_ALL" in environment


async def test_a_process_cannot_write_files_and_has_only_the_descriptors_it_needs(
    reader: Reader,
) -> None:
    before = children()
    await assert_reads_on(reader)
    (process,) = children() - before
    limits = Path(f"/proc/{process}/limits").read_text(encoding="utf-8")
    found = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}

    assert found["Max file size"] == ["0", "0"]
    assert found["Max core file size"] == ["0", "0"]
    assert found["Max address space"] == [str(1024 * 2**20)] * 2
    assert found["Max cpu time"][0] != "unlimited"
    assert len(list(Path(f"/proc/{process}/fd").iterdir())) <= 6


def test_a_process_ends_with_the_one_that_started_it() -> None:
    script = """
import asyncio, os, sys
from pathlib import Path
from corpus.reader import Reader

async def main():
    reader = Reader()
    await reader.read(b"ayam")
    print(next(iter(reader._workers)).process.pid, flush=True)
    os.kill(os.getpid(), 9)

asyncio.run(main())
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    process = Path(f"/proc/{int(ended.stdout)}")

    assert ended.returncode == -signal.SIGKILL
    # Until its new parent waits for it, it may remain as a zombie.
    while process.exists() and "State:\tZ" not in (process / "status").read_text():
        os.sched_yield()


@pytest.mark.parametrize("executable", ["/bin/true", "/no/such/python"])
async def test_a_process_that_cannot_start_is_an_error(
    executable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.reader.sys.executable", executable)
    before = children()
    async with Reader() as reader:
        with pytest.raises(RuntimeError, match="Can't start the process"):
            await reader.read(b"ayam")

    assert children() == before


@pytest.mark.parametrize(
    "answer",
    [
        b"\xff" * 8,
        (2**31).to_bytes(4, "big") + bytes(4),
        bytes(4) + (2**31).to_bytes(4, "big"),
        b"\x00\x00\x00\x02\x00\x00\x00\x00{}",
        b"\x00\x00\x00\x02\x00\x00\x00\x00xx",
        b"\x00\x00",
    ],
)
async def test_a_malformed_response_of_a_hijacked_process_is_rejected(
    answer: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for the process reports that it is ready, and sends this for any request."""
    ready = b"\x00\x00\x00\x02\x00\x00\x00\x05{}ready"
    stand_in = tmp_path / "python"
    stand_in.write_text(
        f"#!{sys.executable}\nimport os\n"
        f"os.write(1, {ready!r})\nos.read(0, 1)\nos.write(1, {answer!r})\n"
    )
    stand_in.chmod(0o700)
    monkeypatch.setattr("corpus.reader.sys.executable", str(stand_in))
    async with Reader() as reader:
        assert await reason_of(reader, b"ayam") is Unreadable.DAMAGED
