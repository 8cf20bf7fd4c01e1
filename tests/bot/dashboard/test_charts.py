from collections.abc import Mapping
from datetime import date

import pytest

from bot.dashboard.charts import MOST_DAYS, MOST_LINES, Chart, days, lines, scale, stacked
from bot.dashboard.values import Values
from bot.locales import ENGLISH

VALUES = Values(ENGLISH)
FIRST, LAST = date(2026, 2, 27), date(2026, 3, 2)
LEGEND = {"up": "up", "down": "down"}


def chart(rows: Mapping[str, Mapping[str, float]]) -> Chart:
    return stacked(days(FIRST, LAST, VALUES.day), rows, LEGEND, VALUES.number)


def test_every_day_has_a_column_and_a_day_without_rows_an_empty_one() -> None:
    drawn = chart({"2026-02-28": {"up": 3, "down": 1}})

    assert [column.words for column in drawn.columns] == [
        "27 Feb · up: 0, down: 0",
        "28 Feb · up: 3, down: 1",
        "1 Mar · up: 0, down: 0",
        "2 Mar · up: 0, down: 0",
    ]
    assert [[part.height for part in column.parts] for column in drawn.columns] == [
        [],
        [75, 25],
        [],
        [],
    ]


def test_without_values_a_chart_is_empty() -> None:
    assert chart({}).empty
    assert not chart({"2026-02-28": {"up": 1}}).empty


def test_a_line_bridges_days_without_a_value() -> None:
    rows = {"2026-02-27": {"up": 0.5}, "2026-03-02": {"up": 1.0}}

    drawn = lines(days(FIRST, LAST, VALUES.day), rows, {"up": "up"}, VALUES.share, highest=1)

    assert drawn.lines[0].points == "12.50,50.00 87.50,0.00"
    assert drawn.columns[1].words == "28 Feb"
    assert drawn.columns[3].words == "2 Mar · up: 100 %"


@pytest.mark.parametrize("most", [0, 1, 3, 4, 5, 9, 11, 101, 5_001, 123_456, 0.9])
def test_the_grid_has_few_lines_at_round_numbers_and_all_values_below_its_highest(
    most: float,
) -> None:
    highest, grid = scale(most, str)

    assert highest >= most
    assert 2 <= len(grid) <= MOST_LINES + 1
    assert grid[0][0] == 0
    assert grid[-1][0] == 100


def test_weeks_are_named_by_their_mondays() -> None:
    assert days(FIRST, LAST, VALUES.day, step=7).keys == ("2026-02-23", "2026-03-02")


def test_a_range_that_begins_after_its_end_has_no_column_and_a_very_long_one_the_last() -> None:
    assert days(LAST, FIRST, VALUES.day).keys == ()
    long = days(date(1, 1, 1), date(9999, 12, 31), VALUES.day).keys
    assert len(long) == MOST_DAYS
    assert long[-1] == "9999-12-31"
