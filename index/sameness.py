"""Whether two questions mean the same: they ask in one way for the same things."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein

from index.finder import ASKED_IN
from index.reading.analysis import analyzer, has_words
from index.reading.languages import Kind, fold, language
from index.reading.question import VAGUE, read_question
from index.searching.common_words import common_words
from index.searching.roots import Roots

MOST_TERMS = 40
"""Of a question that are looked at; who writes more asks several."""
READ_AS = "id"
"""The language whose words questions are reduced by; any other's are left as they are."""
LONG_ENOUGH = 6
"""Letters of a word that may be misspelt by one; a shorter one would often be another word."""
LONG = 10
"""Letters of a word that may be misspelt by two."""

_ASKING_NOUNS = {
    **dict.fromkeys(("alasan", "penyebab", "sebab", "reason"), Kind.WHY),
    **dict.fromkeys(("arti", "definisi", "pengertian", "maksud", "meaning"), Kind.NONE),
    **dict.fromkeys(("cara", "caranya"), Kind.HOW),
    **dict.fromkeys(("jumlah", "number"), Kind.NUMBER),
    **dict.fromkeys(("letak", "lokasi", "location"), Kind.WHERE),
}
"""Nouns that ask as a question word does: "cara memasak", "bagaimana memasak"."""
_NEGATIONS = (
    "tidak tak tdk gak ga gk nggak ngga enggak ndak kagak bukan bkn belum blm jangan tanpa "
    "not no never without cannot can't don't doesn't didn't isn't aren't wasn't won't"
)
_NOT = frozenset(_NEGATIONS.split())
"""Function words that turn what is asked into its opposite."""
_WORD = re.compile(r"[\w']+")
_SYMBOLIC = re.compile(r"\w+[+#]+")
"""C++, C#: the analyzer leaves the symbols out."""
_CLITIC = "nya"


@dataclass(frozen=True, slots=True)
class _Read:
    """A question as it is compared."""

    kind: Kind
    words: frozenset[str]
    """Those with content, folded, as they stand there."""
    marks: frozenset[str]
    """What else makes a difference: that it says no, and words with symbols."""


@lru_cache(maxsize=4096)
def question_key(question: str) -> str:
    """Return what a question asks for, the same for questions that mean the same.

    It is how it asks, a colon, and its terms in the order of the alphabet, e.g. `who: cipta lagu`;
    empty when nothing is asked. Word order, function words, affixes, colloquial spellings and case
    make no difference, so that it is good for putting questions together, not for answering one
    as another: "siapa membunuh X" and "siapa dibunuh X" have the same.
    """
    if not has_words(question):
        return ""
    read = _read(question)
    return _key(read.kind, {*map(_root, read.words), *read.marks})


def wording_key(question: str) -> str:
    """Return the same for questions in the same words, but for order, function words and case."""
    if not has_words(question):
        return ""
    read = _read(question)
    return _key(read.kind, read.words | read.marks)


def terms_of(key: str) -> frozenset[str]:
    """Return the terms of the question with this key."""
    return frozenset(key.partition(": ")[2].split())


def nearly_same(first: str, second: str) -> bool:
    """Tell whether the questions with these keys mean the same but for the spelling of words."""
    if first == second:
        return True
    mine, others = terms_of(first), terms_of(second)
    same_kind = first.partition(":")[0] == second.partition(":")[0]
    if not same_kind or len(mine) != len(others) or mine.isdisjoint(others):
        return False
    left, right = sorted(mine - others), sorted(others - mine)
    return all(_is_misspelt(one, other) for one, other in zip(left, right, strict=True))


def _read(question: str) -> _Read:
    read = read_question(question, analyzer(READ_AS), [language(code) for code in ASKED_IN])
    asked = read.terms[:MOST_TERMS]
    folded = fold(question)
    written = _WORD.findall(folded)
    nouns = {each.word: _ASKING_NOUNS.get(each.word) for each in asked}
    kind = _kind(read.kind, written)
    if kind is Kind.NONE:
        kind = next((meant for meant in nouns.values() if meant), Kind.NONE)
    words = {_bare(each.word) for each in asked if nouns[each.word] is not kind}
    marks = set(_SYMBOLIC.findall(folded))
    # With nothing asked for after it, it is none: "bisa ikut gak?" asks what "bisa ikut?" does.
    last = max((place for place, word in enumerate(written) if word in nouns), default=0)
    if not _NOT.isdisjoint(written[:last]):
        marks.add("tidak")
    # Of "siapa dia?" no term is left to look for.
    return _Read(kind, frozenset(words or written[:MOST_TERMS]), frozenset(marks))


def _key(kind: Kind, terms: Iterable[str]) -> str:
    return f"{kind.value}: {' '.join(sorted(set(terms)))}"


def _bare(word: str) -> str:
    """Return a word without "its"; five letters stay at least, else it may be a word's own end."""
    return word.removesuffix(_CLITIC) if len(word) >= len(_CLITIC) + 5 else word


def _kind(kind: Kind, words: Sequence[str]) -> Kind:
    """Return how a question asks: "siapa itu X?" as "X siapa?", "apa itu X?" as "X apa?"."""
    if kind is Kind.DEFINE:
        return Kind.WHO if "siapa" in words or "who" in words else Kind.NONE
    return Kind.NONE if kind in VAGUE else kind


def _root(word: str) -> str:
    """Return a word's root, as the common words of the language have it."""
    root = _roots().of(word)
    # "Durian" is no form of "duri", nor is "santai" one of "santa".
    return word if word in {f"{root}an", f"{root}i"} else root


@cache
def _roots() -> Roots:
    words = common_words(READ_AS)
    numbers = {word: number for number, word in enumerate(sorted(words))}
    return Roots().changed(words, numbers, np.ones(len(words), np.int64))


def _is_misspelt(one: str, other: str) -> bool:
    """Tell whether one of two terms is a misspelling of the other, and not another word."""
    common = common_words(READ_AS)
    if not (one.isalpha() and other.isalpha()) or (one in common and other in common):
        return False
    shorter = min(len(one), len(other))
    most = (shorter >= LONG_ENOUGH) + (shorter >= LONG)
    distance = DamerauLevenshtein.distance(one, other, score_cutoff=most)
    # What differs at its beginning is another word: imigrasi, emigrasi; hiper-, hipoglikemia.
    return distance <= most and one[: 2 * distance] == other[: 2 * distance]
