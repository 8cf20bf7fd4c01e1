"""From judged questions to what rankers learn from: the features of what is found for them."""

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
    """A set with the questions to learn from, and its index."""

    judged: JudgedSet
    questions: tuple[JudgedQuestion, ...]
    index: PassageIndex
    positions: Mapping[str, int]
    """Where each passage is in the index, by its id."""

    @classmethod
    def of(
        cls, judged: JudgedSet, questions: Sequence[JudgedQuestion], languages: Sequence[Language]
    ) -> "TrainingSet":
        """Index a set, whose questions may be in one of these languages or in its own."""
        index = PassageIndex(judged.articles, judged.language, languages)
        positions = {
            judged.places[article.id, passage.number]: position
            for position, (article, passage) in enumerate(index.places)
        }
        return cls(judged, tuple(questions), index, positions)

    def passage_id(self, index: PassageIndex, position: int) -> str:
        """Return the id that the set gives to a passage of an index over its articles."""
        article, passage = index.places[position]
        return self.judged.places[article.id, passage.number]


@dataclass(frozen=True, slots=True)
class RankingExample:
    """One question: the features of its candidates, and what is right among them."""

    features: Features
    kind: Kind
    brevity: float
    """How brief the passages of the set are, in 0..1."""
    relevant: Flags
    """For each candidate: judged to answer the question."""
    holds: Flags
    """For each candidate: a gold answer stands in it."""
    answers: Flags
    """For each sentence: a gold answer stands in it."""
    weight: float


def ranking_examples(sets: Sequence[TrainingSet]) -> list[RankingExample]:
    """Return an example for each answerable question; the sets count alike, whatever their size."""
    found = []
    for training in sets:
        answerable = [question for question in training.questions if question.answerable]
        for question in answerable:
            candidates = training.index.candidates(training.index.read(question.text))
            if len(candidates.positions):
                found.append(_ranking_example(training, question, candidates, 1 / len(answerable)))
    return found


def halves(sets: Sequence[TrainingSet]) -> tuple[list[TrainingSet], list[TrainingSet]]:
    """Return the sets with every other of their questions, of either kind, and with the rest."""

    def half(training: TrainingSet, start: int) -> TrainingSet:
        answerable = [each for each in training.questions if each.answerable]
        others = [each for each in training.questions if not each.answerable]
        return replace(training, questions=(*answerable[start::2], *others[start::2]))

    return [half(each, 0) for each in sets], [half(each, 1) for each in sets]


def _ranking_example(
    training: TrainingSet, question: JudgedQuestion, candidates: Candidates, weight: float
) -> RankingExample:
    features = extract(training.index, candidates)
    places = [training.index.places[position] for position in candidates.positions]
    holds = np.array(
        [question.is_answered_in(passage.span.of(article.body)) for article, passage in places]
    )
    answers = [
        held and question.is_answered_in(sentence.of(article.body))
        for (article, passage), held in zip(places, holds, strict=True)
        for sentence in passage.sentences
    ]
    relevant = [
        training.passage_id(training.index, int(position)) in question.relevant
        for position in candidates.positions
    ]
    return RankingExample(
        features,
        candidates.question.kind,
        brevity(training.index),
        np.array(relevant),
        holds,
        np.array(answers),
        weight,
    )
