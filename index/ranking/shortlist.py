"""The shortlist: the candidates that are worth describing in full, by what is cheap to know."""

from collections.abc import Mapping

import numpy as np

from index.ranking.matches import Floats, Integers
from index.searching.retrieval import Candidates, PassageIndex

SHORTLISTED = 16
"""How many candidates are described in full; with 20, FacQA is ranked no better."""
WEIGHTS = {
    "share_of_top": 5.0,
    "coverage": 1.1,
    "max_coverage": 1.8,
    "start_coverage": 2.7,
    "exact": 1.8,
    "kin": 8.0,
}
"""What each feature of a passage adds to its score; fitted to training questions of FacQA and
IDK-MRC, as a softmax over the candidates."""


def shortlist(index: PassageIndex, found: Candidates, features: Mapping[str, Floats]) -> Integers:
    """Return the numbers of the best candidates, from 0, in their order by BM25.

    `features` has an array for each of WEIGHTS, with an element for each candidate. Passages that
    the question names by number, or of which settled questions say something, are always on it.
    """
    scores = np.array(list(WEIGHTS.values())) @ np.array([features[name] for name in WEIGHTS])
    best = (-scores).argsort(kind="stable")[:SHORTLISTED]
    # np.unique would import numpy.ma at the first question, which takes as long as several.
    return np.array(sorted({*best.tolist(), *_always(index, found)}), np.int64)


def _always(index: PassageIndex, found: Candidates) -> list[int]:
    if not found.support and not found.question.references:
        return []
    return [
        candidate
        for candidate, position in enumerate(found.positions.tolist())
        if position in found.support or index.is_named(found.question, position)
    ]
