"""Ranking: orders the candidates and picks the best sentence of each, by trained models."""

from collections.abc import Set
from dataclasses import dataclass

import numpy as np

from index.ranking.channels import FINE_CHANNELS
from index.ranking.features import (
    COMPARATIVE,
    MISSING_FEATURES,
    PASSAGE_FEATURES,
    SENTENCE_FEATURES,
    Features,
    extract,
    in_columns,
)
from index.ranking.linear import Linear, trained
from index.ranking.matches import Floats, Integers
from index.ranking.trees import Trees, trained_trees
from index.ranking.wording import WORDING
from index.reading.languages import TRAINED_FOR, Kind
from index.searching.retrieval import Candidates, PassageIndex

UNTRAINED_COVERAGE = 4.0
"""Weight of sentence coverage, added to the linear score of sentences outside the training
language, whose habits the other weights reflect."""

BRIEF, FULL = 35, 60
"""Mean length of passages, in terms, at which their brevity is 1 (a sentence or two) and 0 (a
paragraph)."""

_WITHIN_PASSAGE = ("share_of_best", *(f"proximity_{channel}" for channel in FINE_CHANNELS))
"""Features of sentences that only compare those of one passage."""
_BETWEEN_PASSAGES = tuple(name for name in SENTENCE_FEATURES if name not in _WITHIN_PASSAGE)
_BETWEEN_COLUMNS = np.array([SENTENCE_FEATURES.index(name) for name in _BETWEEN_PASSAGES])
_MAX_FEATURES = tuple(f"max_{name}" for name in _BETWEEN_PASSAGES)
_SENTENCE_SCORES = ("sentence_best", "sentence_sum", "sentence_count")
_KINDS = tuple(f"is_{kind}" for kind in Kind)
RANKING_FEATURES = (*PASSAGE_FEATURES, *_MAX_FEATURES, *_SENTENCE_SCORES, *_KINDS)
"""Features that passages are ranked by, in the order of the columns: their own, the maximum of each
of their sentences', the scores of the sentences, and what is asked for."""
_NOT_PORTABLE = frozenset(
    (
        *COMPARATIVE,
        *MISSING_FEATURES,
        "max_distinctiveness",
        *(f"max_{name}" for name in WORDING),
        *_KINDS,
    )
)
PORTABLE_FEATURES = tuple(name for name in RANKING_FEATURES if name not in _NOT_PORTABLE)
"""Those of RANKING_FEATURES that passages in other languages are ranked by."""
_PORTABLE_COLUMNS = [RANKING_FEATURES.index(name) for name in PORTABLE_FEATURES]
_NAMES_AND_NUMBERS = SENTENCE_FEATURES.index("names_and_numbers")
NAMED = 1.0
"""What a sentence with all names and numbers of the question gains over one with none, where
passages are brief."""
_TIMES = SENTENCE_FEATURES.index("count_date")
_TIME_MISSING = PASSAGE_FEATURES.index("time_missing")
TIME_OF_DAY = 4.0
"""What a time of day adds to the score where one is asked for."""
REFERRED = 20.0
"""What a passage gains that the question names by its number, as in "pasal 4": more than the scores
of any two passages are apart, since one that mentions it has more of the question's words."""
SHARED = 12.0
"""What a passage gains whose settled questions alone say all that is asked."""
SETTLED = 10.0
"""What a passage gains whose settled questions are the same as the one that is asked."""
MISSING_KNOWN = RANKING_FEATURES.index("missing_known")
COVERAGE_OF_PASSAGE = RANKING_FEATURES.index("coverage")
NEGATED = 5.0
"""What a sentence that denies or forbids something asked about gains over others of its passage
where a yes or no is asked for and passages are brief: what is allowed is rarely said."""
_NEGATION = SENTENCE_FEATURES.index("negation")
_NEVER = 1e6
"""What is taken off the score of a sentence that is only shown where a passage has no other."""
COVERAGE = SENTENCE_FEATURES.index("coverage")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranked candidate."""

    candidate: int
    """Its position in the order by BM25, from 0."""
    score: float
    sentence: int
    """The number of its best sentence, from 0."""
    features: Floats
    """One element for each of RANKING_FEATURES."""
    sentence_features: Floats
    """Features of the best sentence; one element for each of SENTENCE_FEATURES."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """The models that rank passages and their sentences."""

    sentence: Linear
    passage: Trees
    elsewhere: Linear
    """Ranks passages where the trees do not: they fit the habits of one language too closely to
    rank in others (docs/retrieval.md)."""
    trees_in: Set[str] = TRAINED_FOR
    """The languages in which the trees rank."""

    @classmethod
    def shipped(cls) -> "Ranker":
        """Return the ranker that ships with Kutip."""
        weights = trained("ranking")
        trees = trained_trees("ranking_trees", RANKING_FEATURES)
        return cls(weights["sentence"], trees, weights["passage"])

    def rank(self, index: PassageIndex, found: Candidates) -> list[Ranked]:
        """Return the candidates, best first; ties are in the order of articles and passages."""
        if not len(found.positions):
            return []
        kind = found.question.kind
        features = extract(index, found)
        brief = brevity(index)
        sentence_scores = self.sentence.score(features.sentences, kind, brief)
        rows = ranking_rows(features, sentence_scores, kind)
        trees = self._trees(index)
        scores = trees.score(rows) if trees else self.elsewhere.score(portable(rows), kind, brief)
        if index.analyzer.language.code not in TRAINED_FOR:
            sentence_scores = sentence_scores + UNTRAINED_COVERAGE * features.sentences[:, COVERAGE]
        sentence_scores = (
            sentence_scores + NAMED * brief * features.sentences[:, _NAMES_AND_NUMBERS]
        )
        if found.question.asks_time:
            # Questions for a time of day are too rare in the training sets to be learnt from.
            sentence_scores = sentence_scores + TIME_OF_DAY * (features.sentences[:, _TIMES] > 0)
            scores = scores - TIME_OF_DAY * features.passages[:, _TIME_MISSING]
        if found.question.asks_whether:
            denies = features.sentences[:, _NEGATION] * (features.sentences[:, COVERAGE] > 0)
            sentence_scores = sentence_scores + NEGATED * brief * denies
        if found.support:
            scores = scores + _by_what_was_settled(found)[features.chosen]
        places = found.positions[features.chosen]
        unquotable = index.passages.unquotable(places)
        sentence_scores = sentence_scores - _NEVER * unquotable
        if found.question.references:
            referred = [index.is_named(found.question, place) for place in places.tolist()]
            scores = scores + REFERRED * np.array(referred)
        best = best_sentences(features, sentence_scores)
        return [
            Ranked(
                int(features.chosen[row]),
                float(scores[row]),
                int(best[row] - features.first[row]),
                rows[row],
                features.sentences[best[row]],
            )
            for row in np.lexsort((places, -scores))
        ]

    def refinements(self, index: PassageIndex, ranked: Ranked, kind: Kind) -> dict[str, float]:
        """Return what each feature added to the score of a passage, by name.

        With trees, the contributions are relative to the mean of the trees.
        """
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
        """Return what each feature added to the score of the best sentence, by name."""
        return _named(self.sentence, ranked.sentence_features, kind, brevity(index))

    def _trees(self, index: PassageIndex) -> Trees | None:
        return self.passage if index.analyzer.language.code in self.trees_in else None


def _by_what_was_settled(found: Candidates) -> Floats:
    """Return what settled questions add to the score of each candidate."""
    gains = np.zeros(len(found.positions))
    for candidate, place in enumerate(found.positions.tolist()):
        if support := found.support.get(place):
            gains[candidate] = SHARED * support.share + SETTLED * (
                support.likeness**2 - support.unlikeness**2
            )
    return gains


def portable(rows: Floats) -> Floats:
    """Return the columns of PORTABLE_FEATURES from rows of RANKING_FEATURES."""
    return rows[:, _PORTABLE_COLUMNS]


def brevity(index: PassageIndex) -> float:
    """Return how brief the passages are, in 0..1; brief texts are worded differently."""
    return min(max((FULL - index.bm25.avgdl) / (FULL - BRIEF), 0.0), 1.0)


def ranking_rows(features: Features, sentence_scores: Floats, kind: Kind) -> Floats:
    """Return one row per candidate, with a column for each of RANKING_FEATURES."""
    first = features.first
    best = np.maximum.reduceat(sentence_scores, first)
    exponentials = np.exp(sentence_scores - best[features.candidate])
    counts = np.diff(np.append(first, len(sentence_scores)))
    scores = {
        "sentence_best": best,
        # The logarithm of a sum of exponentials: a maximum to which every sentence adds.
        "sentence_sum": np.log(np.add.reduceat(exponentials, first)) + best,
        "sentence_count": np.log1p(counts),
    }
    kinds = np.zeros((len(first), len(_KINDS)))
    kinds[:, _KINDS.index(f"is_{kind}")] = 1.0
    return np.hstack(
        [
            features.passages,
            # One column after the other, as they are stored.
            np.maximum.reduceat(features.sentences.T[_BETWEEN_COLUMNS], first, axis=1).T,
            in_columns(scores, _SENTENCE_SCORES),
            kinds,
        ]
    )


def best_sentences(features: Features, sentence_scores: Floats) -> Integers:
    """Return the row of each candidate's best sentence, the first of those with equal scores."""
    best = np.maximum.reduceat(sentence_scores, features.first)
    rows = np.flatnonzero(sentence_scores == best[features.candidate])
    firsts: Integers = rows[features.candidate[rows].searchsorted(np.arange(len(best)))]
    return firsts


def _named(weights: Linear, row: Floats, kind: Kind, brief: float) -> dict[str, float]:
    added = weights.contributions(row[np.newaxis], kind, brief)[0]
    return dict(zip(weights.names, added.tolist(), strict=True))
