"""Common words and names of a language, which are never treated as misspelt.

`kutip train` writes them to `models/common_words.<language>.txt` and `models/names.<language>.txt`,
one word per line.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import resources

from corpus.article import Article
from index.reading.analysis import Analyzer
from index.reading.languages import Mark

MIN_PASSAGES = 5
"""The fewest passages of the training sets that contain a common word."""


MIN_PASSAGES_OF_NAME = 3
"""The fewest passages of the training sets that contain a known name with a capital."""
MIN_CAPITALS = 3
"""How many times more passages contain it with a capital than in lower case."""
MIN_LETTERS_OF_NAME = 4


@cache
def common_words(code: str) -> frozenset[str]:
    """Return the common words, folded, of the language with this code; empty if it has no file."""
    return _listed(f"common_words.{code}.txt")


@cache
def known_names(code: str) -> frozenset[str]:
    """Return well-known names, folded, of the language with this code; empty if it has no file."""
    return _listed(f"names.{code}.txt")


def count_common_words(articles: Iterable[Article], analyzer: Analyzer) -> list[str]:
    """Return the words in at least MIN_PASSAGES passages, in alphabetical order.

    Names and numbers are left out: a name in many passages is not a common word.
    """
    passages: Counter[str] = Counter()
    for article in articles:
        for passage in article.passages:
            tokens = analyzer.tokens(article.body, passage.span.start, passage.span.end)
            lower_case = {
                token.word for token in tokens if not token.marks & (Mark.CAPITAL | Mark.NUMBER)
            }
            passages.update(word for word in lower_case if word.isalpha())
    return sorted(word for word, count in passages.items() if count >= MIN_PASSAGES)


def count_names(articles: Iterable[Article], analyzer: Analyzer) -> list[str]:
    """Return the words that are nearly always capitalised, in alphabetical order."""
    capitals: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for article in articles:
        for passage in article.passages:
            tokens = [
                token
                for token in analyzer.tokens(article.body, passage.span.start, passage.span.end)
                if len(token.word) >= MIN_LETTERS_OF_NAME and token.word.isalpha()
            ]
            capitals.update({token.word for token in tokens if token.marks & Mark.CAPITAL})
            lower.update({token.word for token in tokens if not token.marks & Mark.CAPITAL})
    return sorted(
        word
        for word, count in capitals.items()
        if count >= MIN_PASSAGES_OF_NAME and count > MIN_CAPITALS * lower[word]
    )


def _listed(name: str) -> frozenset[str]:
    file = resources.files("index") / "models" / name
    return frozenset(file.read_text(encoding="utf-8").split()) if file.is_file() else frozenset()
