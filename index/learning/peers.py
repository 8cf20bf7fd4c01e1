"""Peers: other search engines that Kutip is compared with on the same questions.

Each is used as its documentation shows, over the texts of passages without titles. It yields, for
each question, the positions of at most DEPTH passages, best first, with ties in their order.
Passages without a word of the question are left out.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

DEPTH = 10
"""The most passages ranked for a question."""

Peer = Callable[[Sequence[str], str, Iterable[str]], Iterator[list[int]]]
"""Takes passages with at least one word each, their language and questions; yields rankings."""

_WORD = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _best(scores: NDArray[np.floating]) -> list[int]:
    best = np.argsort(-scores, kind="stable")[:DEPTH]
    return [int(position) for position in best if scores[position] != 0]


def _rank_bm25(
    passages: Sequence[str], _language: str, questions: Iterable[str]
) -> Iterator[list[int]]:
    bm25 = BM25Okapi([_words(passage) for passage in passages])
    for question in questions:
        yield _best(bm25.get_scores(_words(question)))


def _bm25s(passages: Sequence[str], language: str, questions: Iterable[str]) -> Iterator[list[int]]:
    stem = _stemmer(language)
    bm25 = bm25s.BM25(method="lucene")
    bm25.index([stem(_words(passage)) for passage in passages], show_progress=False)
    for question in questions:
        words = stem(_words(question))
        yield _best(bm25.get_scores(words)) if words else []


def _stemmer(language: str) -> Callable[[list[str]], list[str]]:
    """Return the Snowball stemmer for the language, or one that keeps words as they are."""
    try:
        return Stemmer.Stemmer(language).stemWords
    except KeyError:
        return list


def _sqlite_fts5(
    passages: Sequence[str], _language: str, questions: Iterable[str]
) -> Iterator[list[int]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize = 'unicode61')")
        database.executemany(
            "INSERT INTO passages (rowid, text) VALUES (?, ?)", enumerate(passages)
        )
        for question in questions:
            # Each word once, because FTS5 takes quadratic time for repeated words.
            words = dict.fromkeys(_words(question))
            rows = database.execute(
                "SELECT rowid FROM passages WHERE passages MATCH ?"
                " ORDER BY bm25(passages), rowid LIMIT ?",
                (" OR ".join(f'"{word}"' for word in words) or '""', DEPTH),
            )
            yield [position for (position,) in rows]


PEERS: dict[str, Peer] = {
    "rank_bm25": _rank_bm25,
    "bm25s": _bm25s,
    "sqlite_fts5": _sqlite_fts5,
}
"""The peers by name: plain BM25Okapi, bm25s with Lucene's scores and Snowball, SQLite's FTS5."""
