import numpy as np
import pytest

from index.analysis import analyzer
from index.features import SENTENCE_FEATURES
from index.languages import Kind
from index.linear import TABLES, Linear
from index.ranking import BRIEF, FULL, RANKING_FEATURES, Ranked, Ranker, brevity, explain_row
from tests.index.articles import article, candidates, indexed

RANKER = Ranker.shipped()


def linear(names: tuple[str, ...], **weights: float) -> Linear:
    """Return a sum in which only the features with these names count."""
    return Linear(
        names,
        np.zeros(len(names)),
        np.ones(len(names)),
        np.array([weights.get(name, 0.0) for name in names]),
        np.zeros((len(TABLES), len(names))),
    )


def rank(question: str, *bodies: str, ranker: Ranker = RANKER) -> list[Ranked]:
    return ranker.rank(*candidates(question, *bodies))


def sentence(question: str, body: str) -> int:
    """Return the number of the best sentence of the only passage."""
    (ranked,) = rank(question, body)
    return ranked.sentence


def test_without_candidates_nothing_is_ranked() -> None:
    assert rank("rendang", "Perang usai.") == []


def test_weights_and_not_bm25_decide_which_passage_is_first() -> None:
    bodies = ("Perang perang perang.", "Awal perang itu, kata mereka semua, sudah lama sekali.")
    longest = Ranker(linear(SENTENCE_FEATURES), linear(RANKING_FEATURES, length=1.0))

    assert [each.candidate for each in rank("perang", *bodies, ranker=longest)] == [1, 0]


@pytest.mark.parametrize("count", [2, 9, 30])
def test_equals_come_in_the_order_of_articles_and_passages(count: int) -> None:
    bodies = ["Perang usai pada 1953, kata Narang."] * count

    index, found = candidates("Kapan perang usai?", *bodies)
    same = Ranker(RANKER.sentence, linear(RANKING_FEATURES, coverage=1.0, most_heat_date=1.0))

    ranked = same.rank(index, found)

    assert [each.candidate for each in ranked] == list(range(count))
    assert len({each.score for each in ranked}) == 1


@pytest.mark.parametrize("count", [1, 9, 30])
def test_of_passages_that_say_the_same_the_first_is_first(count: int) -> None:
    ranked = rank("Kapan perang usai?", *["Perang usai pada 1953."] * count)

    assert [each.candidate for each in ranked] == list(range(count))


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Kapan satelit itu diluncurkan?", 0),
        ("Kenapa satelit itu gagal?", 1),
        ("Siapa yang memimpin peluncuran satelit?", 2),
        ("Berapa harga satelit itu?", 3),
    ],
)
def test_the_best_sentence_is_the_one_with_an_answer_of_the_kind_that_is_asked_for(
    question: str, best: int
) -> None:
    body = (
        "Satelit itu diluncurkan pada 27 Mei 2024. Satelit itu gagal karena mesinnya meledak. "
        "Peluncuran satelit dipimpin oleh Kim Jong Un. Harga satelit itu 300 juta dolar."
    )

    assert sentence(question, body) == best


def test_a_passage_is_as_good_as_its_best_sentence() -> None:
    best = Ranker(
        linear(SENTENCE_FEATURES, coverage=1.0), linear(RANKING_FEATURES, sentence_best=1.0)
    )

    (ranked,) = rank("perang Korea", "Roket. Perang Korea. Perang.", ranker=best)

    assert ranked.sentence == 1
    assert ranked.score == pytest.approx(1.0)


def test_of_equal_sentences_the_first_is_best() -> None:
    assert sentence("perang", "Perang usai. Perang usai.") == 0


def test_beside_untrained_weights_a_sentence_must_say_much_of_the_question() -> None:
    index = indexed(
        article("The war ended. In 1953 and 1954 Kim and Cho met in Seoul.", language="en")
    )
    found = index.candidates(index.read("how many wars ended"))
    dates = Ranker(
        linear(SENTENCE_FEATURES, count_date=3.0), linear(RANKING_FEATURES, coverage=1.0)
    )

    (ranked,) = dates.rank(index, found)

    assert analyzer("en") is index.analyzer
    assert ranked.sentence == 0


@pytest.mark.parametrize(
    ("words", "expected"), [(2, 1.0), (BRIEF, 1.0), ((BRIEF + FULL) // 2, 0.52), (FULL, 0.0)]
)
def test_passages_are_brief_up_to_a_length(words: int, expected: float) -> None:
    index, _ = candidates("perang", " ".join(["perang"] * (words - 1)))

    assert index.bm25.avgdl == words, "the title is a word too"
    assert brevity(index) == pytest.approx(expected)


def test_what_each_feature_adds_is_named_and_adds_up() -> None:
    index, found = candidates("Kapan perang usai?", "Perang usai pada 1953.")
    (ranked,) = RANKER.rank(index, found)

    added = explain_row(RANKER.passage, ranked.features, Kind.WHEN, brevity(index))

    assert tuple(added) == RANKING_FEATURES
    assert sum(added.values()) == pytest.approx(ranked.score)
