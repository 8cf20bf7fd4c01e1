from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest

from index.learning.circumstances import Circumstance, ConfidenceExamples, confidence_examples
from index.learning.examples import TrainingSet, halves
from index.ranking.confidence import CONFIDENCE_FEATURES
from index.ranking.ranking import Ranked, Ranker
from index.reading.question import Question
from index.searching.retrieval import Candidates, PassageIndex
from tests.index.learning.training_sets import training_sets


@pytest.fixture(scope="module", autouse=True)
def _few_corpora_are_enough() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.learning.circumstances.SMALL_CORPORA", {1: 4, 2: 4, 9: 2})
        yield


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> list[TrainingSet]:
    return training_sets(tmp_path_factory.mktemp("sets"))


def examples(sets: Sequence[TrainingSet]) -> ConfidenceExamples:
    return confidence_examples(sets, (Ranker.shipped(), Ranker.shipped()))


@pytest.fixture(scope="module")
def found(sets: list[TrainingSet]) -> ConfidenceExamples:
    return examples(sets)


@dataclass(frozen=True)
class Recorder(Ranker):
    """A ranker that records the questions."""

    asked: set[Question] = field(default_factory=set)

    @classmethod
    def new(cls) -> "Recorder":
        shipped = Ranker.shipped()
        return cls(shipped.sentence, shipped.passage, shipped.elsewhere)

    def rank(self, index: PassageIndex, found: Candidates) -> list[Ranked]:
        self.asked.add(found.question)
        return Ranker.rank(self, index, found)


def test_each_ranker_is_asked_the_questions_of_its_half_only(sets: list[TrainingSet]) -> None:
    rankers = Recorder.new(), Recorder.new()

    confidence_examples(sets, rankers)

    for half, ranker in zip(halves(sets), rankers, strict=True):
        questions = [each.index.read(question.text) for each in half for question in each.questions]
        assert ranker.asked >= set(questions)
    assert not rankers[0].asked & rankers[1].asked


def test_each_example_knows_its_half(sets: list[TrainingSet], found: ConfidenceExamples) -> None:
    shipped = Ranker.shipped()
    contrary = replace(shipped.sentence, weights=-shipped.sentence.weights)
    other = confidence_examples(sets, (replace(shipped, sentence=contrary), shipped))

    assert set(found.half) == {0, 1}
    first = found.half == 0
    assert (found.rows[~first] == other.rows[other.half == 1]).all()
    assert found.rows[first].tolist() != other.rows[other.half == 0].tolist()


def test_the_confidence_learns_from_questions_that_are_answered_and_that_are_not(
    found: ConfidenceExamples,
) -> None:
    assert found.rows.shape == (len(found.answerable), len(CONFIDENCE_FEATURES))
    assert 0 < found.answerable.mean() < 1
    assert 0 < found.right.mean() < 1
    assert (found.learning_weights > 0).all()
    assert (found.calibration_weights > 0).all()


def test_only_where_the_corpus_answers_can_the_first_passage_be_right(
    found: ConfidenceExamples,
) -> None:
    assert (found.right <= found.answerable).all()


def test_the_examples_are_the_same_every_time(
    sets: list[TrainingSet], found: ConfidenceExamples
) -> None:
    again = examples(sets)

    assert (again.rows == found.rows).all()
    assert (again.right == found.right).all()


def test_one_set_gives_examples_by_itself(sets: list[TrainingSet]) -> None:
    assert set(examples(sets[:1]).answerable) == {0.0, 1.0}


def test_a_circumstance_is_of_a_corpus_that_answers_or_not() -> None:
    assert {each for each in Circumstance if each.answerable} == {
        Circumstance.OWN,
        Circumstance.SMALL_OWN,
        Circumstance.NEAR_OWN,
        Circumstance.EVERYDAY_OWN,
        Circumstance.KEYWORDS_OWN,
    }


def test_a_half_without_an_answerable_question_gives_no_examples(
    sets: list[TrainingSet],
) -> None:
    found = examples([replace(each, questions=each.questions[:1]) for each in sets])

    assert set(found.half) == {0}
