"""Question keys: whether two questions mean the same, because they ask for the same in one way."""

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

MAX_TERMS = 40
"""The most terms of a question in its key; a longer text asks several questions."""
READ_AS = "id"
"""The language whose affixes are removed; words of any other language are kept as they are."""
ONE_EDIT_LENGTH = 6
"""Letters of the shortest word in which one edit counts as a misspelling; in shorter ones it often
makes another word."""
TWO_EDITS_LENGTH = 10
"""Letters of the shortest word in which two edits count as a misspelling."""

_ASKING_NOUNS = {
    **dict.fromkeys(("alasan", "penyebab", "sebab", "reason"), Kind.WHY),
    **dict.fromkeys(("arti", "definisi", "pengertian", "maksud", "meaning"), Kind.NONE),
    **dict.fromkeys(("cara", "caranya"), Kind.HOW),
    **dict.fromkeys(("jumlah", "number"), Kind.NUMBER),
    **dict.fromkeys(("letak", "lokasi", "location"), Kind.WHERE),
}
"""Nouns that ask like question words: "cara memasak" is "bagaimana memasak"."""
_NEGATIONS = (
    "tidak tak tdk gak ga gk nggak ngga enggak ndak kagak bukan bkn belum blm jangan tanpa "
    "not no never without cannot can't don't doesn't didn't isn't aren't wasn't won't"
)
_NOT = frozenset(_NEGATIONS.split())
"""Function words that reverse what is asked."""
_NEGATED = "tidak"
"""What any of them is in a key."""
_WORD = re.compile(r"[\w']+")
_SYMBOLIC = re.compile(r"\w+[+#]+")
"""C++, C#: the analyzer drops the symbols."""
_CLITIC = "nya"
_SHORTEST_BARE = 5
"""The fewest letters left when the clitic is removed; with fewer it belongs to the word itself."""


@dataclass(frozen=True, slots=True)
class _ReadQuestion:
    """A question as keys are made from it."""

    kind: Kind
    words: frozenset[str]
    """Folded content words."""
    marks: frozenset[str]
    """Other differences in meaning: a negation, and words with symbols."""


@lru_cache(maxsize=4096)
def question_key(question: str) -> str:
    """Return a key that is the same for questions that mean the same.

    It consists of the kind of question and its roots in alphabetical order, and is empty for a
    text without words. Word order, function words, affixes, colloquial spellings and case make no
    difference. Keys are made to group questions, not to answer one like another: "siapa membunuh
    X" and "siapa dibunuh X" have the same key.

    >>> question_key("Siapa pencipta lagu ini?")
    'who: cipta lagu'
    >>> question_key("lagu ini diciptakan siapa")
    'who: cipta lagu'
    """
    if not has_words(question):
        return ""
    read = _read(question)
    return _key(read.kind, {*map(_root, read.words), *read.marks})


def wording_key(question: str) -> str:
    """Return a key that differs from `question_key()` in that affixes make a difference.

    >>> wording_key("Siapa pencipta lagu ini?")
    'who: lagu pencipta'
    """
    if not has_words(question):
        return ""
    read = _read(question)
    return _key(read.kind, read.words | read.marks)


def terms_of(key: str) -> frozenset[str]:
    """Return the terms in a key.

    >>> sorted(terms_of("who: cipta lagu"))
    ['cipta', 'lagu']
    """
    return frozenset(key.partition(": ")[2].split())


def nearly_same(first: str, second: str) -> bool:
    """Return whether two keys differ at most in the spelling of words.

    >>> nearly_same("who: indonesia presiden", "who: indonesia presidn")
    True
    """
    if first == second:
        return True
    mine, others = terms_of(first), terms_of(second)
    same_kind = first.partition(":")[0] == second.partition(":")[0]
    if not same_kind or len(mine) != len(others) or mine.isdisjoint(others):
        return False
    left, right = sorted(mine - others), sorted(others - mine)
    return all(_is_misspelt(one, other) for one, other in zip(left, right, strict=True))


def _read(question: str) -> _ReadQuestion:
    read = read_question(question, analyzer(READ_AS), [language(code) for code in ASKED_IN])
    asked = read.terms[:MAX_TERMS]
    folded = fold(question)
    written = _WORD.findall(folded)
    nouns = {each.word: _ASKING_NOUNS.get(each.word) for each in asked}
    kind = _kind(read.kind, written)
    if kind is Kind.NONE:
        kind = next((meant for meant in nouns.values() if meant), Kind.NONE)
    words = {_bare(each.word) for each in asked if nouns[each.word] is not kind}
    marks = set(_SYMBOLIC.findall(folded))
    # A negation after the last term is a tag: "bisa ikut gak?" means "bisa ikut?".
    last = max((place for place, word in enumerate(written) if word in nouns), default=0)
    if not _NOT.isdisjoint(written[:last]):
        marks.add(_NEGATED)
    # A question such as "siapa dia?" has no terms, so all its words are kept.
    return _ReadQuestion(kind, frozenset(words or written[:MAX_TERMS]), frozenset(marks))


def _key(kind: Kind, terms: Iterable[str]) -> str:
    return f"{kind.value}: {' '.join(sorted(set(terms)))}"


def _bare(word: str) -> str:
    """Return a word without the clitic "nya" ("its")."""
    return word.removesuffix(_CLITIC) if len(word) >= len(_CLITIC) + _SHORTEST_BARE else word


def _kind(kind: Kind, words: Sequence[str]) -> Kind:
    """Return the kind in a key: "siapa itu X?" is "X siapa?", and "apa itu X?" is "X apa?"."""
    if kind is Kind.DEFINE:
        return Kind.WHO if "siapa" in words or "who" in words else Kind.NONE
    return Kind.NONE if kind in VAGUE else kind


def _root(word: str) -> str:
    """Return the root of a word among the common words of the language."""
    root = _roots().of(word)
    # A suffix alone is too little evidence: "durian" is not formed from "duri".
    return word if word in {f"{root}an", f"{root}i"} else root


@cache
def _roots() -> Roots:
    words = common_words(READ_AS)
    numbers = {word: number for number, word in enumerate(sorted(words))}
    return Roots().changed(words, numbers, np.ones(len(words), np.int64))


def _is_misspelt(one: str, other: str) -> bool:
    """Return whether one of two terms is likely a misspelling of the other."""
    common = common_words(READ_AS)
    if not (one.isalpha() and other.isalpha()) or (one in common and other in common):
        return False
    shorter = min(len(one), len(other))
    most = (shorter >= ONE_EDIT_LENGTH) + (shorter >= TWO_EDITS_LENGTH)
    distance = DamerauLevenshtein.distance(one, other, score_cutoff=most)
    # Words that differ at the start are different ones: imigrasi, emigrasi; hiper-, hipoglikemia.
    same_start = 2 * distance
    return distance <= most and one[:same_start] == other[:same_start]
