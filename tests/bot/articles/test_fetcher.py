import asyncio

import pytest

from bot.articles.fetcher import PACE_SECONDS, Fetcher
from corpus.reader import Reader
from corpus.web import Web
from tests.clock import Clock


@pytest.fixture
def fetcher(monkeypatch: pytest.MonkeyPatch) -> Fetcher:
    fetcher = Fetcher(Reader(), Web("test"))

    async def allows(_link: str) -> bool:
        return True

    monkeypatch.setattr(fetcher._robots, "allows", allows)
    return fetcher


async def done(*tasks: "asyncio.Task[None]") -> list[bool]:
    """Let everything that is not waiting for time go on, and return which tasks have ended."""
    for _ in range(20):
        await asyncio.sleep(0)
    return [task.done() for task in tasks]


async def test_requests_to_one_host_are_apart_and_others_do_not_wait(
    fetcher: Fetcher, clock: Clock
) -> None:
    links = ("http://a.example/1", "http://a.example/2", "http://a.example/3", "http://b.example/")
    tasks = [asyncio.create_task(fetcher.await_turn(link)) for link in links]

    assert await done(*tasks) == [True, False, False, True]
    clock.move(PACE_SECONDS)
    assert await done(*tasks) == [True, True, False, True]
    clock.move(PACE_SECONDS)
    assert await done(*tasks) == [True, True, True, True]
