"""Texts for an encoder that knows English better: word by word, as far as glossaries go.

Sentence encoders are trained on the languages with the most text. In this rough English, they
compare Indonesian and Javanese texts far better than as they are (docs/retrieval.md).
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from index.reading.analysis import analyzer
from index.reading.glossary import entries, entries_of
from index.reading.languages import fold

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_POSSESSIVE = "nya"
"""What "its" and "the" are in Indonesian: a suffix."""


def in_english(text: str, code: str) -> str:
    """Return a text in the language with this code with its words in English, where known.

    >>> in_english("Tiketnya 25.000 untuk dewasa", "id")
    'ticket 25.000 for adult'
    """
    known = _words(code)
    if not known:
        return text
    return _WORD.sub(lambda match: _translated(match.group(), code, known), text)


def _translated(written: str, code: str, known: Mapping[str, str]) -> str:
    word = fold(written)
    for each in (word, word.removesuffix(_POSSESSIVE)):
        english = known.get(each) or known.get(analyzer(code).term(each))
        if english is not None:
            return english
    return written


@cache
def _words(code: str) -> Mapping[str, str]:
    """Return an English word for the words and terms of a language; none if it has no glossary."""
    if code == "id":
        indonesian = _first([(own, english) for english, own in entries("en", "id")], code)
        file = resources.files(__package__) / "function_words.id-en.txt"
        return indonesian | {word: to[0] for own, to in entries_of(file) for word in own}
    if code == "jv":
        through = _words("id")
        pairs = [
            (own, [through[word] for word in indonesian if word in through])
            for indonesian, own in entries("id", "jv")
        ]
        # Much is written the same in both.
        return {**through, **_first([pair for pair in pairs if pair[1]], code)}
    return {}


def _first(pairs: list[tuple[list[str], list[str]]], code: str) -> dict[str, str]:
    """Return the first translation of each word, where it is most usual, and of its term."""
    ranked = sorted(
        ((rank, word, to[0]) for own, to in pairs for rank, word in enumerate(own)),
        key=lambda each: each[0],
    )
    of_terms: dict[str, str] = {}
    of_words: dict[str, str] = {}
    for _, word, english in ranked:
        of_words.setdefault(word, english)
        of_terms.setdefault(analyzer(code).term(word), english)
    return of_terms | of_words
