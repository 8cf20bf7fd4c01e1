"""Glossaries: everyday words of one language and what they are called in another.

A file `glossaries/aa-bb.txt` has one entry per line, `words = words`, those of the language `aa` on
the left. The words of a side are separated by commas. Lines that start with `#` are comments.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from index.reading.analysis import analyzer

THROUGH = "id"
"""The language that words of two others are translated through if they have no glossary: the
glossaries of most languages are with this one."""


@cache
def glossary(code: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return, by language, the words of another language that the terms of that one translate to.

    Between two languages without a glossary, the words of THROUGH are among these, because its
    neighbours share many with it.

    >>> "harga" in glossary("id")["en"]["price"]
    True
    >>> glossary("ms")["en"]["card"]
    ('kad', 'kartu')
    """
    found = dict(_direct(code))
    if code == THROUGH or THROUGH not in found:
        return found
    for other, terms in _direct(THROUGH).items():
        if other != code and other not in found:
            found[other] = {term: _through(words, found[THROUGH]) for term, words in terms.items()}
    return found


def _through(words: Iterable[str], onwards: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what words of THROUGH are translated to, and then these words themselves."""
    every = tuple(words)
    further = (each for word in every for each in onwards.get(analyzer(THROUGH).term(word), ()))
    return tuple(dict.fromkeys([*further, *every]))


@cache
def _direct(code: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    found: dict[str, dict[str, dict[str, None]]] = {}
    for file in (resources.files("index.reading") / "glossaries").iterdir():
        left, _, right = file.name.removesuffix(".txt").partition("-")
        if code not in {left, right}:
            continue
        other = left if code == right else right
        terms = found.setdefault(other, defaultdict(dict))
        for sides in entries_of(file):
            own, foreign = sides if code == left else sides[::-1]
            for word in foreign:
                terms[analyzer(other).term(word)].update(dict.fromkeys(own))
    return {
        other: {term: tuple(words) for term, words in terms.items()}
        for other, terms in found.items()
    }


def entries(left: str, right: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words of each entry of a glossary, those of the language `left` first.

    Raise FileNotFoundError if these languages have none.
    """
    return entries_of(resources.files("index.reading") / "glossaries" / f"{left}-{right}.txt")


def entries_of(file: Traversable) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the words of each entry of a file: those left of the equals sign, and right of it."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, right = ([word.strip() for word in side.split(",")] for side in line.split("="))
            yield left, right
