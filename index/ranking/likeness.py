"""Similarity of the candidates to each other, and what similar ones say.

What one passage only implies, such as the event that a report is about, a similar passage may say
in full.
"""

import numpy as np

from index.ranking.matches import Floats, Integers, Matches
from index.ranking.nearness import PROXIMITY_TERMS
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
_STOP, _NAME = int(Mark.STOP), int(Mark.NAME)


def similarity_features(
    index: PassageIndex, matches: Matches, strengths: Floats, chosen: Integers
) -> dict[str, Floats]:
    """Return each of SIMILARITY by name for the chosen candidates, shape `(chosen,)`.

    They are compared with all candidates, whose matches and best match strengths are given.
    """
    content = np.flatnonzero((matches.marks & _STOP) == 0)
    names = content[(matches.marks[content] & _NAME) > 0]
    cosines = _cosines(index, matches, content, chosen)
    similar = _to_others(cosines, chosen)
    namesakes = _to_others(_cosines(index, matches, names, chosen), chosen)
    coverage = matches.weights @ strengths / matches.total_weight
    rarest = (-matches.weights).argsort(kind="stable")[:PROXIMITY_TERMS]
    weights, said = matches.weights[rarest] / matches.total_weight, strengths[rarest]
    own = said[:, chosen]
    name_weights = weights * matches.names_and_numbers()[rarest]

    def by_others(share: Floats) -> Floats:
        """Return how much of each term others say that the passage itself does not."""
        strongest = (np.minimum(share, 1.0) * said[:, np.newaxis, :]).max(axis=2)
        gained: Floats = np.maximum(strongest - own, 0.0)
        return gained

    totals = similar.sum(axis=1)
    by_similar = by_others(SIMILAR * similar)
    most_similar = said[:, similar.argmax(axis=1)] * (similar.max(axis=1) > 0)
    return {
        "similarity_to_top": cosines[:, 0],
        "similarity_to_best": cosines[:, :BEST].mean(axis=1),
        "total_similarity": totals,
        "similar_coverage": similar @ coverage / (totals + CONSTANT_SIMILARITY),
        "best_similar_coverage": (similar * coverage).max(axis=1),
        "said_by_similar": weights @ by_similar,
        "names_said_by_similar": name_weights @ by_similar,
        "said_by_namesakes": weights @ by_others(NAMESAKES * namesakes),
        "said_by_most_similar": weights @ np.maximum(most_similar - own, 0.0),
    }


def _cosines(index: PassageIndex, matches: Matches, words: Integers, chosen: Integers) -> Floats:
    """Return the tf-idf cosines of these words of the chosen candidates and of all.

    The shape is `(chosen, candidates)`.
    """
    size, count = len(words), matches.count
    if not size:
        return np.zeros((len(chosen), count))
    # Sorting a term and a place as one number brings equal terms together, each in order.
    bits = size.bit_length()
    keys = matches.term_ids[words].astype(np.int64) << bits | np.arange(size)
    keys.sort()
    terms, places = keys >> bits, keys & ((1 << bits) - 1)
    candidate = matches.candidate[words]
    of_word = candidate[places]
    new_term, new_pair = np.ones(size, np.bool_), np.ones(size, np.bool_)
    new_term[1:] = terms[1:] != terms[:-1]
    new_pair[1:] = new_term[1:] | (of_word[1:] != of_word[:-1])
    firsts, starts = np.flatnonzero(new_term), np.flatnonzero(new_pair)
    ends = np.append(starts[1:], size)
    # Per pair of a term and a candidate with it: the number of the term, the candidate, tf-idf.
    number, owner = (new_term.cumsum() - 1)[starts], of_word[starts]
    tf_idf = np.log1p(ends - starts) * index.term_idf(terms[firsts])[number]
    # Sums are in the order of the words: that of the term ids depends on what the index held
    # before, and sums in another order are rounded differently.
    in_order = np.zeros(size)
    in_order[places[starts]] = tf_idf
    lengths = np.sqrt(np.bincount(candidate, in_order * in_order, minlength=count))
    lengths[lengths == 0] = 1.0

    listed = np.zeros(count, np.bool_)
    listed[chosen] = True
    shared = np.zeros(len(firsts), np.bool_)
    shared[number[listed[owner]]] = True
    first_places = places[firsts]
    row = np.zeros(size, np.bool_)
    row[first_places[shared]] = True
    row_of_place = row.cumsum() - 1
    kept = shared[number]
    vectors = np.zeros((int(row_of_place[-1]) + 1, count))
    vectors[row_of_place[first_places[number[kept]]], owner[kept]] = tf_idf[kept]
    cosines: Floats = vectors[:, chosen].T @ vectors / (lengths[chosen][:, np.newaxis] * lengths)
    # The trees tell 1 from more than 1, which only rounding makes.
    return np.minimum(cosines, 1.0)


def _to_others(cosines: Floats, chosen: Integers) -> Floats:
    """Return the cosines with 0 where each candidate meets itself."""
    others = cosines.copy()
    others[np.arange(len(chosen)), chosen] = 0.0
    return others
