"""Whether two questions mean the same: they ask in one way for the same things."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein

from index.analysis import analyzer, has_words
from index.common_words import common_words
from index.finder import ASKED_IN
from index.languages import Kind, fold, language
from index.question import VAGUE, read_question
from index.roots import Roots

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


@lru_cache(maxsize=4096)
def question_key(question: str) -> str:
    """Return what a question asks for, the same for questions that mean the same.

    It is how it asks, a colon, and its terms in the order of the alphabet, e.g. `who: cipta lagu`;
    empty when nothing is asked. Word order, function words, affixes, colloquial spellings and case
    make no difference.
    """
    if not has_words(question):
        return ""
    read = read_question(question, analyzer(READ_AS), [language(code) for code in ASKED_IN])
    asked = read.terms[:MOST_TERMS]
    words = _WORD.findall(fold(question))
    nouns = {each.word: _ASKING_NOUNS.get(each.word) for each in asked}
    kind = _kind(read.kind, words)
    if kind is Kind.NONE:
        kind = next((meant for meant in nouns.values() if meant), Kind.NONE)
    terms = {_root(each.word) for each in asked if nouns[each.word] is not kind}
    # Of "siapa dia?" no term is left to look for.
    terms = terms or set(words[:MOST_TERMS])
    # The last word is none: "bisa ikut gak?" asks what "bisa ikut?" does.
    if not _NOT.isdisjoint(words[:-1]):
        terms.add("tidak")
    return f"{kind.value}: {' '.join(sorted(terms))}"


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
    return DamerauLevenshtein.distance(one, other, score_cutoff=most) <= most
