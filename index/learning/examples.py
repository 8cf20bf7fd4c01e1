"""Training examples for rankers: the features of what is found for judged questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.learning.judged import JudgedQuestion, JudgedSet
from index.ranking.features import Features, extract
from index.ranking.matches import Flags
from index.ranking.ranking import brevity
from index.reading.languages import Kind, Language
from index.searching.retrieval import Candidates, PassageIndex


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A judged set with the questions to learn from, and its index."""

    judged: JudgedSet
    questions: tuple[JudgedQuestion, ...]
    index: PassageIndex
    positions: Mapping[str, int]
    """Positions in the index by passage id."""

    @classmethod
    def of(
        cls, judged: JudgedSet, questions: Sequence[JudgedQuestion], languages: Sequence[Language]
    ) -> "TrainingSet":
        """Index a set whose questions may be in its own language or in one of these."""
        index = PassageIndex(judged.articles, judged.language, languages)
        positions = {
            judged.passage_ids[index.passages.place(position)]: position
            for position in range(len(index.passages))
        }
        return cls(judged, tuple(questions), index, positions)

    def passage_id(self, index: PassageIndex, position: int) -> str:
        """Return the set's id of the passage at a position of an index over its articles."""
        return self.judged.passage_ids[index.passages.place(position)]


@dataclass(frozen=True, slots=True)
class RankingExample:
    """The best candidates for one question: their features, and which of them are right."""

    features: Features
    kind: Kind
    brevity: float
    """How brief the passages of the set are, in 0..1."""
    relevant: Flags
    """Per candidate: whether it is judged to answer the question."""
    has_answer: Flags
    """Per candidate: whether it contains a gold answer."""
    answers: Flags
    """Per sentence: whether it contains a gold answer."""
    weight: float


def ranking_examples(sets: Sequence[TrainingSet]) -> list[RankingExample]:
    """Return an example for each answerable question; all sets have the same total weight."""
    found = []
    for training in sets:
        answerable = [question for question in training.questions if question.answerable]
        for question in answerable:
            candidates = training.index.candidates(training.index.read(question.text))
            if len(candidates.positions):
                found.append(_ranking_example(training, question, candidates, 1 / len(answerable)))
    return found


def halves(sets: Sequence[TrainingSet]) -> tuple[list[TrainingSet], list[TrainingSet]]:
    """Return the sets with one half of their questions, and with the other.

    Answerable and unanswerable questions are halved separately, alternately in their order.
    """

    def half(training: TrainingSet, start: int) -> TrainingSet:
        answerable = [each for each in training.questions if each.answerable]
        others = [each for each in training.questions if not each.answerable]
        return replace(training, questions=(*answerable[start::2], *others[start::2]))

    return [half(each, 0) for each in sets], [half(each, 1) for each in sets]


def _ranking_example(
    training: TrainingSet, question: JudgedQuestion, candidates: Candidates, weight: float
) -> RankingExample:
    features = extract(training.index, candidates)
    positions = candidates.positions[features.chosen].tolist()
    passages = [training.index.passages[position] for position in positions]
    has_answer = np.array(
        [question.is_answered_in(passage.span.of(article.body)) for article, passage in passages]
    )
    answers = [
        in_passage and question.is_answered_in(sentence.of(article.body))
        for (article, passage), in_passage in zip(passages, has_answer, strict=True)
        for sentence in passage.sentences
    ]
    relevant = [
        training.passage_id(training.index, position) in question.relevant for position in positions
    ]
    return RankingExample(
        features,
        candidates.question.kind,
        brevity(training.index),
        np.array(relevant),
        has_answer,
        np.array(answers),
        weight,
    )
