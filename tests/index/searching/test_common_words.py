from index.reading.analysis import analyzer
from index.searching.common_words import MIN_PASSAGES, common_words, count_common_words
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


def test_the_common_words_of_indonesian_ship_and_are_folded() -> None:
    words = common_words("id")

    assert {"menteri", "membuat"} <= words
    assert all(word == word.casefold() for word in words)


def test_a_language_without_a_file_has_no_common_words() -> None:
    assert common_words("xx") == frozenset()
