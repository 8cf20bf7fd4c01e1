"""Articles as an index holds them: as bytes, of which only those that are quoted are read."""

import json
from collections.abc import Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from corpus.article import Article, Block, Kind, Passage, Span
from index.searching.arrays import Arrays, below, prefixed
from index.searching.postings import Flags
from index.searching.ragged import Ragged
from index.searching.strings import Strings

HELD = 64
"""Articles of each part of an index that are kept in memory once they have been read."""


class StoredArticles:
    """Articles with unique ids, by number from 0. Instances are immutable."""

    def __init__(self, ids: Strings, encoded: Ragged) -> None:
        """Take the ids of the articles, and each as bytes."""
        self.ids = ids
        self.encoded = encoded
        self._read = lru_cache(HELD)(lambda number: _decoded(encoded[number].tobytes()))

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Self:
        """Store articles."""
        ids = Strings.of(article.id for article in articles)
        return cls(ids, Ragged.of_bytes([_encoded(article) for article in articles]))

    @classmethod
    def of_arrays(cls, arrays: Arrays) -> Self:
        """Take the arrays of `arrays()`."""
        ids, encoded = below("ids", arrays), below("encoded", arrays)
        return cls(Strings(ids), Ragged.of_arrays(encoded))

    def arrays(self) -> Arrays:
        """Return what the articles are made of, by name."""
        ids, encoded = self.ids.arrays(), self.encoded.arrays()
        return prefixed("ids", ids) | prefixed("encoded", encoded)

    def __getitem__(self, number: int) -> Article:
        """Return the article with this number."""
        return self._read(number)

    def __len__(self) -> int:
        """Return how many articles there are."""
        return len(self.ids)

    @cached_property
    def digests(self) -> NDArray[np.uint64]:
        """A digest of all that is stored of each article, in order."""
        digests = [
            int.from_bytes(blake2b(self.encoded[number].tobytes(), digest_size=8).digest())
            for number in range(len(self))
        ]
        return np.array(digests, np.uint64)

    def only(self, kept: Flags) -> "StoredArticles":
        """Return the kept articles (one flag each)."""
        if kept.all():
            return self
        ids = Strings.of(self.ids[number] for number in np.flatnonzero(kept).tolist())
        return StoredArticles(ids, self.encoded.only(kept))

    def followed_by(self, more: "StoredArticles") -> "StoredArticles":
        """Return these articles followed by others."""
        ids = Strings.of([*self.ids.every(), *more.ids.every()])
        return StoredArticles(ids, self.encoded.followed_by(more.encoded))


def _encoded(article: Article) -> bytes:
    data = [
        article.id,
        article.version,
        article.title,
        article.source,
        article.url,
        article.language,
        article.body,
        [
            [each.number, each.span.start, each.span.end]
            + [place for sentence in each.sentences for place in (sentence.start, sentence.end)]
            for each in article.passages
        ],
        [[block.kind, block.span.start, block.span.end] for block in article.blocks],
        article.author,
        article.published,
    ]
    # A lone surrogate is no text, but it must not stop a search.
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _decoded(encoded: bytes) -> Article:
    data: list[Any] = json.loads(encoded.decode("utf-8", "surrogatepass"))
    article_id, version, title, source, url, language, body, passages, blocks, *rest = data
    author, published = rest
    return Article(
        article_id,
        version,
        title,
        source,
        url,
        language,
        body,
        tuple(
            Passage(number, Span(start, end), tuple(map(Span, places[::2], places[1::2])))
            for number, start, end, *places in passages
        ),
        tuple(Block(Kind(kind), Span(start, end)) for kind, start, end in blocks),
        author,
        published,
    )
