import io
from datetime import date, timedelta

import pytest
from PIL import Image

from bot.discord.render.chart import COLOURS, DOTS_PER_INCH, INCHES, questions_per_day
from bot.locales import ENGLISH
from bot.querylog.record import Outcome
from bot.querylog.statistics import Day
from tests.bot.indonesian import INDONESIAN

TODAY = date(2026, 3, 2)


def picture(days: list[Day], count: int = 7) -> Image.Image:
    return Image.open(io.BytesIO(questions_per_day(days, TODAY, count, ENGLISH))).convert("RGB")


def share(drawn: Image.Image, outcome: Outcome, left: float, right: float) -> float:
    """Return the share of the pixels between two x positions, in 0..1, in this outcome's colour."""
    colour = tuple(bytes.fromhex(COLOURS[outcome].removeprefix("#")))
    # Below the legend.
    part = drawn.crop(
        (int(left * drawn.width), drawn.height // 5, int(right * drawn.width), drawn.height)
    )
    pixels = list(part.get_flattened_data())
    return pixels.count(colour) / len(pixels)


@pytest.mark.parametrize("count", [7, 30, 90])
def test_the_chart_has_one_size_for_any_number_of_days(count: int) -> None:
    days = [Day(TODAY - timedelta(days=back), back, 3, 1) for back in reversed(range(count))]

    drawn = picture(days, count)

    assert drawn.size == tuple(round(inches * DOTS_PER_INCH) for inches in INCHES)
    assert all(share(drawn, outcome, 0, 1) for outcome in COLOURS)


def test_each_day_has_its_place_and_empty_days_have_no_bar() -> None:
    drawn = picture([Day(TODAY, answered=3, refused=1, errors=0)])

    assert share(drawn, Outcome.ANSWERED, 0.85, 1) > share(drawn, Outcome.REFUSED, 0.85, 1) > 0
    for outcome in COLOURS:
        assert share(drawn, outcome, 0, 0.8) == 0


def test_failures_are_drawn_and_labelled_only_if_there_are_any() -> None:
    answered = Day(TODAY - timedelta(days=1), 1, 0, 0)
    error = bytes.fromhex(COLOURS[Outcome.ERROR].removeprefix("#"))

    with_failure = picture([answered, Day(TODAY, 0, 0, 1)])

    assert error in with_failure.tobytes()
    assert error not in picture([answered]).tobytes()


def test_the_chart_is_translated_and_reproducible() -> None:
    days = [Day(date(2026, 3, 1), 1, 2, 0)]

    english, indonesian = (
        questions_per_day(days, TODAY, 7, each) for each in (ENGLISH, INDONESIAN)
    )

    assert english != indonesian
    assert english == questions_per_day(days, TODAY, 7, ENGLISH)
