"""The other search engines, as workers hold them, each used as its documentation shows.

They index the texts of passages, and return the best TOP for a question. All split text into words
and fold their case; bm25s also stems, as Snowball does, and is compiled with numba.
"""

import re
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from performance.measures import Memory, Row, Stopwatch, disk
from performance.texts import Text, read_texts

TOP = 5
_WORD = re.compile(r"\w+")


class Peer:
    """Measures a search engine over numbered passages, as `Kutip` is measured."""

    def __init__(self) -> None:
        self._folder = Path()
        self._count = 0

    def start(self, texts: str, folder: str, question: str) -> Row:
        """Index the articles of a file, keep the index in a folder, and answer a question."""
        memory = Memory()
        passages = [passage for text in read_texts(Path(texts)) for passage in text.passages]
        self._folder, self._count = Path(folder), len(passages)
        watch = Stopwatch()
        self._index(passages)
        build, _ = watch.cost()
        del passages
        self._top(question)
        first_answer, kept = time.process_time(), disk(self._folder)
        return {
            "build_cpu": build / 1000,
            "build_peak": memory.peak(),
            "first_answer_cpu": first_answer,
            "resident": memory.resident(),
        } | ({"disk": kept} if kept else {})

    def first_answer(self, folder: str, question: str) -> float:
        """Return the processor time of this process until its first answer, in seconds."""
        self._folder = Path(folder)
        self._reopen()
        self._top(question)
        return time.process_time()

    def ask(self, _what: str, questions: Sequence[str], seconds: float) -> list[Any]:
        """Return the costs of the best passages for each; ends early after `seconds`."""
        costs: list[tuple[float, float]] = []
        for question in questions:
            watch = Stopwatch()
            self._top(question)
            costs.append(watch.cost())
            if sum(cpu for cpu, _ in costs) > 1000 * seconds:
                break
        return costs

    def add(self, fields: dict[str, Any]) -> tuple[float, float]:
        """Return the cost of adding an article, until it is stored and found."""
        passages = Text(**fields).passages
        watch = Stopwatch()
        self._add(self._count, passages)
        cost = watch.cost()
        assert self._count in self._top(passages[0])
        return cost

    def remove(self, fields: dict[str, Any]) -> tuple[float, float]:
        """Return the cost of removing that article, until it is no longer found."""
        passages = Text(**fields).passages
        watch = Stopwatch()
        self._remove(self._count, len(passages))
        cost = watch.cost()
        assert self._count not in self._top(passages[0])
        return cost

    def close(self) -> None:
        """End without anything to keep."""

    def _index(self, passages: Sequence[str]) -> None:
        raise NotImplementedError

    def _reopen(self) -> None:
        raise NotImplementedError

    def _top(self, question: str) -> list[int]:
        raise NotImplementedError

    def _add(self, first: int, passages: Sequence[str]) -> None:
        raise NotImplementedError

    def _remove(self, first: int, count: int) -> None:
        raise NotImplementedError


class RankBM25(Peer):
    """rank_bm25's BM25Okapi, which keeps and changes nothing: its index is made anew."""

    def _index(self, passages: Sequence[str]) -> None:
        from rank_bm25 import BM25Okapi  # noqa: PLC0415

        self._bm25 = BM25Okapi([_words(passage) for passage in passages])

    def _top(self, question: str) -> list[int]:
        import numpy as np  # noqa: PLC0415

        scores = self._bm25.get_scores(_words(question))
        top = min(TOP, len(scores))
        return [int(place) for place in np.argpartition(-scores, top - 1)[:top]]


class Bm25s(Peer):
    """bm25s with numba, whose index is made anew for a change."""

    def _index(self, passages: Sequence[str]) -> None:
        import bm25s  # noqa: PLC0415
        import Stemmer  # noqa: PLC0415

        self._stem = Stemmer.Stemmer("indonesian").stemWords
        self._bm25 = bm25s.BM25(method="lucene", backend="numba")
        self._bm25.index([self._stem(_words(each)) for each in passages], show_progress=False)
        self._bm25.save(self._folder, show_progress=False)

    def _top(self, question: str) -> list[int]:
        words = [self._stem(_words(question))]
        found, _ = self._bm25.retrieve(words, k=TOP, show_progress=False, n_threads=1)
        return [int(place) for place in found[0]]


class Tantivy(Peer):
    """tantivy with its default analysis, in a folder, with one thread."""

    def _index(self, passages: Sequence[str]) -> None:
        import tantivy  # noqa: PLC0415

        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("number", stored=True, indexed=True)
        schema.add_text_field("text")
        self._tantivy = tantivy.Index(schema.build(), str(self._folder))
        self._writer = self._tantivy.writer(heap_size=100_000_000, num_threads=1)
        self._add(0, passages)

    def _reopen(self) -> None:
        import tantivy  # noqa: PLC0415

        self._tantivy = tantivy.Index.open(str(self._folder))
        self._searcher = self._tantivy.searcher()

    def _top(self, question: str) -> list[int]:
        query = self._tantivy.parse_query(" ".join(_words(question)), ["text"])
        hits = self._searcher.search(query, TOP).hits
        return [self._searcher.doc(place)["number"][0] for _, place in hits]

    def _add(self, first: int, passages: Sequence[str]) -> None:
        import tantivy  # noqa: PLC0415

        for number, passage in enumerate(passages, first):
            document = tantivy.Document(text=passage)
            document.add_integer("number", number)
            self._writer.add_document(document)
        self._commit()

    def _remove(self, first: int, count: int) -> None:
        for number in range(first, first + count):
            self._writer.delete_documents_by_term("number", number)
        self._commit()

    def _commit(self) -> None:
        self._writer.commit()
        self._tantivy.reload()
        self._searcher = self._tantivy.searcher()


class Fts5(Peer):
    """SQLite's FTS5, in a database with the pragmas of Kutip's."""

    def _index(self, passages: Sequence[str]) -> None:
        self._reopen()
        self._database.execute("CREATE VIRTUAL TABLE passages USING fts5(text)")
        self._add(0, passages)

    def _reopen(self) -> None:
        self._database = sqlite3.connect(self._folder / "fts5.db")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")

    def _top(self, question: str) -> list[int]:
        # Each word once, because FTS5 takes quadratic time for repeated words.
        words = dict.fromkeys(_words(question))
        rows = self._database.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?",
            (" OR ".join(f'"{word}"' for word in words), TOP),
        )
        return [number for (number,) in rows]

    def _add(self, first: int, passages: Sequence[str]) -> None:
        with self._database:
            self._database.executemany(
                "INSERT INTO passages (rowid, text) VALUES (?, ?)", enumerate(passages, first)
            )

    def _remove(self, first: int, count: int) -> None:
        with self._database:
            self._database.execute(
                "DELETE FROM passages WHERE rowid BETWEEN ? AND ?", (first, first + count - 1)
            )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
