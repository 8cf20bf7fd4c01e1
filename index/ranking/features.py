"""Features: numbers that describe the candidates for a question, for the trained models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.ranking.channels import CHANNELS, FINE_CHANNELS, channel_features
from index.ranking.hits import outside_strengths
from index.ranking.likeness import SIMILARITY, similarity_features
from index.ranking.matches import Flags, Floats, Integers, Matches
from index.ranking.nearness import introduced, pairs, windows
from index.ranking.said import Said
from index.ranking.shortlist import shortlist
from index.ranking.wording import WORDING, Wording
from index.reading.languages import Mark
from index.searching.retrieval import Candidates, PassageIndex

COMPARATIVE = (
    "distinctiveness", "evenness", "language_model", "window", *WORDING, "wording_bm25",
    *SIMILARITY,
)  # fmt: skip
"""Features of a passage that do not carry over to other languages; most depend on what the other
candidates say."""

MISSING_FEATURES = ("names_missing", "numbers_missing", "worst_missing", "time_missing")
"""Features of a passage: what it lacks that the question can't do without."""

PASSAGE_FEATURES = (
    "share_of_ideal", "share_of_top", "coverage", "count_coverage", "capital_coverage",
    "start_coverage", "length", "missing_known", "rank", "first_word", "matches", "rarest",
    "second_rarest", "kin", "exact", *MISSING_FEATURES, *COMPARATIVE,
)  # fmt: skip
"""Features of a passage, in the order of the columns: how much of the question it says, and where.
"""

SENTENCE_FEATURES = (
    "coverage", "coverage_with_previous", "pairs", "match_proximity", "length", "new_words",
    "start_proximity", "pronoun", "negation", "focus", "kin", "exact", "introduced",
    "share_of_best", "coverage_with_next", "plain_words", "names_and_numbers", *WORDING,
    "distinctiveness",
    *(f"proximity_{channel}" for channel in (*CHANNELS, *FINE_CHANNELS)),
    *(f"count_{channel}" for channel in CHANNELS[1:]),
)  # fmt: skip
"""Features of a sentence, in the order of the columns: how much of the question it says, and what
stands near that could be the answer."""

START = 10
"""Words that are the start of a passage."""
DIRICHLET = 50.0
"""Dirichlet prior of a passage's language model, in words (Zhai and Lafferty 2004)."""
MISSING = 0.1
"""Smoothing for query terms that a passage lacks (1 = present) in the product `evenness`."""
_PASSAGE_LENGTH, _SENTENCE_LENGTH, _MATCHES, _LIKELIHOOD = 6, 4, 3, 10
"""Divisors that bring logarithms into about 0..1. The first three reach 1 at 400 words of a
passage, 54 of a sentence and 19 matches."""
_LEAST_COVERAGE = 1e-9
"""Keeps a division from failing where no sentence of a passage matches anything."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of the best candidates, in their order by BM25, and of their sentences."""

    chosen: Integers
    """The number of each of these candidates among all, from 0."""
    passages: Floats
    """One row per candidate, one column for each of PASSAGE_FEATURES."""
    sentences: Floats
    """One row per sentence of each candidate, one column for each of SENTENCE_FEATURES."""
    candidate: Integers
    """The row in `passages` of the candidate of each sentence."""
    first: Integers
    """The row of each candidate's first sentence."""


def extract(index: PassageIndex, found: Candidates) -> Features:
    """Return the features of the best candidates, of which there must be at least one.

    Every candidate counts in comparisons, but only those on the shortlist are described in full.
    """
    every = Matches.of(index, found)
    said_by_every = Said.by(every, outside_strengths(index, found))
    rarity = _rarity(every)
    of_every = {
        **_of_passages(every, found, said_by_every),
        **_missing(every, said_by_every.strengths),
        **_of_terms(every, rarity),
    }
    max_coverage = every.in_candidates(_share(every.weights, said_by_every.in_rows))
    chosen = shortlist(index, found, {**of_every, "max_coverage": max_coverage})
    matches, said = every.only(chosen), said_by_every.only(every, chosen)
    wording = Wording(index, found, matches)
    passages = {
        **{name: values[chosen] for name, values in of_every.items()},
        "time_missing": _time_missing(matches),
        "window": windows(matches),
        **wording.of_passages(),
        "wording_bm25": wording.bm25(index.mean_length),
        **similarity_features(index, every, said_by_every.strengths, chosen),
    }
    sentences = {
        **_of_sentences(matches, said),
        **_of_context(matches, said.in_rows),
        **wording.of_sentences(),
        "distinctiveness": _share(rarity, said.in_rows),
        **channel_features(matches),
    }
    return Features(
        chosen,
        in_columns(passages, PASSAGE_FEATURES),
        in_columns(sentences, SENTENCE_FEATURES),
        matches.candidate_of_row,
        matches.first_row,
    )


def in_columns(features: Mapping[str, Floats], names: Sequence[str]) -> Floats:
    """Return features as the columns of a matrix, in the order of these names.

    Raise ValueError unless exactly the named features are given.

    >>> in_columns({"b": np.array([3.0, 4.0]), "a": np.array([1.0, 2.0])}, ("a", "b")).tolist()
    [[1.0, 3.0], [2.0, 4.0]]
    """
    if features.keys() != set(names):
        raise ValueError(f"Features differ: {sorted(features.keys() ^ set(names))}")
    # Three times as fast as stack().
    columns: Floats = np.concatenate([features[name] for name in names]).reshape(len(names), -1).T
    return columns


def _of_passages(matches: Matches, found: Candidates, said: Said) -> dict[str, Floats]:
    """Return what each passage says of the question, its title included."""
    weights, hits, strengths = matches.weights, matches.hits, said.strengths
    coverage = _share(weights, strengths)
    known = np.array([float(term.known) for term in matches.query_terms])
    capital = matches.named * weights
    position = hits.words - matches.begins[hits.candidates]
    early = hits.only(position < START)
    at_start = np.zeros(len(weights) * matches.count)
    np.maximum.at(at_start, early.terms * matches.count + early.candidates, early.strengths)
    first_word = np.zeros(matches.count)
    first_word[hits.candidates[position == 0]] = 1.0
    by_weight = (-weights).argsort(kind="stable")
    kin = np.maximum(matches.in_candidates(said.kin_in_rows) - strengths, 0.0)
    counts = np.bincount(hits.candidates, minlength=matches.count)
    return {
        "share_of_ideal": found.scores / found.ideal,
        "share_of_top": found.scores / found.scores[0],
        "coverage": coverage,
        "count_coverage": strengths.mean(axis=0),
        "capital_coverage": _share(capital, strengths) if capital.any() else coverage,
        "start_coverage": _share(weights, at_start.reshape(-1, matches.count)),
        "length": np.log1p(matches.lengths) / _PASSAGE_LENGTH,
        "missing_known": known @ (1 - strengths) / max(known.sum(), 1.0),
        "rank": 1 / (1 + np.arange(matches.count)),
        "first_word": first_word,
        "matches": np.log1p(counts) / _MATCHES,
        "rarest": strengths[by_weight[0]],
        "second_rarest": strengths[by_weight[min(1, len(by_weight) - 1)]],
        "kin": _share(weights, kin),
        "exact": _share(weights, matches.in_candidates(said.exact_in_rows)),
    }


def _missing(matches: Matches, strengths: Floats) -> dict[str, Floats]:
    """Return what each passage lacks that the question cannot do without."""
    shares = matches.weights[:, np.newaxis] * (1 - strengths) / matches.total_weight
    return {
        "names_missing": matches.names() @ shares,
        "numbers_missing": matches.numbers() @ shares,
        "worst_missing": shares.max(axis=0),
    }


def _time_missing(matches: Matches) -> Floats:
    """Return 1 for each passage without a time of day where one is asked for, else 0."""
    missing = np.full(matches.count, float(matches.asks_time))
    if matches.asks_time:
        missing[matches.candidate[matches.having(Mark.CLOCK)]] = 0.0
    return missing


def _rarity(matches: Matches) -> Floats:
    """Return, for each query term, how few candidates say it in their text."""
    saying = (matches.counts > 0).sum(axis=1)
    rarity: Floats = -np.log((saying + 0.5) / (matches.count + 1))
    return rarity


def _of_terms(matches: Matches, rarity: Floats) -> dict[str, Floats]:
    """Return how each passage's own words match the question, without its title."""
    counts = matches.counts
    said = (counts > 0).astype(np.float64)
    expected = DIRICHLET * np.exp(-matches.weights)[:, np.newaxis]
    smoothing = np.log(DIRICHLET / (DIRICHLET + matches.lengths))
    return {
        "distinctiveness": _share(rarity, said),
        "evenness": matches.weights @ np.log(said + MISSING) / matches.total_weight,
        "language_model": matches.weights @ np.log1p(counts / expected) / _LIKELIHOOD
        + len(matches.query_terms) * smoothing / _LIKELIHOOD,
    }


def _of_sentences(matches: Matches, said: Said) -> dict[str, Floats]:
    """Return what each sentence says of the question, and how."""
    rows, weights = matches.rows, matches.weights
    coverage = _share(weights, said.in_rows)
    best = matches.in_candidates(coverage).take(matches.candidate_of_row)
    named = matches.named
    lengths = np.bincount(matches.row, minlength=rows)
    return {
        "coverage": coverage,
        "pairs": pairs(matches),
        "length": np.log1p(lengths) / _SENTENCE_LENGTH,
        "pronoun": _any(matches, matches.having(Mark.PRONOUN) & matches.begins_sentence),
        "negation": _any(matches, matches.having(Mark.NEGATION)),
        "focus": _any(matches, matches.focus()),
        "kin": _share(weights, said.kin_in_rows - said.in_rows),
        "exact": _share(weights, said.exact_in_rows),
        "introduced": introduced(matches),
        "share_of_best": coverage / np.maximum(best, _LEAST_COVERAGE),
        "plain_words": _share(weights * ~named, said.kin_in_rows),
        "names_and_numbers": _share(weights * named, said.kin_in_rows),
    }


def _of_context(matches: Matches, strengths: Floats) -> dict[str, Floats]:
    """Return what each sentence says of the question together with one of its neighbours."""
    previous = np.zeros_like(strengths)
    previous[:, 1:] = strengths[:, :-1]
    previous[:, matches.first_row] = 0.0
    # What a heading says holds for each sentence below it.
    under = matches.headed[matches.candidate_of_row]
    if under.any():
        heading = strengths[:, matches.first_row[matches.candidate_of_row]]
        previous[:, under] = np.maximum(previous, heading)[:, under]
    following = np.zeros_like(strengths)
    following[:, :-1] = strengths[:, 1:]
    following[:, matches.first_row[1:] - 1] = 0.0
    return {
        "coverage_with_previous": _share(matches.weights, np.maximum(strengths, previous)),
        "coverage_with_next": _share(matches.weights, np.maximum(strengths, following)),
    }


def _share(weights: Floats, strengths: Floats) -> Floats:
    """Return, for each passage or sentence, its share of the query terms with these weights."""
    shares: Floats = weights @ strengths / (float(np.add.reduce(weights)) or 1.0)
    return shares


def _any(matches: Matches, flags: Flags) -> Floats:
    """Return 1 for each row with a flagged word, else 0."""
    found = np.zeros(matches.rows)
    found[matches.row.take(flags.nonzero()[0])] = 1.0
    return found
