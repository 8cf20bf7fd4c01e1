import pytest

from corpus.formats.dates import find_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rabu, 12 Juni 2024", "2024-06-12"),
        ("1 Peb. 2023", "2023-02-01"),
        ("17 agustus 1945", "1945-08-17"),
        ("June 5, 2024", "2024-06-05"),
        ("Oct. 31 2024", "2024-10-31"),
        ("2024-06-12T10:00:00", "2024-06-12"),
        ("30 Februari 2024 dan 1 Mei 2024", "2024-05-01"),
    ],
)
def test_a_day_is_found_in_words_or_iso(text: str, day: str) -> None:
    found = find_day(text)

    assert found is not None
    assert found[0] == day


@pytest.mark.parametrize("text", ["5/6/2024", "12 kursi 2024", "Juni 2024", "0000-00-00", ""])
def test_what_is_no_day_is_not_found(text: str) -> None:
    assert find_day(text) is None
