"""Common words of a language, which are never taken for misspelt ones.

`models/common_words.<language>.txt` holds a word a line; `kutip train` writes it.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources

from corpus.article import Article
from index.reading.analysis import Analyzer
from index.reading.languages import Mark

COMMON = 5
"""Passages of the training sets that a common word stands in, at least."""


@cache
def common_words(code: str) -> frozenset[str]:
    """Return the language's common words, folded, by its code; none where none are known."""
    file = resources.files("index") / "models" / f"common_words.{code}.txt"
    return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else frozenset()


def count_common_words(articles: Iterable[Article], analyzer: Analyzer) -> list[str]:
    """Return, in alphabetical order, the words that stand in COMMON passages at least.

    Names and numbers are left out: what is named in many passages is still no common word.
    """
    passages: Counter[str] = Counter()
    for article in articles:
        for passage in article.passages:
            tokens = analyzer.tokens(article.body, passage.span.start, passage.span.end)
            small = {
                token.word for token in tokens if not token.marks & (Mark.CAPITAL | Mark.NUMBER)
            }
            passages.update(word for word in small if word.isalpha())
    return sorted(word for word, count in passages.items() if count >= COMMON)
