import io
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date, timedelta
from gettext import GNUTranslations

import pytest
from PIL import Image

from bot.discord.render.chart import COLOURS, GROUND, HEIGHT, WIDTH, questions_per_day, svg
from bot.locales import ENGLISH, Texts
from bot.querylog.record import Outcome
from bot.querylog.statistics import Day
from tests.bot.indonesian import INDONESIAN

TODAY = date(2026, 3, 2)
TEXT = "{http://www.w3.org/2000/svg}text"


def picture(days: Sequence[Day], count: int = 7, texts: Texts = ENGLISH) -> Image.Image:
    return Image.open(io.BytesIO(questions_per_day(days, TODAY, count, texts))).convert("RGB")


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def share(drawn: Image.Image, outcome: Outcome, left: float, right: float) -> float:
    """Return the share of the pixels between two x positions, in 0..1, in this outcome's colour."""
    # Below the legend.
    part = drawn.crop(
        (int(left * drawn.width), drawn.height // 5, int(right * drawn.width), drawn.height)
    )
    pixels = list(part.get_flattened_data())
    return pixels.count(rgb(COLOURS[outcome])) / len(pixels)


def words(days: Sequence[Day], count: int) -> list[str]:
    drawn = ET.fromstring(svg(days, TODAY, count, ENGLISH))
    return ["".join(text.itertext()) for text in drawn.iter(TEXT)]


@pytest.mark.parametrize("count", [7, 30, 90])
def test_the_chart_has_one_size_for_any_number_of_days(count: int) -> None:
    days = [Day(TODAY - timedelta(days=back), back, 3, 1) for back in reversed(range(count))]

    drawn = picture(days, count)

    assert drawn.size == (WIDTH, HEIGHT)
    assert all(share(drawn, outcome, 0, 1) for outcome in COLOURS)


def test_each_day_has_its_place_and_empty_days_have_no_bar() -> None:
    drawn = picture([Day(TODAY, answered=3, refused=1, errors=0)])

    assert share(drawn, Outcome.ANSWERED, 0.85, 1) > share(drawn, Outcome.REFUSED, 0.85, 1) > 0
    for outcome in COLOURS:
        assert share(drawn, outcome, 0, 0.8) == 0


def test_a_bar_is_as_high_as_its_questions_are_many() -> None:
    drawn = picture([Day(TODAY, 40, 0, 0), Day(TODAY - timedelta(days=1), 10, 0, 0)])

    today = share(drawn, Outcome.ANSWERED, 0.84, 1) * 0.16
    assert share(drawn, Outcome.ANSWERED, 0.6, 0.84) * 0.24 / today == pytest.approx(
        1 / 4, abs=0.02
    )


def test_one_question_is_seen_among_thousands() -> None:
    drawn = picture([Day(TODAY, 5000, 1, 0)])

    assert share(drawn, Outcome.REFUSED, 0.85, 1) > 0


def test_failures_are_drawn_and_labelled_only_if_there_are_any() -> None:
    answered = Day(TODAY - timedelta(days=1), 1, 0, 0)
    error = bytes(rgb(COLOURS[Outcome.ERROR]))

    with_failure = picture([answered, Day(TODAY, 0, 0, 1)])

    assert error in with_failure.tobytes()
    assert error not in picture([answered]).tobytes()


@pytest.mark.parametrize(
    ("most", "lines"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (4, ["0", "1", "2", "3", "4"]),
        (11, ["0", "5", "10", "15"]),
        (5001, ["0", "2000", "4000", "6000"]),
    ],
)
def test_the_lines_of_the_grid_are_at_round_numbers_up_to_the_highest_day(
    most: int, lines: list[str]
) -> None:
    shown = words([Day(TODAY, most, 0, 0)], 7)

    assert [word for word in shown if word.isdecimal()] == lines


@pytest.mark.parametrize("count", [7, 30, 90])
def test_the_last_day_is_labelled_and_no_more_than_ten_are(count: int) -> None:
    days = [word for word in words([], count) if word.split()[0].isdecimal() and " " in word]

    assert days[0] == "2 Mar"
    assert len(days) <= 10


def test_nothing_is_drawn_over_the_edges() -> None:
    days = [Day(TODAY - timedelta(days=back), 99_999, 0, 1) for back in range(90)]
    drawn = picture(days, 90, INDONESIAN)

    for edge in ((0, 0, WIDTH, 8), (0, HEIGHT - 8, WIDTH, HEIGHT), (0, 0, 8, HEIGHT)):
        assert set(drawn.crop(edge).get_flattened_data()) == {rgb(GROUND)}


class Titled(GNUTranslations):
    """A catalogue with another title."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def gettext(self, message: str) -> str:
        return self._title if message == "figures.chart_title" else message


@pytest.mark.parametrize("letters", ["ŷŸ", "βγ", "дж", "ếề", "ขค", "سم", "<&"])
def test_letters_of_other_scripts_are_drawn_with_the_fonts_that_kutip_has(letters: str) -> None:
    # Letters that no font has would be drawn as the same box.
    one, other = (picture([], texts=Texts("", Titled(each), ENGLISH)) for each in letters)

    assert one.tobytes() != other.tobytes()


def test_the_chart_is_translated_and_reproducible() -> None:
    days = [Day(date(2026, 3, 1), 1, 2, 0)]

    english, indonesian = (
        questions_per_day(days, TODAY, 7, each) for each in (ENGLISH, INDONESIAN)
    )

    assert english != indonesian
    assert english == questions_per_day(days, TODAY, 7, ENGLISH)
