import pytest

from index.reading.analysis import analyzer
from index.reading.question import read_question
from index.searching.reversal import Reversible


def read(question: str) -> Reversible:
    return Reversible.of(read_question(question, analyzer("id"), []))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kapal dari utara bayar?", "kapal ke utara bayar?"),
        ("sebelum bayar ngapain?", "setelah bayar ngapain?"),
        ("biaya untuk 3 orang", "biaya untuk 5 orang"),
        ("bayar trus daftar", "daftar trus bayar"),
    ],
)
def test_the_other_way_round_is_another_question(first: str, second: str) -> None:
    assert read(first).reverses(read(second))
    assert read(second).differs_from(read(first))


def test_a_number_that_only_one_has_turns_nothing_round() -> None:
    first, second = read("biaya untuk 3 orang"), read("biaya untuk orang")

    assert not first.reverses(second)
    assert not second.reverses(first)


def test_words_that_are_no_terms_count_as_they_are() -> None:
    read_as = read("bayar yang mana?")

    assert {"yang", "mana"} <= read_as.words


def test_a_negation_differs_but_is_no_reversal() -> None:
    first, second = read("akun tidak aktif, bisa pulih?"), read("akun aktif, bisa pulih?")

    assert first.differs_from(second)
    assert not first.reverses(second)


@pytest.mark.parametrize(
    "question", ["trus apa?", "terus", "???", "lalu siapa lalu", "kapan", "3 orang"]
)
def test_any_question_can_be_compared(question: str) -> None:
    assert not read(question).differs_from(read(question))
