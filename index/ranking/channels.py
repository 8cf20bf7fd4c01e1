"""Channels: kinds of words that may be part of an answer, and how near to matches they stand."""

import numpy as np

from index.ranking.hits import Hits
from index.ranking.matches import Flags, Floats, Matches
from index.ranking.nearness import proximity
from index.reading.languages import Mark

CHANNELS = (
    "any", "capital", "date", "number", "measure", "place", "cause", "copula", "paren", "quoted",
    "name_run", "next_to_match", "name_at_focus", "number_at_focus", "full_date", "year_alone",
    "situated", "naming",
)  # fmt: skip
"""Kinds of words that may be part of an answer."""
FINE_CHANNELS = ("named", "appositive", "place_name", "place_named")
"""More kinds, by name evidence from the whole corpus; they only compare sentences of a passage."""

DATELINE = 3
"""Words at the start of a passage that may be a dateline, which names where it was written."""
START_PROXIMITY = 8
"""Words at the start of a passage whose own match counts in `start_proximity`."""
CHANNEL_WORDS, NEW_WORDS = 2, 4
"""Divisors by which the logarithm of a count reaches 1 at 6 words of a channel and 54 new ones."""


def channel_features(matches: Matches) -> dict[str, Floats]:
    """Return how near to matches each sentence has words of each channel, and how many.

    The result has `match_proximity`, `start_proximity` and `new_words`, too.
    """
    new = ~(matches.met | matches.having(Mark.STOP))
    channels = _channels(matches, new) | _fine_channels(matches, new)
    flagged = np.concatenate(list(channels.values())).nonzero()[0]
    numbers, words = flagged // matches.size, flagged % matches.size
    others, own = proximity(matches)
    shape = len(channels), matches.rows
    # One index in place of a pair is several times as fast.
    cells = numbers * matches.rows + matches.row.take(words)
    nearest = np.zeros(shape)
    np.maximum.at(nearest.ravel(), cells, others.take(words))
    counts = np.bincount(cells, minlength=nearest.size).reshape(shape)
    logarithms = np.log1p(counts[: len(CHANNELS)])
    hits = matches.hits
    early = hits.only(hits.words - matches.begins[hits.candidates] < START_PROXIMITY)
    return {
        "match_proximity": _largest(matches, hits, others),
        "start_proximity": _largest(matches, early, others + own),
        "new_words": logarithms[0] / NEW_WORDS,
        **{f"proximity_{name}": row for name, row in zip(channels, nearest, strict=True)},
        **{
            f"count_{name}": row
            for name, row in zip(CHANNELS[1:], logarithms[1:] / CHANNEL_WORDS, strict=True)
        },
    }


def _channels(matches: Matches, new: Flags) -> dict[str, Flags]:
    """Return, for each of CHANNELS, which words are of that kind."""
    having, near, met = matches.having, matches.at_offsets, matches.met
    capital, year, month = having(Mark.CAPITAL), having(Mark.YEAR), having(Mark.MONTH)
    quoted, clock = having(Mark.QUOTED), having(Mark.CLOCK)
    number = new & having(Mark.NUMBER) & ~clock
    name = new & capital & ~having(Mark.NUMBER, Mark.MONTH, Mark.PLACE_NOUN, Mark.TITLE)
    name_run = name & ~matches.begins_sentence & ~near(matches.begins_sentence, 1)
    name_run[1:] &= capital[:-1]
    dated = month & near(having(Mark.NUMBER), 1, 2)
    at_focus = near(matches.focus(), -2, -1, 1, 2)
    return {
        "any": new,
        "capital": name,
        "date": (clock if matches.asks_time else year | month) & ~met,
        "number": number & ~year,
        "measure": number & near(having(Mark.UNIT) | met, -1, 1),
        "place": name & near(having(Mark.PLACE, Mark.PLACE_NOUN), 1, 2),
        "cause": having(Mark.CAUSE),
        "copula": having(Mark.COPULA),
        "paren": new & having(Mark.PAREN),
        "quoted": new & quoted,
        "name_run": name_run,
        "next_to_match": name & near(met, -1, 1),
        "name_at_focus": new & (capital | quoted) & at_focus,
        "number_at_focus": number & at_focus,
        "full_date": dated & ~met,
        "year_alone": new & year & ~near(month, 1),
        "situated": having(Mark.SITUATED),
        "naming": having(Mark.NAMING),
    }


def _fine_channels(matches: Matches, new: Flags) -> dict[str, Flags]:
    """Return, for each of FINE_CHANNELS, which words are of that kind."""
    having, near = matches.having, matches.at_offsets
    other = having(Mark.NUMBER, Mark.MONTH, Mark.PLACE_NOUN, Mark.TITLE)
    named = new & having(Mark.NAME) & ~other
    set_off = having(Mark.PAREN) | near(having(Mark.COMMA), 1)
    after_dateline = matches.position >= DATELINE
    return {
        "named": named,
        "appositive": named & set_off & near(matches.met, 1) & after_dateline,
        "place_name": new & having(Mark.PLACE_NAME) & (matches.position > 0),
        "place_named": named & near(having(Mark.PLACE, Mark.PLACE_NOUN), 1, 2),
    }


def _largest(matches: Matches, hits: Hits, values: Floats) -> Floats:
    """Return the largest of the values of the hits in each row, at least 0."""
    largest = np.zeros(matches.rows)
    np.maximum.at(largest, hits.rows, values[hits.words])
    return largest
