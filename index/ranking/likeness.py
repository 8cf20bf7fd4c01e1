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
_FACTORS = np.array([SIMILAR, NAMESAKES]).reshape(2, 1, 1)
_STOP, _NAME = int(Mark.STOP), int(Mark.NAME)


def similarity_features(
    index: PassageIndex, matches: Matches, strengths: Floats, chosen: Integers
) -> dict[str, Floats]:
    """Return each of SIMILARITY by name for the chosen candidates, shape `(chosen,)`.

    They are compared with all candidates, whose matches and best match strengths are given.
    """
    cosines = _cosines(index, matches, chosen)
    others = cosines.copy()
    others[:, np.arange(len(chosen)), chosen] = 0.0  # where each candidate meets itself
    similar = others[0]
    coverage = matches.weights @ strengths / matches.total_weight
    rarest = (-matches.weights).argsort(kind="stable")[:PROXIMITY_TERMS]
    weights, said = matches.weights[rarest] / matches.total_weight, strengths[rarest]
    own = said[:, chosen]
    # How much of each term others say that the passage itself does not.
    shares = np.minimum(others * _FACTORS, 1.0)
    by_others = np.maximum.reduce(shares * said[:, np.newaxis, np.newaxis], axis=3)
    by_similar, by_namesakes = np.maximum(by_others - own[:, np.newaxis], 0.0).swapaxes(0, 1)
    totals = np.add.reduce(similar, axis=1)
    closest = similar.argmax(axis=1)
    most_similar = said[:, closest] * (similar[np.arange(len(chosen)), closest] > 0)
    to_all = cosines[0]
    return {
        "similarity_to_top": to_all[:, 0],
        "similarity_to_best": to_all[:, :BEST].mean(axis=1),
        "total_similarity": totals,
        "similar_coverage": similar @ coverage / (totals + CONSTANT_SIMILARITY),
        "best_similar_coverage": np.maximum.reduce(similar * coverage, axis=1),
        "said_by_similar": weights @ by_similar,
        "names_said_by_similar": weights * matches.named[rarest] @ by_similar,
        "said_by_namesakes": weights @ by_namesakes,
        "said_by_most_similar": weights @ np.maximum(most_similar - own, 0.0),
    }


def _cosines(index: PassageIndex, matches: Matches, chosen: Integers) -> Floats:
    """Return the tf-idf cosines of the chosen candidates and of all, over words and over names.

    Function words do not count. The shape is `(2, chosen, candidates)`.
    """
    count = matches.count
    words = ((matches.marks & _STOP) == 0).nonzero()[0]
    size = len(words)
    if not size:
        return np.zeros((2, len(chosen), count))
    # Sorting a term and a place as one number brings equal terms together, each in order.
    bits = size.bit_length()
    keys = matches.term_ids.take(words).astype(np.int64) << bits
    keys |= np.arange(size)
    keys.sort()
    terms, places = keys >> bits, keys & ((1 << bits) - 1)
    candidate = matches.candidate.take(words)
    of_word = candidate.take(places)
    new_term, new_pair = np.ones(size, np.bool_), np.ones(size, np.bool_)
    np.not_equal(terms[1:], terms[:-1], out=new_term[1:])
    np.not_equal(of_word[1:], of_word[:-1], out=new_pair[1:])
    new_pair |= new_term
    firsts, starts = new_term.nonzero()[0], new_pair.nonzero()[0]
    # Per pair of a term and a candidate with it: how often it has the term, and as a name.
    is_name = (matches.marks.take(words) & _NAME) > 0
    names_before = np.zeros(size + 1, np.int64)
    is_name.take(places).cumsum(out=names_before[1:])
    ends = np.append(starts[1:], size)
    counts = np.array([ends - starts, names_before.take(ends) - names_before.take(starts)])
    # The number of the term, the candidate, tf-idf.
    number, owner = (new_term.cumsum() - 1).take(starts), of_word.take(starts)
    logarithms = np.log1p(np.arange(np.maximum.reduce(counts[0]) + 1))
    tf_idf = logarithms.take(counts) * index.term_idf(terms.take(firsts)).take(number)
    # Sums are in the order of the words: that of the term ids depends on what the index held
    # before, and sums in another order are rounded differently.
    in_order = np.zeros((2, size))
    in_order[:, places.take(starts)] = tf_idf
    in_order *= in_order
    lengths = np.sqrt([np.bincount(candidate, each, minlength=count) for each in in_order])
    lengths[lengths == 0] = 1.0

    listed = np.zeros(count, np.bool_)
    listed[chosen] = True
    shared = np.zeros(len(firsts), np.bool_)
    shared[number[listed[owner]]] = True
    first_places = places.take(firsts)
    is_column = np.zeros(size, np.bool_)
    is_column[first_places[shared]] = True
    column_of_term = (is_column.cumsum() - 1).take(first_places)
    width = np.count_nonzero(shared)
    kept = shared.take(number).nonzero()[0]
    cells = owner.take(kept) * width + column_of_term.take(number.take(kept))
    vectors = np.zeros((2, count * width))
    # One index in place of a pair is several times as fast.
    vectors[0, cells], vectors[1, cells] = tf_idf.take(kept, axis=1)
    vectors = vectors.reshape(2, count, width)
    dots = vectors.take(chosen, axis=1) @ vectors.swapaxes(1, 2)
    cosines: Floats = dots / (lengths[:, chosen, np.newaxis] * lengths[:, np.newaxis])
    # The trees distinguish 1 from more than 1, which only rounding makes.
    return np.minimum(cosines, 1.0)
