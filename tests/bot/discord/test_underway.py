import asyncio

from bot.discord.underway import Underway


async def test_a_stop_waits_until_all_is_done() -> None:
    underway, done = Underway(), asyncio.Event()

    async def work() -> None:
        with underway.working():
            await done.wait()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    stop = asyncio.create_task(underway.finish(60))
    await asyncio.sleep(0)
    assert not stop.done()
    done.set()

    assert await stop == 0
    assert underway.closed
    await task


async def test_a_stop_waits_no_longer_than_it_may() -> None:
    underway = Underway()

    async def work() -> None:
        with underway.working():
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    await asyncio.sleep(0)

    assert await underway.finish(0.01) == 1
    task.cancel()


async def test_a_stop_with_nothing_under_way_is_over_at_once() -> None:
    assert await Underway().finish(60) == 0
