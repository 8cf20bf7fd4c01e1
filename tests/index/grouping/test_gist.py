import pytest

from index.grouping.gist import gist_of


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("sewa sepeda berapa hari", ("sepeda", "sewa")),
        ("sewa sepeda berapa lama", ("sepeda", "sewa")),
        ("sewa sepeda lama berapa", ("lama", "sepeda", "sewa")),
    ],
)
def test_a_duration_that_is_asked_for_is_none_of_its_words(
    question: str, words: tuple[str, ...]
) -> None:
    assert gist_of(question).words == words


def test_minggu_is_a_day_after_hari_and_else_a_week() -> None:
    assert gist_of("jadwal hari minggu").apart == {"minggu"}
    assert gist_of("jadwal minggu ini").apart == frozenset()
    assert gist_of("jadwal senin").apart == {"senin"}
