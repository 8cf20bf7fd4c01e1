"""Question keys: whether two questions mean the same, because they ask for the same in one way."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from index.finder import ASKED_IN
from index.reading.analysis import analyzer, has_words
from index.reading.glossary import glossary
from index.reading.languages import Kind, fold, language
from index.reading.question import VAGUE, Question, read_question
from index.searching.affixes import possible_bases
from index.searching.common_roots import common_root
from index.searching.common_words import common_words, known_names
from index.searching.opposites import NEGATIONS, REVERSING, Turn, Turns, turns_of

MAX_TERMS = 40
"""The most terms of a question in its key; a longer text asks several questions."""
READ_AS = "id"
"""The language whose affixes are removed; words of any other language are kept as they are."""
ONE_EDIT_LENGTH = 6
"""Letters of the shortest word in which one edit counts as a misspelling; in shorter ones it often
makes another word."""
SAME_START = 2
"""Letters that a misspelt word begins with as the word that is meant."""
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
_NEGATED = "tidak"
"""What any negation is in a question key."""
_WORD = re.compile(r"[\w']+")
_SYMBOLIC = re.compile(r"\w+[+#]+")
"""C++, C#: the analyzer drops the symbols."""
ABOUT = ">"
"""Between a word that turns a question round and what it is about, in a key."""
_MOST = "ter"
_CLITIC = "nya"
_SHORTEST_BARE = 5
"""The fewest letters left when the clitic is removed; with fewer it belongs to the word itself."""


@dataclass(frozen=True, slots=True)
class ReadWording:
    """A question as keys are made from it."""

    kind: Kind
    words: frozenset[str]
    """Folded content words."""
    symbolic: frozenset[str]
    """Words with symbols."""
    turns: Turns
    in_order: Sequence[str]
    """All words in order, function words included, in standard spelling."""

    def without(self, turns: Iterable[Turn]) -> frozenset[str]:
        """Return the content words that none of these turns consists of."""
        return self.words.difference(*(map(bare, turn.taken) for turn in turns))


@lru_cache(maxsize=4096)
def question_key(question: str) -> str:
    """Return a key that is the same for questions that mean the same.

    It consists of the kind of question and its roots in alphabetical order, and is empty for a
    text without words. Word order, function words, affixes, colloquial spellings and case make no
    difference, but words that turn a question round do, see `index.searching.opposites`. Keys are
    made to group questions, not to answer one like another: "siapa membunuh X" and "siapa dibunuh
    X" have the same key.

    >>> question_key("Siapa pencipta lagu ini?")
    'who: cipta lagu'
    >>> question_key("lagu ini diciptakan siapa")
    'who: cipta lagu'
    >>> question_key("gimana kalau belum daftar setelah pembukaan?")
    'how: after>buka buka daftar tidak>daftar'
    """
    if not has_words(question):
        return ""
    read = read_wording(question)
    turns = [turn for turn in read.turns.named if turn.name in REVERSING]
    words = read.without(turns)
    terms = {*map(root, words), *read.symbolic}
    terms.update(_written(turn.name, map(root, turn.about)) for turn in turns)
    negations = (turn for turn in read.turns.others if turn.name in NEGATIONS)
    terms.update(_written(_NEGATED, map(root, turn.about)) for turn in negations)
    return _key(read.kind, terms)


@lru_cache(maxsize=4096)
def wording_key(question: str) -> str:
    """Return a key that is the same only for questions that one answer is surely right for.

    It differs from `question_key()` in that affixes make a difference, and so do what a negation is
    about, who does something to whom, and all function words that change what is asked.

    >>> wording_key("Siapa pencipta lagu ini?")
    'who: lagu pencipta'
    >>> wording_key("siapa yang gak boleh ikut?")
    'who: boleh ikut not>boleh'
    """
    if not has_words(question):
        return ""
    read = read_wording(question)
    turns = (*read.turns.named, *read.turns.others)
    marks = {_written(turn.name, map(bare, turn.about)) for turn in turns}
    return _key(read.kind, {*read.without(turns), *read.symbolic, *marks})


def follow_up_key(question: str, earlier: str) -> str:
    """Return the key of a question that follows up another, with the terms of both.

    >>> follow_up_key("berapa lama?", "cara daftar jadi penjaga?")
    'number: daftar jadi jaga lama'
    """
    key, before = question_key(question), question_key(earlier)
    if not key:
        return ""
    kind = next((each for each in (key, before) if not each.startswith(Kind.NONE)), key)
    return _key(Kind(kind.partition(":")[0]), terms_of(key) | terms_of(before))


@lru_cache(maxsize=2**13)
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
    if len(mine) != len(others) or mine.isdisjoint(others):
        return False
    if first.partition(":")[0] != second.partition(":")[0]:
        return False
    left, right = sorted(mine - others), sorted(others - mine)
    return all(is_misspelt(one, other) for one, other in zip(left, right, strict=True))


def read_wording(question: str) -> ReadWording:
    """Read a question as keys are made from it."""
    read = read_question(question, analyzer(READ_AS), [language(code) for code in ASKED_IN])
    asked = read.terms[:MAX_TERMS]
    folded = fold(question)
    written = _WORD.findall(folded)
    nouns = {each.word: _ASKING_NOUNS.get(each.word) for each in asked}
    kind = _kind(read.kind, written)
    if kind is Kind.NONE:
        kind = next((meant for meant in nouns.values() if meant), Kind.NONE)
    content = frozenset(word for word, meant in nouns.items() if meant is not kind)
    in_order, replaced = _in_order(question, read, nouns.keys())
    if len(read.terms) > MAX_TERMS:
        in_order = in_order[: max(in_order.index(word) for word in {*nouns} & {*in_order}) + 1]
    superlatives = language(read.language).superlatives
    in_order, content = _analytic(in_order, content - replaced, superlatives)
    turns = turns_of(in_order, content, read.kind, read.language)
    # A question such as "siapa dia?" has no terms, so all its words are kept.
    words = set(map(bare, content)) if asked else set(written[:MAX_TERMS])
    return ReadWording(
        kind=kind,
        words=frozenset(words),
        symbolic=frozenset(_SYMBOLIC.findall(folded)),
        turns=turns,
        in_order=in_order,
    )


def _in_order(question: str, read: Question, terms: Set[str]) -> tuple[Sequence[str], Set[str]]:
    """Return all words of a question in order, and its terms that are function words after all.

    Words with content are in the spelling of the language that terms are read in, but "can't" is
    "can not".
    """
    if read.language == READ_AS:
        return _in_full(read.words, terms), frozenset()
    asked_in = language(read.language)
    words: list[str] = []
    replaced = set[str]()
    for token in analyzer(READ_AS).tokens(question):
        as_read = language(READ_AS).colloquial.get(token.word, (token.word,))
        standard = asked_in.colloquial.get(token.word, (token.word,))
        if any((word,) in asked_in.turning for word in standard):
            words += standard
            replaced.update({token.word, *as_read} - set(standard))
        else:
            words += as_read
    return words, replaced


def _in_full(words: Iterable[str], terms: Set[str]) -> Sequence[str]:
    """Return the words with short names as the terms have them."""
    known = language(READ_AS)
    found: list[str] = []
    for word in words:
        full = known.names.get(word) or known.acronyms.get(word.upper()) or (word,)
        found += full if set(full) <= terms else (word,)
    return found


def _analytic(
    words: Sequence[str], content: frozenset[str], superlatives: Set[str]
) -> tuple[Sequence[str], frozenset[str]]:
    """Return the words and those with content, with "paling murah" for "termurah"."""
    bases = {
        word: word.removeprefix(_MOST)
        for word in content
        if word.startswith(_MOST) and word.removeprefix(_MOST) in superlatives
    }
    if not bases:
        return words, content
    apart = [
        each for word in words for each in (["paling", bases[word]] if word in bases else [word])
    ]
    return apart, frozenset(bases.get(word, word) for word in content)


def _written(name: str, about: Iterable[str]) -> str:
    """Return a word that turns a question round as a term of a key."""
    return ABOUT.join([name, *about])


def _key(kind: Kind, terms: Iterable[str]) -> str:
    return f"{kind.value}: {' '.join(sorted(set(terms)))}"


def bare(word: str) -> str:
    """Return a word without the clitic "nya" ("its")."""
    return word.removesuffix(_CLITIC) if len(word) >= len(_CLITIC) + _SHORTEST_BARE else word


def _kind(kind: Kind, words: Sequence[str]) -> Kind:
    """Return the kind in a key: "siapa itu X?" is "X siapa?", and "apa itu X?" is "X apa?"."""
    if kind is Kind.DEFINE:
        return Kind.WHO if "siapa" in words or "who" in words else Kind.NONE
    return Kind.NONE if kind in VAGUE else kind


def root(word: str) -> str:
    """Return the root of a word among the common words of the language."""
    found = common_root(word, READ_AS)
    # A suffix alone is too little evidence: "durian" is not formed from "duri".
    return word if word in {f"{found}an", f"{found}i"} else found


@lru_cache(maxsize=2**13)
def is_misspelt(one: str, other: str) -> bool:
    """Return whether one of two terms is likely a misspelling of the other."""
    if ABOUT not in one and one[:SAME_START] != other[:SAME_START]:
        return False
    (name, *one_about), (other_name, *other_about) = one.split(ABOUT), other.split(ABOUT)
    if one_about and other_about:
        about = zip(one_about, other_about, strict=False)
        return (
            name == other_name
            and len(one_about) == len(other_about)
            and all(first == second or is_misspelt(first, second) for first, second in about)
        )
    if not (one.isalpha() and other.isalpha()):
        return False
    if one == f"{other}s" or other == f"{one}s":  # an English plural
        return len(one) >= ONE_EDIT_LENGTH
    if is_word(one) and is_word(other):
        return False
    shorter = min(len(one), len(other))
    most = (shorter >= ONE_EDIT_LENGTH) + (shorter >= TWO_EDITS_LENGTH)
    distance = DamerauLevenshtein.distance(one, other, score_cutoff=most)
    # Words that differ at the start are different ones: imigrasi, emigrasi; hiper-, hipoglikemia.
    same_start = 2 * distance
    return distance <= most and one[:same_start] == other[:same_start]


def is_word(word: str, *, itself: bool = False) -> bool:
    """Return whether a term is a word of Indonesian or English, or a usual form of one.

    With `itself`, forms of Indonesian words do not count.
    """
    known = _known_words()
    if word in known or analyzer("en").term(word) in known:
        return True
    return not itself and not possible_bases(word).isdisjoint(known)


@cache
def _known_words() -> Set[str]:
    """Return the words that the languages of questions list, and the stems of the English ones."""
    words = {*common_words(READ_AS), *known_names(READ_AS)}
    for code in ASKED_IN:
        of_language = language(code)
        words.update(of_language.marks, of_language.empty, *of_language.turning)
        words.update(*of_language.synonyms, *of_language.everyday, *of_language.colloquial.values())
        for translations in glossary(code).values():
            words.update(*translations.values())
    return {*words, *map(analyzer("en").term, words)}
