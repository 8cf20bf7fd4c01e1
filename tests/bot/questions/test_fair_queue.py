import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from bot.errors import NotTakenError
from bot.questions.fair_queue import FairQueue
from tests.patience import LONG

LOUD, QUIET, OTHER = 7, 8, 9


class Gate:
    """A task that a test holds up."""

    def __init__(self) -> None:
        self.began = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._opened = threading.Event()

    def __call__(self) -> None:
        self._loop.call_soon_threadsafe(self.began.set)
        assert self._opened.wait(LONG)

    def open(self) -> None:
        self._opened.set()


@pytest.fixture
def queue() -> Iterator[FairQueue]:
    queue = FairQueue(workers=1, most_each=2, most=3)
    yield queue
    queue.close()


async def test_servers_take_turns(queue: FairQueue) -> None:
    gate, done = Gate(), list[tuple[int, int]]()

    def noting(line: int, number: int) -> Callable[[], None]:
        return lambda: done.append((line, number))

    async with asyncio.TaskGroup() as group:
        group.create_task(queue.run(OTHER, gate))
        await gate.began.wait()
        for line, count in ((LOUD, 4), (QUIET, 1), (OTHER, 2)):
            for number in range(count):
                group.create_task(queue.run(line, noting(line, number)))
        await asyncio.sleep(0)
        gate.open()

    assert done == [
        *((LOUD, 0), (QUIET, 0), (OTHER, 0)),
        *((LOUD, 1), (OTHER, 1)),
        *((LOUD, 2), (LOUD, 3)),
    ]


async def test_a_server_without_a_free_place_is_busy_and_others_are_not(queue: FairQueue) -> None:
    with queue.place(LOUD), queue.place(LOUD):
        with pytest.raises(NotTakenError), queue.place(LOUD):
            pass
        with queue.place(QUIET):
            pass
        assert queue.taken == 2
    with queue.place(LOUD):
        assert queue.taken == 1


async def test_the_places_of_all_servers_are_limited_too(queue: FairQueue) -> None:
    refused = []
    queue.on_busy = lambda: refused.append(1)
    with ExitStack() as stack:
        for line in (LOUD, QUIET, OTHER):
            stack.enter_context(queue.place(line))
        with pytest.raises(NotTakenError), queue.place(None):
            pass
    assert (queue.taken, len(refused)) == (0, 1)


async def test_what_a_task_raises_reaches_its_caller(queue: FairQueue) -> None:
    def fail() -> None:
        raise KeyError(LOUD)

    with pytest.raises(KeyError):
        await queue.run(LOUD, fail)
    assert await queue.run(LOUD, lambda: 5) == 5


async def test_nothing_is_run_for_a_caller_that_has_gone(queue: FairQueue) -> None:
    gate, done = Gate(), list[str]()
    held = asyncio.create_task(queue.run(LOUD, gate))
    await gate.began.wait()
    gone = asyncio.create_task(queue.run(LOUD, lambda: done.append("gone")))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait([gone])
    gate.open()

    await queue.run(LOUD, lambda: done.append("here"))
    await held
    assert done == ["here"]


async def test_a_closed_queue_starts_no_more_tasks(queue: FairQueue) -> None:
    queue.close()

    with pytest.raises(NotTakenError):
        await queue.run(LOUD, lambda: 5)


async def test_whoever_waits_when_the_queue_is_closed_is_told_at_once(queue: FairQueue) -> None:
    gate, done = Gate(), list[int]()
    running = asyncio.create_task(queue.run(OTHER, gate))
    await gate.began.wait()
    waiting = [
        asyncio.create_task(queue.run(line, lambda: done.append(1))) for line in (LOUD, LOUD, QUIET)
    ]
    await asyncio.sleep(0)

    queue.close()

    errors = await asyncio.gather(*waiting, return_exceptions=True)
    gate.open()
    await running
    assert [type(error) for error in errors] == [NotTakenError] * 3
    assert done == []
