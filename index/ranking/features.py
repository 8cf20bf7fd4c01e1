"""What can be said of the candidates for a question in numbers, for trained weights to add up."""

from dataclasses import dataclass

import numpy as np

from index.ranking.likeness import LIKENESS, likeness
from index.ranking.matches import Flags, Floats, Integers, Matches
from index.ranking.wording import WORDING, Wording
from index.reading.languages import Mark
from index.searching.retrieval import Candidates, PassageIndex

CHANNELS = (
    "any", "capital", "date", "number", "measure", "place", "cause", "copula", "paren", "quoted",
    "name_run", "beside", "after_focus", "number_at_focus", "full_date", "year_alone", "situated",
    "naming",
)  # fmt: skip
"""Kinds of words that an answer may be made of."""
FINE_CHANNELS = ("named", "appositive", "place_name", "place_named")
"""More of them, that tell sentences apart: names by how the corpus writes them elsewhere."""

COMPARED = (
    "told_apart", "evenness", "language_model", "window", *WORDING, "wording_repeated", *LIKENESS,
)  # fmt: skip
"""Of a passage: what tells it from the other candidates, and those from it."""

PASSAGE_FEATURES = (
    "share_of_ideal", "share_of_top", "coverage", "count_coverage", "capital_coverage",
    "start_coverage", "length", "missing_known", "rank", "first_word", "matches", "rarest",
    "second", "kin", "exact", *COMPARED,
)  # fmt: skip
"""Of a passage: how much of the question it says, and where."""

SENTENCE_FEATURES = (
    "coverage", "with_before", "pairs", "nearest", "length", "new_words", "start_heat", "pronoun",
    "negation", "focus", "kin", "exact", "introduced", "share_of_best",
    "with_after", "plain_words", "names_and_numbers", *WORDING, "told_apart",
    *(f"heat_{channel}" for channel in (*CHANNELS, *FINE_CHANNELS)),
    *(f"count_{channel}" for channel in CHANNELS[1:]),
)  # fmt: skip
"""Of a sentence: how much of the question it says, and what near that could be the answer."""

DATELINE = 3
"""Words at a passage's start that may only tell where and for whom it was written."""
START = 10
"""Words that are a passage's start."""
DIRICHLET = 50.0
"""Words that a passage's language model takes from the corpus (Zhai and Lafferty 2004)."""
UNSAID = 0.1
"""What a part of the question counts that a passage does not say, beside 1, in a product."""
SENTENCE_START = 8
"""Words at a passage's start to which the question's words may give heat of their own."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of candidates, best first, and of their sentences, candidate by candidate."""

    passages: Floats
    """A row a candidate, in the columns of PASSAGE_FEATURES."""
    sentences: Floats
    """A row a sentence, in the columns of SENTENCE_FEATURES."""
    candidate: Integers
    """The candidate that each sentence is of."""
    first: Integers
    """The row of each candidate's first sentence."""


def extract(index: PassageIndex, found: Candidates) -> Features:
    """Return the features of the candidates, of which there must be one at least."""
    matches = Matches(index, found)
    wording = Wording(index, found, matches)
    sentence_hits = matches.hits(matches.row, matches.rows)
    hits = np.maximum(
        np.maximum.reduceat(sentence_hits, matches.first_row, axis=1), matches.title_hits()
    )
    of_passages = [
        *_of_passages(matches, found, hits),
        *_of_words(matches),
        *wording.of_passages(),
        wording.repeated(index.usual_length),
        *likeness(index, matches, hits),
    ]
    return Features(
        np.stack(of_passages, axis=1),
        np.stack(_of_sentences(matches, sentence_hits, wording), axis=1),
        matches.candidate_of_row,
        matches.first_row,
    )


def _of_passages(matches: Matches, found: Candidates, hits: Floats) -> list[Floats]:
    coverage = matches.weights @ hits / matches.total
    known = np.array([float(slot.known) for slot in matches.slots])
    capital = matches.names_and_numbers() * matches.weights
    met = matches.strength > 0
    at_start = np.zeros((len(matches.slots), matches.count))
    early = met & (matches.within < START)
    np.maximum.at(
        at_start, (matches.slot[early], matches.candidate[early]), matches.strength[early]
    )
    first_word = np.zeros(matches.count)
    first_word[matches.candidate[met & (matches.within == 0)]] = 1.0
    by_weight = np.argsort(-matches.weights, kind="stable")
    kin = matches.kin_hits(matches.candidate, hits) - hits
    exact = matches.exact_hits(matches.candidate, matches.count)
    return [
        found.scores / found.ideal,
        found.scores / found.scores[0],
        coverage,
        hits.mean(axis=0),
        capital @ hits / capital.sum() if capital.any() else coverage,
        matches.weights @ at_start / matches.total,
        np.log1p(matches.lengths) / 6,
        known @ (1 - hits) / max(known.sum(), 1.0),
        1 / (1 + np.arange(matches.count)),
        first_word,
        np.log1p(np.bincount(matches.candidate[met], minlength=matches.count)) / 3,
        hits[by_weight[0]],
        hits[by_weight[min(1, len(by_weight) - 1)]],
        matches.weights @ kin / matches.total,
        matches.weights @ exact / matches.total,
    ]


def _of_words(matches: Matches) -> list[Floats]:
    """Return what the words that meet a part of the question say, without the title's."""
    counts = np.zeros((len(matches.slots), matches.count))
    met = np.flatnonzero(matches.strength)
    np.add.at(counts, (matches.slot[met], matches.candidate[met]), 1.0)
    said = (counts > 0).astype(np.float64)
    chances = DIRICHLET * np.exp(-matches.weights)[:, np.newaxis]
    return [
        _told_apart(matches, said, said),
        matches.weights @ np.log(said + UNSAID) / matches.total,
        matches.weights @ np.log1p(counts / chances) / 10
        + len(matches.slots) * np.log(DIRICHLET / (DIRICHLET + matches.lengths)) / 10,
        matches.windows(),
    ]


def _of_sentences(matches: Matches, hits: Floats, wording: Wording) -> list[Floats]:
    row, rows, weights = matches.row, matches.rows, matches.weights
    met = matches.strength > 0
    coverage = weights @ hits / matches.total
    before = np.zeros_like(hits)
    before[:, 1:] = hits[:, :-1]
    before[:, matches.first_row] = 0.0
    after = np.zeros_like(hits)
    after[:, :-1] = hits[:, 1:]
    after[:, np.append(matches.first_row[1:], rows) - 1] = 0.0
    kin_hits = matches.kin_hits(row, hits)
    named = matches.names_and_numbers()
    heat, own = matches.heat()
    new = ~met & ((matches.marks & Mark.STOP) == 0)
    starts = met & (matches.within < SENTENCE_START)
    pronoun = ((matches.marks & Mark.PRONOUN) > 0) & (matches.within_sentence == 0)
    best = np.maximum.reduceat(coverage, matches.first_row)[matches.candidate_of_row]
    channels = _channels(matches, new)
    heating = [*channels, *_fine_channels(matches, new)]
    return [
        coverage,
        weights @ np.maximum(hits, before) / matches.total,
        matches.pairs(),
        _most(np.where(met, heat, 0.0), row, rows),
        np.log1p(np.bincount(row, minlength=rows)) / 4,
        np.log1p(np.bincount(row[new], minlength=rows)) / 4,
        _most(np.where(starts, heat + own, 0.0), row, rows),
        _any(pronoun, row, rows),
        _any((matches.marks & Mark.NEGATION) > 0, row, rows),
        _any(matches.beside_question_word(), row, rows),
        weights @ (kin_hits - hits) / matches.total,
        weights @ matches.exact_hits(row, rows) / matches.total,
        matches.introduced(),
        coverage / np.maximum(best, 1e-9),
        weights @ np.maximum(hits, after) / matches.total,
        _share(weights * ~named, kin_hits),
        _share(weights * named, kin_hits),
        *wording.of_sentences(),
        _told_apart(matches, np.maximum.reduceat(hits, matches.first_row, axis=1), hits),
        *(_most(np.where(channel, heat, 0.0), row, rows) for channel in heating),
        *(np.log1p(np.bincount(row[channel], minlength=rows)) / 2 for channel in channels[1:]),
    ]


def _told_apart(matches: Matches, said: Floats, hits: Floats) -> Floats:
    """Return the share of the question that hits say, by how few candidates do, as is said."""
    telling = -np.log(((said > 0).sum(axis=1) + 0.5) / (matches.count + 1))
    return _share(telling, hits)


def _channels(matches: Matches, new: Flags) -> list[Flags]:
    """Return, for each of CHANNELS, which words are of that kind."""
    marks = matches.marks
    met = matches.strength > 0

    def has(mark: Mark) -> Flags:
        flags: Flags = (marks & mark) > 0
        return flags

    capital, year = has(Mark.CAPITAL), has(Mark.YEAR)
    number = new & has(Mark.NUMBER)
    after_place = matches.beside(has(Mark.PLACE | Mark.PLACE_NOUN), 1, 2)
    name = new & capital & ~has(Mark.NUMBER | Mark.MONTH | Mark.PLACE_NOUN | Mark.TITLE)
    name_run = name & (matches.within_sentence > 1)
    name_run[1:] &= capital[:-1]
    month = has(Mark.MONTH)
    dated = month & matches.beside(has(Mark.NUMBER), 1, 2)
    focus = matches.beside(matches.beside_question_word(), -2, -1, 1, 2)
    return [
        new,
        name,
        (year | has(Mark.MONTH)) & ~met,
        number & ~year,
        number & matches.beside(has(Mark.UNIT) | met, -1, 1),
        name & after_place,
        has(Mark.CAUSE),
        has(Mark.COPULA),
        new & has(Mark.PAREN),
        new & has(Mark.QUOTED),
        name_run,
        name & matches.beside(met, -1, 1),
        new & (capital | has(Mark.QUOTED)) & focus,
        number & focus,
        dated & ~met,
        new & year & ~matches.beside(month, 1),
        has(Mark.SITUATED),
        has(Mark.NAMING),
    ]


def _fine_channels(matches: Matches, new: Flags) -> list[Flags]:
    """Return, for each of FINE_CHANNELS, which words are of that kind."""
    marks = matches.marks
    met = matches.strength > 0
    other = Mark.NUMBER | Mark.MONTH | Mark.PLACE_NOUN | Mark.TITLE
    named = new & ((marks & Mark.NAME) > 0) & ((marks & other) == 0)
    apart = ((marks & Mark.PAREN) > 0) | matches.beside((marks & Mark.COMMA) > 0, 1)
    # The first words of a report name the town and the paper.
    told = matches.within >= DATELINE
    return [
        named,
        named & apart & matches.beside(met, 1) & told,
        new & ((marks & Mark.PLACE_NAME) > 0) & (matches.within > 0),
        named & matches.beside((marks & (Mark.PLACE | Mark.PLACE_NOUN)) > 0, 1, 2),
    ]


def _share(weights: Floats, hits: Floats) -> Floats:
    """Return, for each group of words, the share that it meets of these parts of the question."""
    shares: Floats = weights @ hits / (float(weights.sum()) or 1.0)
    return shares


def _most(values: Floats, group: Integers, groups: int) -> Floats:
    most = np.zeros(groups)
    np.maximum.at(most, group, values)
    return most


def _any(flags: Flags, group: Integers, groups: int) -> Floats:
    found = np.zeros(groups)
    found[group[flags]] = 1.0
    return found
