import asyncio

from bot.discord.underway import Underway
from tests.patience import LONG


async def test_finishing_waits_for_all_replies() -> None:
    underway, done = Underway(), asyncio.Event()

    async def work() -> None:
        with underway.working():
            await done.wait()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    stop = asyncio.create_task(underway.finish(LONG))
    await asyncio.sleep(0)
    assert not stop.done()
    done.set()

    assert await stop == 0
    assert underway.closed
    await task


async def test_finishing_waits_no_longer_than_the_timeout() -> None:
    underway = Underway()

    async def work() -> None:
        with underway.working():
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)

    assert await underway.finish(0) == 1
    task.cancel()


async def test_finishing_returns_at_once_without_replies_under_way() -> None:
    assert await Underway().finish(LONG) == 0
