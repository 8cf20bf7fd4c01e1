"""How like each other the candidates for a question are, and what they tell by it.

What one passage only hints at, such as what a report is about, another one that tells of the same
may say in full.
"""

import numpy as np

from index.ranking.matches import HEATING, Flags, Floats, Matches
from index.reading.languages import Mark
from index.searching.retrieval import PassageIndex

LIKENESS = (
    "like_top", "like_best", "like_alike", "alike_coverage", "most_alike_coverage",
    "told_by_alike", "names_told_by_alike", "told_by_namesakes", "told_by_most_alike",
)  # fmt: skip
"""How like a passage is to the first by BM25, to the first FEW and to all; how much of the question
is said by those like it, on the whole and at most; and how much that it does not say itself."""

FEW = 5
ALIKE, NAMESAKES = 2.5, 1.5
"""What a cosine counts times, up to 1, for passages to be taken to tell of the same; over all words
and over names."""
FAR = 0.3
"""A cosine that always counts for nothing, so that a few faint ones say little."""


def likeness(index: PassageIndex, matches: Matches, hits: Floats) -> list[Floats]:
    """Return a column for each of LIKENESS, by the hits of each candidate."""
    telling = (matches.marks & Mark.STOP) == 0
    cosines = _cosines(index, matches, telling)
    alike = _with_others(cosines)
    names = telling & ((matches.marks & Mark.NAME) > 0)
    namesakes = _with_others(_cosines(index, matches, names))
    coverage = matches.weights @ hits / matches.total
    rarest = np.argsort(-matches.weights, kind="stable")[:HEATING]
    weights, parts = matches.weights[rarest] / matches.total, hits[rarest]
    named = weights * matches.names_and_numbers()[rarest]

    def told(share: Floats, weights: Floats) -> Floats:
        """Return the share of the question that others like it say, and it does not itself."""
        others = (share * parts[:, np.newaxis, :]).max(axis=2)
        gained: Floats = weights @ np.maximum(others - parts, 0.0)
        return gained

    most_alike = alike.argmax(axis=1)
    return [
        cosines[:, 0],
        cosines[:, :FEW].mean(axis=1),
        alike.sum(axis=1),
        alike @ coverage / (alike.sum(axis=1) + FAR),
        (alike * coverage).max(axis=1),
        told(np.minimum(ALIKE * alike, 1.0), weights),
        told(np.minimum(ALIKE * alike, 1.0), named),
        told(np.minimum(NAMESAKES * namesakes, 1.0), weights),
        weights @ np.maximum((alike.max(axis=1) > 0) * parts[:, most_alike] - parts, 0.0),
    ]


def _cosines(index: PassageIndex, matches: Matches, chosen: Flags) -> Floats:
    """Return the cosine of the chosen words of any two candidates, by how often and how rare."""
    terms, first, number = np.unique(matches.terms[chosen], return_index=True, return_inverse=True)
    # Columns in the order of first places: by the terms' numbers, which depend on what the index
    # held before, sums would be rounded otherwise.
    order = np.argsort(first)
    column = np.argsort(order)[number]
    counts = np.zeros((matches.count, len(terms)))
    np.add.at(counts, (matches.candidate[chosen], column), 1.0)
    vectors = np.log1p(counts) * index.term_rarity(terms[order])
    lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
    vectors /= np.where(lengths > 0, lengths, 1.0)
    cosines: Floats = vectors @ vectors.T
    return cosines


def _with_others(cosines: Floats) -> Floats:
    """Return the cosines with 0 in place of each candidate's with itself."""
    others: Floats = cosines * (1 - np.eye(len(cosines)))
    return others
