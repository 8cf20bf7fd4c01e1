"""From candidates to ranked passages, each with its best sentence, by trained weights and trees."""

from dataclasses import dataclass

import numpy as np

from index.ranking.features import (
    COMPARED,
    FINE_CHANNELS,
    PASSAGE_FEATURES,
    SENTENCE_FEATURES,
    Features,
    extract,
)
from index.ranking.linear import Linear, trained
from index.ranking.matches import Floats, Integers
from index.ranking.trees import Trees, trained_trees
from index.ranking.wording import WORDING
from index.reading.languages import TRAINED_ON, Kind
from index.searching.retrieval import Candidates, PassageIndex

UNTRAINED_COVERAGE = 4.0
"""What the share of the question in a sentence counts beside the weights in other languages, in
the choice of the sentence to show; the weights know the habits of Indonesian."""

BRIEF, FULL = 35, 60
"""Terms of passages that are wholly brief, a sentence or two, and not at all, a paragraph."""

_APART = ("share_of_best", *(f"heat_{channel}" for channel in FINE_CHANNELS))
"""Features of sentences that only tell those of one passage apart."""
_OF_SENTENCES = tuple(column for column, name in enumerate(SENTENCE_FEATURES) if name not in _APART)
RANKING_FEATURES = (
    *PASSAGE_FEATURES,
    *(f"most_{SENTENCE_FEATURES[column]}" for column in _OF_SENTENCES),
    "sentence_best",
    "sentence_sum",
    "sentence_count",
    *(f"is_{kind}" for kind in Kind),
)
"""What passages are ranked by: their features, the most of each of their sentences', how good the
sentences are, and what is asked for."""
_COMPARED = frozenset(
    (
        *COMPARED,
        "most_told_apart",
        *(f"most_{name}" for name in WORDING),
        *(f"is_{kind}" for kind in Kind),
    )
)
PORTABLE_FEATURES = tuple(name for name in RANKING_FEATURES if name not in _COMPARED)
"""Those of them that passages in other languages are ranked by."""
_PORTABLE = [RANKING_FEATURES.index(name) for name in PORTABLE_FEATURES]
COVERAGE = SENTENCE_FEATURES.index("coverage")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place."""

    candidate: int
    """Which of the candidates, in their order by BM25."""
    score: float
    sentence: int
    """Its best sentence, counted from 0."""
    features: Floats
    """In the columns of RANKING_FEATURES."""
    sentence_features: Floats
    """Of its best sentence, in the columns of SENTENCE_FEATURES."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights for the sentences of a passage; for passages trees and, elsewhere, weights."""

    sentence: Linear
    passage: Trees
    elsewhere: Linear
    """Trees know the habits of a language too well to rank in others (docs/retrieval.md)."""
    trees_in: str | None = TRAINED_ON
    """The language in which the trees rank; None for nowhere."""

    @classmethod
    def shipped(cls) -> "Ranker":
        """Return the ranker that ships with Kutip."""
        weights = trained("ranking")
        trees = trained_trees("ranking_trees", RANKING_FEATURES)
        return cls(weights["sentence"], trees, weights["passage"])

    def rank(self, index: PassageIndex, found: Candidates) -> list[Ranked]:
        """Return the candidates, best first; equals in the order of articles and passages."""
        if not len(found.positions):
            return []
        kind = found.question.kind
        features = extract(index, found)
        brief = brevity(index)
        sentence_scores = self.sentence.score(features.sentences, kind, brief)
        rows = ranking_rows(features, sentence_scores, kind)
        trees = self._trees(index)
        scores = trees.score(rows) if trees else self.elsewhere.score(portable(rows), kind, brief)
        if index.analyzer.language.code != TRAINED_ON:
            sentence_scores = sentence_scores + UNTRAINED_COVERAGE * features.sentences[:, COVERAGE]
        best = best_sentences(features, sentence_scores)
        return [
            Ranked(
                int(place),
                float(scores[place]),
                int(best[place] - features.first[place]),
                rows[place],
                features.sentences[best[place]],
            )
            for place in np.lexsort((found.positions, -scores))
        ]

    def refinements(self, index: PassageIndex, ranked: Ranked, kind: Kind) -> dict[str, float]:
        """Return what each feature added to the score, by its name; trees add what all share."""
        trees = self._trees(index)
        if trees:
            return trees.contributions(
                dict(zip(RANKING_FEATURES, ranked.features.tolist(), strict=True))
            )
        row = portable(ranked.features[np.newaxis])[0]
        return _named(self.elsewhere, row, kind, brevity(index))

    def sentence_refinements(
        self, index: PassageIndex, ranked: Ranked, kind: Kind
    ) -> dict[str, float]:
        """Return what each feature added to the score of the best sentence, by its name."""
        return _named(self.sentence, ranked.sentence_features, kind, brevity(index))

    def _trees(self, index: PassageIndex) -> Trees | None:
        return self.passage if index.analyzer.language.code == self.trees_in else None


def portable(rows: Floats) -> Floats:
    """Return of the columns of RANKING_FEATURES those of PORTABLE_FEATURES."""
    return rows[:, _PORTABLE]


def brevity(index: PassageIndex) -> float:
    """Return how brief the passages are, in 0..1: what is told in brief is told otherwise."""
    return min(max((FULL - index.bm25.avgdl) / (FULL - BRIEF), 0.0), 1.0)


def ranking_rows(features: Features, sentence_scores: Floats, kind: Kind) -> Floats:
    """Return what passages are ranked by, in the columns of RANKING_FEATURES."""
    first = features.first
    best = np.maximum.reduceat(sentence_scores, first)
    raised = np.exp(sentence_scores - best[features.candidate])
    counts = np.diff(np.append(first, len(sentence_scores)))
    kinds = np.array([float(kind is each) for each in Kind])
    return np.hstack(
        [
            features.passages,
            np.maximum.reduceat(features.sentences[:, _OF_SENTENCES], first, axis=0),
            np.stack(
                [best, np.log(np.add.reduceat(raised, first)) + best, np.log1p(counts)], axis=1
            ),
            np.tile(kinds, (len(first), 1)),
        ]
    )


def best_sentences(features: Features, sentence_scores: Floats) -> Integers:
    """Return the row of each candidate's best sentence, the first of equals."""
    ends = np.append(features.first[1:], len(sentence_scores))
    return np.array(
        [
            start + int(np.argmax(sentence_scores[start:end]))
            for start, end in zip(features.first, ends, strict=True)
        ]
    )


def _named(weights: Linear, row: Floats, kind: Kind, brief: float) -> dict[str, float]:
    added = weights.contributions(row[np.newaxis], kind, brief)[0]
    return dict(zip(weights.names, added.tolist(), strict=True))
