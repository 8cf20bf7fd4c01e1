"""Similarity of the candidates to each other, and what similar ones say.

What one passage only implies, such as the event that a report is about, a similar passage may say
in full.
"""

import numpy as np

from index.ranking.matches import PROXIMITY_TERMS, Flags, Floats, Matches
from index.reading.languages import Mark
from index.searching.retrieval import PassageIndex

SIMILARITY = (
    "similarity_to_top", "similarity_to_best", "total_similarity", "similar_coverage",
    "best_similar_coverage", "said_by_similar", "names_said_by_similar", "said_by_namesakes",
    "said_by_most_similar",
)  # fmt: skip
"""Features of a passage: its similarity to the first by BM25, to the first BEST and to all others;
how much of the question similar passages say, on average and at most; and how much they say that
the passage itself does not."""

BEST = 5
"""How many of the first passages by BM25 count as the best."""
SIMILAR, NAMESAKES = 2.5, 1.5
"""Factors for cosines over all words and over names: from 1 / factor on, two passages fully count
as similar."""
CONSTANT_SIMILARITY = 0.3
"""Added to the total similarity in an average, so that a few faint similarities say little."""


def similarity_features(
    index: PassageIndex, matches: Matches, strengths: Floats
) -> dict[str, Floats]:
    """Return each of SIMILARITY by name, shape `(candidates,)`, given the best match strengths."""
    content = (matches.marks & Mark.STOP) == 0
    cosines = _cosines(index, matches, content)
    similar = _to_others(cosines)
    names = content & ((matches.marks & Mark.NAME) > 0)
    namesakes = _to_others(_cosines(index, matches, names))
    coverage = matches.weights @ strengths / matches.total_weight
    rarest = np.argsort(-matches.weights, kind="stable")[:PROXIMITY_TERMS]
    weights, said = matches.weights[rarest] / matches.total_weight, strengths[rarest]
    name_weights = weights * matches.names_and_numbers()[rarest]

    def added(share: Floats, weights: Floats) -> Floats:
        """Return the share of the question that others say, and the passage itself does not."""
        by_others = (share * said[:, np.newaxis, :]).max(axis=2)
        gained: Floats = weights @ np.maximum(by_others - said, 0.0)
        return gained

    similar_share = np.minimum(SIMILAR * similar, 1.0)
    most_similar = said[:, similar.argmax(axis=1)] * (similar.max(axis=1) > 0)
    return {
        "similarity_to_top": cosines[:, 0],
        "similarity_to_best": cosines[:, :BEST].mean(axis=1),
        "total_similarity": similar.sum(axis=1),
        "similar_coverage": similar @ coverage / (similar.sum(axis=1) + CONSTANT_SIMILARITY),
        "best_similar_coverage": (similar * coverage).max(axis=1),
        "said_by_similar": added(similar_share, weights),
        "names_said_by_similar": added(similar_share, name_weights),
        "said_by_namesakes": added(np.minimum(NAMESAKES * namesakes, 1.0), weights),
        "said_by_most_similar": weights @ np.maximum(most_similar - said, 0.0),
    }


def _cosines(index: PassageIndex, matches: Matches, chosen: Flags) -> Floats:
    """Return the tf-idf cosine of the chosen words of any two candidates."""
    terms, first, number = np.unique(
        matches.term_ids[chosen], return_index=True, return_inverse=True
    )
    # Columns in the order of first occurrence: that of the term ids depends on what the index held
    # before, and sums in another order are rounded differently.
    order = np.argsort(first)
    column = np.argsort(order)[number]
    counts = np.zeros((matches.count, len(terms)))
    np.add.at(counts, (matches.candidate[chosen], column), 1.0)
    vectors = np.log1p(counts) * index.term_idf(terms[order])
    lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    vectors /= np.where(lengths > 0, lengths, 1.0)
    cosines: Floats = vectors @ vectors.T
    return cosines


def _to_others(cosines: Floats) -> Floats:
    """Return the cosines with 0 on the diagonal, where each candidate meets itself."""
    others: Floats = cosines * (1 - np.eye(len(cosines)))
    return others
