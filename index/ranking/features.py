"""Features: numbers that describe the candidates for a question, for the trained models."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.ranking.likeness import SIMILARITY, similarity_features
from index.ranking.matches import Flags, Floats, Integers, Matches
from index.ranking.wording import WORDING, Wording
from index.reading.languages import Mark
from index.searching.retrieval import Candidates, PassageIndex

CHANNELS = (
    "any", "capital", "date", "number", "measure", "place", "cause", "copula", "paren", "quoted",
    "name_run", "next_to_match", "name_at_focus", "number_at_focus", "full_date", "year_alone",
    "situated", "naming",
)  # fmt: skip
"""Kinds of words that may be part of an answer."""
FINE_CHANNELS = ("named", "appositive", "place_name", "place_named")
"""More kinds, by name evidence from the whole corpus; they only compare sentences of a passage."""

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

DATELINE = 3
"""Words at the start of a passage that may be a dateline, which names where it was written."""
START = 10
"""Words that are the start of a passage."""
DIRICHLET = 50.0
"""Dirichlet prior of a passage's language model, in words (Zhai and Lafferty 2004)."""
MISSING = 0.1
"""Smoothing for query terms that a passage lacks (1 = present) in the product `evenness`."""
START_PROXIMITY = 8
"""Words at the start of a passage whose own match counts in `start_proximity`."""
_PASSAGE_LENGTH, _SENTENCE_LENGTH, _MATCHES, _CHANNEL_WORDS, _LIKELIHOOD = 6, 4, 3, 2, 10
"""Divisors that bring logarithms into about 0..1. The first four reach 1 at 400 words of a passage,
54 of a sentence, 19 matches and 6 words of a channel."""
_LEAST_COVERAGE = 1e-9
"""Keeps a division from failing where no sentence of a passage matches anything."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of candidates, best first by BM25, and of their sentences."""

    passages: Floats
    """One row per candidate, one column for each of PASSAGE_FEATURES."""
    sentences: Floats
    """One row per sentence of each candidate, one column for each of SENTENCE_FEATURES."""
    candidate: Integers
    """The candidate of each sentence."""
    first: Integers
    """The row of each candidate's first sentence."""


def extract(index: PassageIndex, found: Candidates) -> Features:
    """Return the features of the candidates, of which there must be at least one."""
    matches = Matches(index, found)
    wording = Wording(index, found, matches)
    in_sentences = matches.best_strengths(matches.row, matches.rows)
    in_texts = np.maximum.reduceat(in_sentences, matches.first_row, axis=1)
    strengths = np.maximum(in_texts, matches.outside_strengths())
    passages = {
        **_of_passages(matches, found, strengths),
        **_of_words(matches),
        **wording.of_passages(),
        "wording_bm25": wording.bm25(index.mean_length),
        **similarity_features(index, matches, strengths),
    }
    sentences = {
        **_of_sentences(matches, in_sentences),
        **_of_context(matches, in_sentences),
        **wording.of_sentences(),
        "distinctiveness": _distinctiveness(matches, in_texts, in_sentences),
        **_of_channels(matches),
    }
    return Features(
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
    return np.stack([features[name] for name in names], axis=1)


def _of_passages(matches: Matches, found: Candidates, strengths: Floats) -> dict[str, Floats]:
    """Return what each passage says of the question, its title included."""
    coverage = matches.weights @ strengths / matches.total_weight
    known = np.array([float(term.known) for term in matches.query_terms])
    capital = matches.names_and_numbers() * matches.weights
    met = matches.strength > 0
    at_start = np.zeros((len(matches.query_terms), matches.count))
    early = met & (matches.position < START)
    np.maximum.at(
        at_start, (matches.matched[early], matches.candidate[early]), matches.strength[early]
    )
    by_weight = np.argsort(-matches.weights, kind="stable")
    kin = matches.with_kin(matches.candidate, strengths) - strengths
    exact = matches.exact_matches(matches.candidate, matches.count)
    counts = np.bincount(matches.candidate[met], minlength=matches.count)
    return {
        "share_of_ideal": found.scores / found.ideal,
        "share_of_top": found.scores / found.scores[0],
        "coverage": coverage,
        "count_coverage": strengths.mean(axis=0),
        "capital_coverage": capital @ strengths / capital.sum() if capital.any() else coverage,
        "start_coverage": matches.weights @ at_start / matches.total_weight,
        "length": np.log1p(matches.lengths) / _PASSAGE_LENGTH,
        "missing_known": known @ (1 - strengths) / max(known.sum(), 1.0),
        "rank": 1 / (1 + np.arange(matches.count)),
        "first_word": _any(met & (matches.position == 0), matches.candidate, matches.count),
        "matches": np.log1p(counts) / _MATCHES,
        "rarest": strengths[by_weight[0]],
        "second_rarest": strengths[by_weight[min(1, len(by_weight) - 1)]],
        "kin": matches.weights @ kin / matches.total_weight,
        "exact": matches.weights @ exact / matches.total_weight,
        **_missing(matches, strengths),
    }


def _missing(matches: Matches, strengths: Floats) -> dict[str, Floats]:
    """Return what each passage lacks that the question cannot do without."""
    shares = matches.weights[:, np.newaxis] * (1 - strengths) / matches.total_weight
    has_time = np.zeros(matches.count)
    has_time[matches.candidate[(matches.marks & Mark.CLOCK) > 0]] = 1.0
    return {
        "names_missing": matches.names() @ shares,
        "numbers_missing": matches.numbers() @ shares,
        "worst_missing": shares.max(axis=0),
        "time_missing": matches.asks_time * (1 - has_time),
    }


def _of_words(matches: Matches) -> dict[str, Floats]:
    """Return how each passage's own words match the question, without its title."""
    counts = np.zeros((len(matches.query_terms), matches.count))
    words = np.flatnonzero(matches.strength)
    np.add.at(counts, (matches.matched[words], matches.candidate[words]), 1.0)
    said = (counts > 0).astype(np.float64)
    expected = DIRICHLET * np.exp(-matches.weights)[:, np.newaxis]
    smoothing = np.log(DIRICHLET / (DIRICHLET + matches.lengths))
    return {
        "distinctiveness": _distinctiveness(matches, said, said),
        "evenness": matches.weights @ np.log(said + MISSING) / matches.total_weight,
        "language_model": matches.weights @ np.log1p(counts / expected) / _LIKELIHOOD
        + len(matches.query_terms) * smoothing / _LIKELIHOOD,
        "window": matches.windows(),
    }


def _of_sentences(matches: Matches, strengths: Floats) -> dict[str, Floats]:
    """Return what each sentence says of the question, and how."""
    row, rows, weights = matches.row, matches.rows, matches.weights
    coverage = weights @ strengths / matches.total_weight
    best = np.maximum.reduceat(coverage, matches.first_row)[matches.candidate_of_row]
    with_kin = matches.with_kin(row, strengths)
    exact = matches.exact_matches(row, rows)
    named = matches.names_and_numbers()
    new = _new_words(matches)
    pronoun = ((matches.marks & Mark.PRONOUN) > 0) & (matches.position_in_sentence == 0)
    return {
        "coverage": coverage,
        "pairs": matches.pairs(),
        "length": np.log1p(np.bincount(row, minlength=rows)) / _SENTENCE_LENGTH,
        "new_words": np.log1p(np.bincount(row[new], minlength=rows)) / _SENTENCE_LENGTH,
        "pronoun": _any(pronoun, row, rows),
        "negation": _any((matches.marks & Mark.NEGATION) > 0, row, rows),
        "focus": _any(matches.focus(), row, rows),
        "kin": weights @ (with_kin - strengths) / matches.total_weight,
        "exact": weights @ exact / matches.total_weight,
        "introduced": matches.introduced(),
        "share_of_best": coverage / np.maximum(best, _LEAST_COVERAGE),
        "plain_words": _share(weights * ~named, with_kin),
        "names_and_numbers": _share(weights * named, with_kin),
    }


def _of_context(matches: Matches, strengths: Floats) -> dict[str, Floats]:
    """Return what each sentence says of the question together with one of its neighbours."""
    previous = np.zeros_like(strengths)
    previous[:, 1:] = strengths[:, :-1]
    previous[:, matches.first_row] = 0.0
    # What a heading says holds for each sentence below it.
    under = matches.headed[matches.candidate_of_row]
    heading = strengths[:, matches.first_row[matches.candidate_of_row]]
    previous[:, under] = np.maximum(previous, heading)[:, under]
    following = np.zeros_like(strengths)
    following[:, :-1] = strengths[:, 1:]
    following[:, np.append(matches.first_row[1:], matches.rows) - 1] = 0.0
    weights, total = matches.weights, matches.total_weight
    return {
        "coverage_with_previous": weights @ np.maximum(strengths, previous) / total,
        "coverage_with_next": weights @ np.maximum(strengths, following) / total,
    }


def _of_channels(matches: Matches) -> dict[str, Floats]:
    """Return how near to matches each sentence has words of each channel, and how many."""
    row, rows = matches.row, matches.rows
    met = matches.strength > 0
    others, own = matches.proximity()
    starts = met & (matches.position < START_PROXIMITY)
    new = _new_words(matches)
    channels = _channels(matches, new)
    counted = {name: words for name, words in channels.items() if name != "any"}
    return {
        "match_proximity": _max(np.where(met, others, 0.0), row, rows),
        "start_proximity": _max(np.where(starts, others + own, 0.0), row, rows),
        **{
            f"proximity_{name}": _max(np.where(words, others, 0.0), row, rows)
            for name, words in (channels | _fine_channels(matches, new)).items()
        },
        **{
            f"count_{name}": np.log1p(np.bincount(row[words], minlength=rows)) / _CHANNEL_WORDS
            for name, words in counted.items()
        },
    }


def _distinctiveness(matches: Matches, said: Floats, strengths: Floats) -> Floats:
    """Return the share of the question in each group, by how few candidates say each term.

    `said`, shape `(query terms, candidates)`, is above 0 where a candidate says a term.
    """
    weights = -np.log(((said > 0).sum(axis=1) + 0.5) / (matches.count + 1))
    return _share(weights, strengths)


def _new_words(matches: Matches) -> Flags:
    """Return which words could be part of an answer: content that the question does not have."""
    new: Flags = (matches.strength == 0) & ((matches.marks & Mark.STOP) == 0)
    return new


def _channels(matches: Matches, new: Flags) -> dict[str, Flags]:
    """Return, for each of CHANNELS, which words are of that kind."""
    marks = matches.marks
    met = matches.strength > 0

    def has(mark: Mark) -> Flags:
        flags: Flags = (marks & mark) > 0
        return flags

    capital, year, month = has(Mark.CAPITAL), has(Mark.YEAR), has(Mark.MONTH)
    number = new & has(Mark.NUMBER) & ~has(Mark.CLOCK)
    after_place = matches.at_offsets(has(Mark.PLACE | Mark.PLACE_NOUN), 1, 2)
    name = new & capital & ~has(Mark.NUMBER | Mark.MONTH | Mark.PLACE_NOUN | Mark.TITLE)
    name_run = name & (matches.position_in_sentence > 1)
    name_run[1:] &= capital[:-1]
    dated = month & matches.at_offsets(has(Mark.NUMBER), 1, 2)
    at_focus = matches.at_offsets(matches.focus(), -2, -1, 1, 2)
    return {
        "any": new,
        "capital": name,
        "date": (has(Mark.CLOCK) if matches.asks_time else year | month) & ~met,
        "number": number & ~year,
        "measure": number & matches.at_offsets(has(Mark.UNIT) | met, -1, 1),
        "place": name & after_place,
        "cause": has(Mark.CAUSE),
        "copula": has(Mark.COPULA),
        "paren": new & has(Mark.PAREN),
        "quoted": new & has(Mark.QUOTED),
        "name_run": name_run,
        "next_to_match": name & matches.at_offsets(met, -1, 1),
        "name_at_focus": new & (capital | has(Mark.QUOTED)) & at_focus,
        "number_at_focus": number & at_focus,
        "full_date": dated & ~met,
        "year_alone": new & year & ~matches.at_offsets(month, 1),
        "situated": has(Mark.SITUATED),
        "naming": has(Mark.NAMING),
    }


def _fine_channels(matches: Matches, new: Flags) -> dict[str, Flags]:
    """Return, for each of FINE_CHANNELS, which words are of that kind."""
    marks = matches.marks
    met = matches.strength > 0
    other = Mark.NUMBER | Mark.MONTH | Mark.PLACE_NOUN | Mark.TITLE
    named = new & ((marks & Mark.NAME) > 0) & ((marks & other) == 0)
    set_off = ((marks & Mark.PAREN) > 0) | matches.at_offsets((marks & Mark.COMMA) > 0, 1)
    after_dateline = matches.position >= DATELINE
    after_place = matches.at_offsets((marks & (Mark.PLACE | Mark.PLACE_NOUN)) > 0, 1, 2)
    return {
        "named": named,
        "appositive": named & set_off & matches.at_offsets(met, 1) & after_dateline,
        "place_name": new & ((marks & Mark.PLACE_NAME) > 0) & (matches.position > 0),
        "place_named": named & after_place,
    }


def _share(weights: Floats, strengths: Floats) -> Floats:
    """Return, for each group of words, its share of the query terms with these weights."""
    shares: Floats = weights @ strengths / (float(weights.sum()) or 1.0)
    return shares


def _max(values: Floats, group: Integers, groups: int) -> Floats:
    largest = np.zeros(groups)
    np.maximum.at(largest, group, values)
    return largest


def _any(flags: Flags, group: Integers, groups: int) -> Floats:
    found = np.zeros(groups)
    found[group[flags]] = 1.0
    return found
