from index.reading.analysis import analyzer
from index.searching.common_words import (
    MIN_PASSAGES,
    MIN_PASSAGES_OF_NAME,
    common_words,
    count_common_words,
    count_names,
)
from tests.index.articles import articles


def counted(*bodies: str) -> list[str]:
    return count_common_words(articles(*bodies), analyzer("id"))


def test_words_in_enough_passages_are_common() -> None:
    assert counted(*["Ada roket dan roket."] * MIN_PASSAGES) == ["dan", "roket"]
    assert counted(*["Ada roket dan roket."] * (MIN_PASSAGES - 1)) == []


def test_names_and_numbers_are_not_common_words() -> None:
    assert counted(*["Lalu Narang bertemu 300 orang pada 1953."] * MIN_PASSAGES) == [
        "bertemu",
        "orang",
        "pada",
    ]


def test_a_name_is_nearly_always_capitalised_in_enough_passages() -> None:
    body = "Lalu Narang pergi ke Roma dan Ibu datang."
    bodies = [body] * MIN_PASSAGES_OF_NAME

    def names(*further: str) -> list[str]:
        return count_names(articles(*bodies, *further), analyzer("id"))

    assert "narang" in names()
    assert "ibu" not in names()
    assert "narang" not in names("Kata narang ada.")
    assert count_names(articles(*bodies[1:]), analyzer("id")) == []


def test_the_common_words_of_indonesian_ship_and_are_folded() -> None:
    words = common_words("id")

    assert {"menteri", "membuat"} <= words
    assert all(word == word.casefold() for word in words)


def test_a_language_without_a_file_has_no_common_words() -> None:
    assert common_words("xx") == frozenset()
