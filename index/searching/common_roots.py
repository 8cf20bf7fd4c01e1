"""Roots among the common words of a language, by what `roots.py` says of its affixes.

`kutip train` writes `models/families.<language>.txt`, because finding out what each common word is
formed from takes longer than answering a question: a base per line, and the size of its family.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources

from index.searching.affixes import MAX_LAYERS, bases_of
from index.searching.common_words import common_words
from index.searching.derivations import is_family
from index.searching.roots import MAX_RARITY


def common_root(word: str, code: str) -> str:
    """Return the root of a word among the common words of the language with this code.

    As `Roots.of` has it for a corpus in which each common word occurs once.
    """
    counts = _counts(code)
    for _ in range(MAX_LAYERS):
        count, base = max(((counts.get(base, 0), base) for base in bases_of(word)), default=(0, ""))
        if not count or count * MAX_RARITY < counts.get(word, 0):
            break
        word = base
    return word


def count_families(words: Collection[str]) -> dict[str, int]:
    """Return how many words each base of a family has, in alphabetical order of the bases."""
    derived: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for base in bases_of(word):
            derived[base].append(word)
    return {
        base: len(family) for base, family in sorted(derived.items()) if is_family(base, family)
    }


@cache
def families(code: str) -> Mapping[str, int]:
    """Return the sizes of the families of common words by their base; empty without a file."""
    file = resources.files("index") / "models" / f"families.{code}.txt"
    if not file.is_file():
        return {}
    lines = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {base: int(size) for base, size in lines}


@cache
def _counts(code: str) -> Mapping[str, int]:
    return {**dict.fromkeys(common_words(code), 1), **families(code)}
