import numpy as np
import pytest

from index.ranking.features import COMPARATIVE, SENTENCE_FEATURES
from index.ranking.linear import TABLES, Linear
from index.ranking.ranking import (
    BRIEF,
    FULL,
    PORTABLE_FEATURES,
    RANKING_FEATURES,
    Ranked,
    Ranker,
    brevity,
    portable,
)
from index.ranking.shortlist import SHORTLISTED
from index.ranking.trees import Split, Trees
from index.reading.analysis import analyzer
from index.reading.languages import Kind
from tests.index.articles import article, articles, candidates, indexed

RANKER = Ranker.shipped()


def linear(names: tuple[str, ...], **weights: float) -> Linear:
    """Return a linear model in which only the features with these names count."""
    return Linear(
        names,
        np.zeros(len(names)),
        np.ones(len(names)),
        np.array([weights.get(name, 0.0) for name in names]),
        np.zeros((len(TABLES), len(names))),
    )


def splits(**thresholds: float) -> Trees:
    """Return trees that give 1 for each of these features that is above its threshold."""
    return Trees.of(
        [Split(name, threshold, 0.0, 1.0) for name, threshold in thresholds.items()],
        RANKING_FEATURES,
    )


NO_SENTENCE, NO_PASSAGE = linear(SENTENCE_FEATURES), splits()
NOWHERE = linear(PORTABLE_FEATURES)


def rank(question: str, *bodies: str, ranker: Ranker = RANKER) -> list[Ranked]:
    return ranker.rank(*candidates(question, *bodies))


def sentence(question: str, body: str) -> int:
    """Return the number of the best sentence of the only passage."""
    (ranked,) = rank(question, body)
    return ranked.sentence


def test_without_candidates_nothing_is_ranked() -> None:
    assert rank("rendang", "Perang usai.") == []


def test_trees_and_not_bm25_decide_which_passage_is_first() -> None:
    bodies = ("Perang perang perang.", "Awal perang itu, kata mereka semua, sudah lama sekali.")
    longest = Ranker(NO_SENTENCE, splits(length=0.3), NOWHERE)

    assert [each.candidate for each in rank("perang", *bodies, ranker=longest)] == [1, 0]


@pytest.mark.parametrize("count", [2, 9, 30])
def test_equals_come_in_the_order_of_articles_and_passages(count: int) -> None:
    bodies = ["Perang usai pada 1953, kata Narang."] * count

    index, found = candidates("Kapan perang usai?", *bodies)
    same = Ranker(RANKER.sentence, splits(coverage=0.5, max_proximity_date=0.1), NOWHERE)

    ranked = same.rank(index, found)

    assert [each.candidate for each in ranked] == list(range(min(count, SHORTLISTED)))
    assert {each.score for each in ranked} == {2.0}


LONG_AND_SHORT = {
    "id": ["Perang perang perang.", "Awal perang itu, kata mereka semua, sudah lama sekali."],
    "en": ["War war war.", "The beginning of that war, they all say, was very long ago."],
}


@pytest.mark.parametrize(
    ("code", "question", "order"), [("id", "perang", [1, 0]), ("en", "war", [0, 1])]
)
def test_in_other_languages_weights_rank_passages_in_place_of_trees(
    code: str, question: str, order: list[int]
) -> None:
    index = indexed(*articles(*LONG_AND_SHORT[code], language=code))
    found = index.candidates(index.read(question))
    longest_or_shortest = Ranker(
        NO_SENTENCE, splits(length=0.3), linear(PORTABLE_FEATURES, length=-1.0)
    )

    ranked = longest_or_shortest.rank(index, found)

    assert [int(found.positions[each.candidate]) for each in ranked] == order


def test_the_linear_model_may_change_the_order_by_bm25() -> None:
    index = indexed(*articles(*LONG_AND_SHORT["en"], language="en"))
    found = index.candidates(index.read("war"))
    longest = Ranker(NO_SENTENCE, NO_PASSAGE, linear(PORTABLE_FEATURES, length=1.0))

    assert [each.candidate for each in longest.rank(index, found)] == [1, 0]


def test_without_trees_weights_rank_in_every_language() -> None:
    trees = splits(length=-1.0)
    longest = Ranker(
        NO_SENTENCE, trees, linear(PORTABLE_FEATURES, length=1.0), trees_in=frozenset()
    )

    ranked = rank("perang", *LONG_AND_SHORT["id"], ranker=longest)

    assert [each.candidate for each in ranked] == [1, 0]


def test_comparative_features_are_not_portable() -> None:
    kinds = {f"is_{kind}" for kind in Kind}
    left_out = {*COMPARATIVE, *kinds, "max_distinctiveness", "max_wording", "max_function_words"}

    assert left_out < set(RANKING_FEATURES)
    assert not left_out & set(PORTABLE_FEATURES)
    assert {"coverage", "max_coverage", "sentence_best"} < set(PORTABLE_FEATURES)


def test_portable_columns_are_those_of_their_names() -> None:
    (columns,) = portable(np.arange(float(len(RANKING_FEATURES)))[np.newaxis]).astype(int).tolist()

    assert tuple(RANKING_FEATURES[column] for column in columns) == PORTABLE_FEATURES


@pytest.mark.parametrize(
    ("question", "score"), [("Kapan perang?", 1.0), ("Siapa perang?", 0.0), ("perang", 0.0)]
)
def test_passages_are_ranked_by_what_is_asked_for_too(question: str, score: float) -> None:
    (ranked,) = rank(
        question, "Perang usai.", ranker=Ranker(NO_SENTENCE, splits(is_when=0.5), NOWHERE)
    )

    assert ranked.score == score


@pytest.mark.parametrize("count", [1, 9, 30])
def test_of_passages_that_say_the_same_the_first_is_first(count: int) -> None:
    ranked = rank("Kapan perang usai?", *["Perang usai pada 1953."] * count)

    assert [each.candidate for each in ranked] == list(range(min(count, SHORTLISTED)))


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
    best = Ranker(linear(SENTENCE_FEATURES, coverage=1.0), splits(sentence_best=0.99), NOWHERE)

    (ranked,) = rank("perang Korea", "Roket. Perang Korea. Perang.", ranker=best)

    assert ranked.sentence == 1
    assert ranked.score == 1.0
    assert ranked.features[RANKING_FEATURES.index("sentence_best")] == pytest.approx(1.0)


def test_of_equal_sentences_the_first_is_best() -> None:
    assert sentence("perang", "Perang usai. Perang usai.") == 0


def test_outside_the_training_language_a_sentence_must_say_much_of_the_question() -> None:
    index = indexed(
        article("The war ended. In 1953 and 1954 Kim and Cho met in Seoul.", language="en")
    )
    found = index.candidates(index.read("how many wars ended"))
    dates = Ranker(linear(SENTENCE_FEATURES, count_date=3.0), NO_PASSAGE, NOWHERE)

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


def test_contributions_are_named_and_add_up_to_the_score() -> None:
    index, found = candidates("Kapan perang usai?", "Perang usai pada 1953.")
    (ranked,) = RANKER.rank(index, found)

    added = RANKER.refinements(index, ranked, Kind.WHEN)

    mean = sum(tree.mean for tree in RANKER.passage.trees)
    assert tuple(added) == RANKING_FEATURES
    assert mean + sum(added.values()) == pytest.approx(ranked.score)


def test_in_other_languages_contributions_are_those_of_the_linear_model() -> None:
    index = indexed(article("The war ended in 1953.", language="en"))
    (ranked,) = RANKER.rank(index, index.candidates(index.read("When did the war end?")))

    added = RANKER.refinements(index, ranked, Kind.WHEN)

    assert tuple(added) == PORTABLE_FEATURES
    assert sum(added.values()) == pytest.approx(ranked.score)


def test_contributions_to_the_best_sentence_add_up_to_its_score() -> None:
    index, found = candidates("Kapan perang usai?", "Perang usai pada 1953. Damai.")
    (ranked,) = RANKER.rank(index, found)

    added = RANKER.sentence_refinements(index, ranked, Kind.WHEN)

    assert tuple(added) == SENTENCE_FEATURES
    best = ranked.features[RANKING_FEATURES.index("sentence_best")]
    assert sum(added.values()) == pytest.approx(best)


def test_the_ranker_that_ships_is_for_the_features_that_the_code_computes() -> None:
    assert RANKER.sentence.names == SENTENCE_FEATURES
    assert RANKER.elsewhere.names == PORTABLE_FEATURES
    assert RANKER.passage.names == RANKING_FEATURES
    assert RANKER.passage.trees
