"""The gist of a question: its words with content, what it asks for, and what sets it apart."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from index.finder import ASKED_IN
from index.reading.analysis import analyzer
from index.reading.glossary import glossary
from index.reading.languages import Kind, Mark, language
from index.sameness import READ_AS, bare, is_word, read_wording, root
from index.searching.affixes import possible_bases
from index.searching.common_words import known_names
from index.searching.informal import formal_bases
from index.searching.opposites import ASKED_FOR, NEGATIONS, REVERSING, Turn

REMEMBERED = 2**11
"""How many gists are remembered, the last ones: some 2.5 KB each, and four times as many as a
server's questions that are grouped at once."""
WHAT, WHETHER = "what", "whether"
"""What questions such as "apa syaratnya" and "boleh ikut gak" ask for."""
_KINDS = frozenset(
    kind.value for kind in (Kind.WHEN, Kind.NUMBER, Kind.WHERE, Kind.HOW, Kind.WHO, Kind.WHY)
)
_ASKING_WHAT = frozenset({"apa", "mana", "what", "which", "saja"})
_ASKING_WHETHER = frozenset(
    ("apakah", "bisa", "dapat", "boleh", "ada", "can", "may", "is", "are", "do")
)
_LONG = "lama"
_EACH = frozenset(("per", "tiap", "setiap"))
_DURATIONS = frozenset((_LONG, "menit", "minggu"))
_DIRECTIONS = frozenset({"from", "to", "by"})
"""Often left out: "keluar (dari) guild"."""
_WEEK = "minggu"
_END = "end"
"""What sets questions apart that ask when something ends."""


@dataclass(frozen=True, slots=True)
class Gist:
    """What a question is about."""

    words: tuple[str, ...]
    """Its words with content, each once; numbers as digits."""
    asks: frozenset[str]
    """What it asks for: values of Kind, WHAT or WHETHER; empty if it does not say."""
    apart: frozenset[str]
    """What sets it apart from all questions without just these: numbers, days, months, negations,
    words such as "before", and such as "vice"."""
    sides: frozenset[tuple[int, int]]
    """The antonyms that it has: the number of the pair, and which side."""
    turns: frozenset[Turn]
    """The words that turn it round, and what they are about."""
    said: frozenset[str]
    """All of its words."""
    names: frozenset[str]
    """Those of its words with content that are names: well-known ones, and unknown words with a
    capital."""

    def turned(self, other: "Gist") -> bool:
        """Return whether it turns the other round: "dari A ke B" and "dari B ke A", "ke A"."""
        return any(
            turn.about == another.about
            or (turn.name == another.name and turn.about[:1] and turn.about[0] in there.said)
            for here, there in ((self, other), (other, self))
            for turn in here.turns - there.turns
            for another in there.turns - here.turns
        )


@lru_cache(maxsize=REMEMBERED)
def gist_of(question: str) -> Gist:
    """Return the gist of a question in Indonesian, English or both."""
    read = read_wording(question)
    in_order = read.in_order
    numbers = {
        token.word: token.term
        for token in analyzer(READ_AS).tokens(question)
        if token.term[:1].isdigit()
    }
    asks, nouns = _asked_for(read.kind, in_order, read.words)
    if not asks and question.rstrip().endswith("?"):
        asks.add(WHETHER)
    words = tuple(sorted({numbers.get(word, word) for word in read.words - nouns}))
    apart = {turn.name for turn in (*read.turns.named, *read.turns.others) if _sets_apart(turn)}
    apart |= {word for word in words if word[0].isdigit() or _narrows(word)}
    apart |= {word for word in read.words if _names_day(word, in_order)}
    if Kind.WHEN.value in asks and ("until" in apart or any(map(_ends, in_order))):
        apart = (apart - {"until"}) | {_END}
    turns = {*read.turns.named, *read.turns.others}
    reversing = frozenset(turn for turn in turns if turn.name in REVERSING | NEGATIONS)
    sides = _sides(read.words)
    return Gist(
        words,
        frozenset(asks),
        frozenset(apart),
        sides,
        reversing,
        said=frozenset(in_order),
        names=_names(question, words),
    )


def families(word: str, vocabulary: Set[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stems of a word, and those of its synonyms and translations as well.

    Two words are of one family if they share a stem. A word is only formed from what is a known
    word or in the vocabulary.
    """
    word = bare(word)
    known = is_word(word)
    formed = [*possible_bases(word), *(() if known else formal_bases(word))]
    bases = {word, root(word), *language(READ_AS).colloquial.get(word, ())}
    bases.update(base for base in formed if base in vocabulary or is_listed(base))
    direct = frozenset(map(_stem, bases))
    translations = glossary(READ_AS).get("en", {})
    english = analyzer("en")
    translated = {
        _stem(each) for base in bases for each in translations.get(english.term(base), ())
    }
    groups = _everyday()
    alike = {f"#{group}" for stem in direct | translated for group in groups.get(stem, ())}
    return direct, direct | translated | alike


def is_light(word: str) -> bool:
    """Return whether a word says little about which question it is."""
    return any(word in language(code).light for code in ASKED_IN)


def is_listed(word: str) -> bool:
    """Return whether a word itself is known, and not only what it is formed from."""
    return is_word(word, itself=True)


def _asked_for(kind: Kind, in_order: Sequence[str], words: Set[str]) -> tuple[set[str], set[str]]:
    """Return what is asked for, and the words that only say so."""
    before = dict(zip(in_order[1:], in_order, strict=False))
    if kind is Kind.WHEN and any(before.get(noun) in _EACH for noun in in_order if _noun(noun)):
        kind = Kind.NUMBER  # "iuran per bulan berapa" is no "bulan berapa".
    asks = {kind.value} & _KINDS
    what = not _ASKING_WHAT.isdisjoint(in_order)
    nouns = {word for word in words if _noun(word) not in {None, Kind.WHEN}}
    nouns -= {word for word in nouns if _noun(word) is Kind.WHERE and before.get(word) == "di"}
    if kind is Kind.WHEN or not (asks or what or nouns):
        nouns |= {word for word in words if _noun(word) is Kind.WHEN}
    if kind is Kind.NUMBER:
        lasting = {word for word in words if word in _DURATIONS or _noun(word) is Kind.WHEN}
        if any(before.get(word) == "berapa" for word in lasting):
            nouns |= {word for word in lasting if before.get(word) == "berapa" or word == _LONG}
    asks.update(noun_of.value for word in nouns if (noun_of := _noun(word)) and noun_of is not kind)
    if kind is Kind.NUMBER:
        asks.discard(Kind.WHEN.value)
    if not asks:
        whether = "tidak" in in_order[-1:] or not _ASKING_WHETHER.isdisjoint(in_order)
        asks.update([WHAT] if what else [WHETHER] if whether else [])
    return asks, nouns


def _noun(word: str) -> Kind | None:
    return next(
        (language(code).asks[word] for code in ASKED_IN if word in language(code).asks), None
    )


def _sets_apart(turn: Turn) -> bool:
    """Return whether questions differ in which one has a word that turns it round, and one not."""
    asked_for = turn.about == (ASKED_FOR,) and turn.name != "until"
    return turn.name in (REVERSING - _DIRECTIONS) | NEGATIONS and not asked_for


def _names_day(word: str, in_order: Sequence[str]) -> bool:
    """Return whether a word names a day or a month: "minggu" does in "hari minggu"."""
    if word == _WEEK and "hari" not in in_order:
        return False
    return any(language(code).marks.get(word, 0) & Mark.MONTH for code in ASKED_IN)


def _names(question: str, words: Iterable[str]) -> frozenset[str]:
    """Return which of the words of a question are names. Its first word has a capital anyway."""
    tokens = list(analyzer(READ_AS).tokens(question))
    with_capital = {token.word for token in tokens[1:] if token.marks & Mark.CAPITAL}
    known = known_names(READ_AS)
    return frozenset(
        word for word in words if word in known or (word in with_capital and not is_listed(word))
    )


def _narrows(word: str) -> bool:
    return any(word in language(code).narrowing for code in ASKED_IN)


def _ends(word: str) -> bool:
    return any(word in language(code).ends for code in ASKED_IN)


def _sides(words: Iterable[str]) -> frozenset[tuple[int, int]]:
    return frozenset(side for word in words for side in _antonyms().get(word, ()))


@cache
def _antonyms() -> dict[str, list[tuple[int, int]]]:
    pairs = [pair for code in ASKED_IN for pair in language(code).antonyms]
    found: dict[str, list[tuple[int, int]]] = {}
    for number, pair in enumerate(pairs):
        for side, words in enumerate(pair):
            for word in words:
                found.setdefault(word, []).append((number, side))
    return found


@cache
def _everyday() -> dict[str, list[int]]:
    """Return the numbers of the groups of synonyms that each stem is in."""
    found: dict[str, list[int]] = {}
    spoken = [language(code) for code in ASKED_IN]
    groups = [group for each in spoken for group in (*each.everyday, *each.synonyms)]
    for number, group in enumerate(groups):
        for stem in set(map(_stem, group)):
            found.setdefault(stem, []).append(number)
    return found


@lru_cache(maxsize=2**13)
def _stem(word: str) -> str:
    return analyzer("en").term(root(word))
