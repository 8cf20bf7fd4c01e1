from datetime import timedelta

import pytest

from bot.follows.schedule import LONGEST, LONGEST_ASKED, USUAL, after_failure, after_success
from corpus.addresses import LinkError, LinkFault
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import Feed, Kind


@pytest.mark.parametrize(
    ("kind", "ttl", "wait"),
    [
        (Kind.FEED, None, USUAL[Kind.FEED]),
        (Kind.FEED, 5, USUAL[Kind.FEED]),
        (Kind.FEED, 120, timedelta(hours=2)),
        (Kind.FEED, 10**9, LONGEST),
        (Kind.SITEMAP, None, USUAL[Kind.SITEMAP]),
    ],
)
def test_a_feed_is_left_alone_as_long_as_it_asks(
    kind: Kind, ttl: int | None, wait: timedelta
) -> None:
    assert after_success(Feed(kind, "", ttl=ttl)) == wait


def test_the_wait_doubles_with_each_failure_up_to_a_day() -> None:
    waits = [after_failure(failures, FeedError(FeedFault.DAMAGED)) for failures in range(1, 20)]

    assert waits[:3] == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST


@pytest.mark.parametrize(
    ("asked", "wait"),
    [(60, timedelta(hours=1)), (36_000, timedelta(hours=10)), (10**9, LONGEST_ASKED)],
)
def test_a_site_that_asks_for_more_time_gets_it_within_a_week(asked: int, wait: timedelta) -> None:
    assert after_failure(1, LinkError(LinkFault.STATUS, 429, asked)) == wait
