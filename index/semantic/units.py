"""What is encoded of the articles of an index: each unit, under the title of its article."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from index.searching.part import Part
from index.searching.postings import Integers
from index.searching.retrieval import PassageIndex
from index.semantic.english import in_english
from index.semantic.vectors import NOWHERE, Vectors


@dataclass(frozen=True, slots=True)
class Unencoded:
    """An article of an index that has no vectors yet."""

    digest: int
    index: PassageIndex
    positions: range

    def texts(self) -> list[str]:
        """Return what is to be encoded of each of its units, in order."""
        return [text_of(self.index, position) for position in self.positions]


def text_of(index: PassageIndex, position: int) -> str:
    """Return what is encoded of the unit at a position."""
    article, unit = index.passages[position]
    text = f"{article.title}. {unit.span.of(article.body)}"
    return in_english(text, index.analyzer.language.code)


def rows_of(index: PassageIndex, vectors: Vectors) -> Integers:
    """Return, for each position, the row of its vector; NOWHERE if it has none."""
    rows = [np.zeros(0, np.int64)]
    for part, _ in _parts(index):
        firsts = vectors.first_rows(part.articles.digests)[part.article]
        positions = np.arange(len(part.article))
        within = positions - np.searchsorted(part.article, part.article)
        rows.append(np.where(firsts == NOWHERE, NOWHERE, firsts + within))
    every = np.concatenate(rows)
    every[~index.passages.live] = NOWHERE
    return every


def unencoded(indexes: Mapping[str, PassageIndex], vectors: Vectors) -> Iterator[Unencoded]:
    """Yield the articles without vectors, in order."""
    for index in indexes.values():
        live = index.passages.live
        for part, start in _parts(index):
            lacking = vectors.first_rows(part.articles.digests) == NOWHERE
            for number in np.flatnonzero(lacking).tolist():
                first, last = np.searchsorted(part.article, [number, number + 1]).tolist()
                if first < last and live[start + first]:
                    digest = int(part.articles.digests[number])
                    yield Unencoded(digest, index, range(start + first, start + last))


def digests(indexes: Mapping[str, PassageIndex]) -> Iterator[int]:
    """Yield the digests of the articles with passages."""
    for index in indexes.values():
        live = index.passages.live
        for part, start in _parts(index):
            numbers = np.unique(part.article[live[start : start + len(part.article)]])
            yield from part.articles.digests[numbers].tolist()


def _parts(index: PassageIndex) -> Iterator[tuple[Part, int]]:
    """Yield the parts of an index, each with its first position."""
    yield index.passages.standing, 0
    yield index.passages.recent, len(index.passages.standing)
