import asyncio

import pytest

from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import LARGEST_FEED
from corpus.reader import Reader, _Worker
from tests.corpus.formats.feeds.feeds import URL, item, rss
from tests.patience import LONG


async def fault(reader: Reader, data: bytes) -> FeedFault:
    with pytest.raises(FeedError) as error:
        await reader.read_feed(data, URL)
    return error.value.reason


async def test_feeds_and_files_are_read_by_the_same_process() -> None:
    async with Reader(seconds=LONG) as reader:
        feed = await reader.read_feed(rss(item(1)), URL, "application/rss+xml")
        reading = await reader.read(b"Ayam berkokok pada pagi hari yang cerah.")
        assert await fault(reader, b"Halo") is FeedFault.NO_FEED

        assert [entry.title for entry in feed.entries] == ["Kabar 1"]
        assert reading.body.startswith("Ayam")
        assert len(reader._workers) == 1


async def test_a_feed_that_is_too_large_is_not_read() -> None:
    async with Reader() as reader:
        assert await fault(reader, b" " * (LARGEST_FEED + 1)) is FeedFault.TOO_LARGE
        assert not reader._workers


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (TimeoutError(), FeedFault.TOO_HEAVY),
        (asyncio.IncompleteReadError(b"", 8), FeedFault.DAMAGED),
    ],
    ids=["slow", "crashed"],
)
async def test_a_feed_that_is_too_much_for_its_process_ends_it(
    monkeypatch: pytest.MonkeyPatch, trouble: Exception, reason: FeedFault
) -> None:
    async def fail(*_: object) -> None:
        raise trouble

    async with Reader(seconds=LONG) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(_Worker, "ask", fail)
            assert await fault(reader, rss(item(1))) is reason
        assert not reader._workers
        assert (await reader.read_feed(rss(item(1)), URL)).entries
