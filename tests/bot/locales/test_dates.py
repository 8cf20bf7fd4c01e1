import pytest

from bot.locales import ENGLISH, Texts
from bot.locales.dates import day_in_words
from tests.bot.indonesian import INDONESIAN


@pytest.mark.parametrize(
    ("day", "texts", "written"),
    [
        ("2026-08-07", INDONESIAN, "7 Agustus 2026"),
        ("2026-12-31", ENGLISH, "31 December 2026"),
        ("0900-01-01", ENGLISH, "1 January 900"),
    ],
)
def test_a_day_is_written_as_people_do(day: str, texts: Texts, written: str) -> None:
    assert day_in_words(day, texts) == written


@pytest.mark.parametrize("text", ["", "sekitar 1950", "2026-13-01"])
def test_what_is_no_day_stays_as_it_is(text: str) -> None:
    assert day_in_words(text, INDONESIAN) == text
