from datetime import UTC, datetime, timedelta

import click
import pytest

from bot.terminal.moment import Moment


def moment(text: str) -> datetime:
    return Moment().convert(text, None, None)


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("90m", timedelta(minutes=90)),
        ("12h", timedelta(hours=12)),
        ("7d", timedelta(days=7)),
        (" 4W ", timedelta(weeks=4)),
    ],
)
def test_so_long_ago_is_counted_from_now(text: str, ago: timedelta) -> None:
    before = datetime.now(UTC)
    found = moment(text)

    assert before <= found + ago <= datetime.now(UTC)


def test_a_day_begins_at_midnight_of_this_machine() -> None:
    assert moment("2026-01-31") == datetime(2026, 1, 31).astimezone()


@pytest.mark.parametrize("text", ["2026-01-31T09:30+07:00", "2026-01-31 02:30Z"])
def test_a_time_may_have_a_zone(text: str) -> None:
    assert moment(text) == datetime(2026, 1, 31, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "7", "d", "-7d", "1.5h", "kemarin", "2026-02-31", "31-01-2026", "999999w", "٧d", "7 d"],
)
def test_an_invalid_time_is_reported_with_examples(text: str) -> None:
    with pytest.raises(click.BadParameter) as error:
        moment(text)

    assert error.value.message == (
        f"“{text}” is not a time; write it like 12h, 7d, 4w or 2026-01-31."
    )
