"""Nearness: how close to each other the matches of a question stand."""

from collections.abc import Iterator

import numpy as np

from index.ranking.hits import Hits
from index.ranking.matches import Floats, Integers, Matches
from index.reading.languages import Mark

REACH = 6.0
"""Words over which the proximity of a match falls to 1 / e."""
SENTENCE_GAP = 8
"""Words that are added to a distance for each end of a sentence in between."""
CANDIDATE_GAP = 1000
"""Words that are added to a distance between two candidates, which puts them out of reach."""
NO_WINDOW = 3.0
"""The window of a candidate that matches fewer than two query terms: a large one."""
PAIR_REACH = 3
"""The most words from one match to the next for both to be a pair."""
PROXIMITY_TERMS = 24
"""How many query terms, those of the highest weight, proximity is computed for; bounds the time of
long questions."""
_NOWHERE = 2**30
"""The position of a match that does not exist: farther away than any real one."""
_DECAY = np.exp(-np.arange(256) / REACH)
"""What a match is worth by its distance in words; the last, below 1e-18, also for all beyond."""
_BLOCK = 2**20
"""The most elements of a matrix of query terms and words: bounds the memory for long passages."""


def proximity(matches: Matches) -> tuple[Floats, Floats]:
    """Return how near each word is to matches of other query terms, and of its own; in 0..1.

    A query term adds its share of the total weight, times `exp(-distance / REACH)` for the
    distance to its nearest match in words.
    """
    others, own = np.zeros(matches.size), np.zeros(matches.size)
    place = (
        np.arange(matches.size, dtype=np.int32) + np.int32(SENTENCE_GAP) * matches.sentence_numbers
    )
    place += np.repeat(CANDIDATE_GAP * np.arange(matches.count, dtype=np.int32), matches.lengths)
    heaviest = (-matches.weights).argsort(kind="stable")[:PROXIMITY_TERMS]
    for some, hits in _in_blocks(matches, heaviest):
        # One index in place of a pair is several times as fast.
        cells = hits.terms * matches.size + hits.words
        shape = len(some), matches.size
        left = np.full(shape, -_NOWHERE, np.int32)
        right = np.full(shape, _NOWHERE, np.int32)
        left.ravel()[cells] = right.ravel()[cells] = place.take(hits.words)
        np.maximum.accumulate(left, axis=1, out=left)
        right = np.minimum.accumulate(right[:, ::-1], axis=1)[:, ::-1]
        nearest = np.minimum(place - left, right - place)
        np.minimum(nearest, len(_DECAY) - 1, out=nearest)
        gain = _DECAY.take(nearest)
        gain *= (matches.weights[some] / matches.total_weight)[:, np.newaxis]
        own[hits.words] = gain.ravel()[cells]
        gain.ravel()[cells] = 0.0
        others += np.add.reduce(gain)
    return others, own


def pairs(matches: Matches) -> Floats:
    """Return, per row, the share of the question's adjacent pairs that are adjacent there."""
    size = len(matches.query_terms)
    if size < 2:
        return np.zeros(matches.rows)
    terms = matches.hits.terms
    places = matches.hits.words + SENTENCE_GAP * matches.hits.rows
    places += CANDIDATE_GAP * matches.hits.candidates
    follows = (terms[1:] == terms[:-1] + 1) & (places[1:] - places[:-1] <= PAIR_REACH)
    said = np.zeros((matches.rows, size), np.bool_)
    said[matches.hits.rows[:-1][follows], terms[:-1][follows]] = True
    pairs: Floats = said.sum(axis=1) / (size - 1)
    return pairs


def windows(matches: Matches) -> Floats:
    """Return, per candidate, how close together its matches are.

    It is `log(words / terms)` of the shortest window with every query term that the candidate
    matches, or NO_WINDOW if it matches fewer than two.
    """
    windows = np.full(matches.count, NO_WINDOW)
    words, candidates = matches.hits.words, matches.hits.candidates
    said = matches.counts > 0
    sizes = said.sum(axis=0)
    starts = words.copy()
    for some, hits in _in_blocks(matches, np.flatnonzero(said.any(axis=1)), len(words)):
        # The last match of each term up to a match, or nowhere if the candidate lacks the term.
        last = np.full((len(some), len(words)), -1)
        last[hits.terms, words.searchsorted(hits.words)] = hits.words
        np.maximum.accumulate(last, axis=1, out=last)
        last[~said[some][:, candidates]] = _NOWHERE
        np.minimum(starts, last.min(axis=0), out=starts)
    lengths = np.where(starts < matches.begins[candidates], _NOWHERE, words - starts + 1)
    several = np.flatnonzero(sizes > 1)
    if len(several):
        first = np.searchsorted(candidates, np.flatnonzero(sizes))
        shortest = np.minimum.reduceat(lengths, first)[sizes[sizes > 0] > 1]
        windows[several] = np.log(shortest / sizes[several])
    return windows


def introduced(matches: Matches) -> Floats:
    """Return, per row, the share of the question that the sentence introduces.

    A match is introduced before a comma, a bracket or a copula: "Narang, the deputy minister",
    "OPEC is".
    """
    met, words = matches.met, matches.hits.words
    introduces = matches.having(Mark.COMMA) | matches.at_offsets(matches.having(Mark.PAREN), -1)
    introduces |= matches.at_offsets(matches.having(Mark.COPULA), -1, -2)
    introduces &= ~matches.at_offsets(met, -1)
    heads = introduces[words]
    shares = matches.weights[matches.hits.terms]
    # A name of two words is introduced as a whole.
    shares[1:] += np.where(matches.at_offsets(met, 1)[words][1:], shares[:-1], 0.0)
    introduced = np.zeros(matches.rows)
    np.maximum.at(introduced, matches.hits.rows[heads], shares[heads] / matches.total_weight)
    return introduced


def _in_blocks(
    matches: Matches, terms: Integers, width: int | None = None
) -> Iterator[tuple[Integers, Hits]]:
    """Yield some of the terms at a time, and their hits with the terms numbered among these."""
    height = max(_BLOCK // max(matches.size if width is None else width, 1), 1)
    for start in range(0, len(terms), height):
        some = terms[start : start + height]
        number = np.full(len(matches.query_terms), -1)
        number[some] = np.arange(len(some))
        hits = matches.hits.only(number[matches.hits.terms] >= 0)
        yield (
            some,
            Hits(hits.words, number[hits.terms], hits.strengths, hits.candidates, hits.rows),
        )
