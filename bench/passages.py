"""Generates passages to measure with, from words of the shipped article and invented ones.

The frequencies of words follow Zipf's law.
"""

import random
from collections.abc import Sequence

from corpus.article import Article
from corpus.shipped import shipped_articles
from corpus.split import split

WORDS_IN_PASSAGE = 70
VOCABULARY = 50_000


def vocabulary(draw: random.Random) -> list[str]:
    """Return the words, the most common first."""
    known = sorted({word for draft in shipped_articles() for word in draft.body.split()})
    syllables = [first + second for first in "bcdgjklmnprst" for second in "aeiou"]
    invented = {"".join(draw.choices(syllables, k=draw.randint(2, 4))) for _ in range(VOCABULARY)}
    return [*known, *sorted(invented)]


def passages(draw: random.Random, words: Sequence[str], count: int) -> list[str]:
    """Return the texts of `count` passages."""
    shares = [1 / rank for rank in range(1, len(words) + 1)]
    return [" ".join(draw.choices(words, shares, k=WORDS_IN_PASSAGE)) + "." for _ in range(count)]


def article(name: str, body: str) -> Article:
    """Return an article with this id and body, in Indonesian."""
    return Article(name, 1, "", "", None, "id", body, split(body))
