"""Language resources, one file per language; to add a language, add a file.

A file `xx.toml` is named by the language's ISO 639-1 code. Every key but `name` is optional:

- `stemmer`: the Snowball algorithm, by PyStemmer's name for it, or `javanese` for the one in
  `index/reading/javanese.py`; without one, words are not stemmed;
- one word list for each key of LISTS, in lower case and separated by white space;
- `confixes`: whether words are formed as in Indonesian and Malay (`index/searching/roots.py`);
- `particles`: suffixes that a question word may carry, as in Indonesian "apa-kah";
- `joins_apostrophes`: whether an apostrophe is part of a word (Qur'an) and not the end of one;
- `synonyms`: groups of interchangeable words, separated by `|`; `everyday`: such groups that mean
  the same in almost any context;
- `empty`: words with which a question means the same as without them; `superlatives`: adjectives
  whose superlative begins with "ter";
- `light`: words that say little about which question it is; `antonyms`: pairs of word lists that
  exclude each other, `a b / c d`, separated by `|`; `ends`: words that ask when something ends;
  `narrowing`: words that make another thing of the next word, such as "vice";
- `whether`: words that make a question one of yes or no where they come first or last; `allowing`:
  words of what may, can or has to be, which such a question often has anywhere;
- `measures`: words after a question word that say which amount is asked for, such as "long";
- `[asks]`: nouns that ask for a Kind of answer, such as "price";
- `[questions]`: for each Kind, the phrases that ask for it, separated by `|`;
- `[turning]`: words that turn a question round or narrow it, separated by `|`, by the name that all
  languages have for them (`index/searching/opposites.py`);
- `[colloquial]`: colloquial spellings = their standard spellings;
- `[numbers]`: how numbers are said (`NumberWords`): number words, factors, ordinals and parts of
  the day as `word:number`, and lists of words; `ordinal_prefix` makes ordinals of number words;
  units in `unit_sizes` as `unit:size`, the smallest of a dimension first, dimensions apart by `|`;
- `[names]`: short names of countries and organisations = their full names. A short name in upper
  case matches in a passage only in upper case, and in a question in any case unless the question
  has other capitals.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntFlag, StrEnum, auto
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import Any
from unicodedata import normalize

import regex

_UNSPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Myanmar}\p{Khmer}\p{Hiragana}\p{Katakana}\p{Han}]")


class Mark(IntFlag):
    """Properties of a word, apart from its term."""

    CAPITAL = auto()
    """It begins with a capital letter."""
    NUMBER = auto()
    YEAR = auto()
    """A number of four digits from 1000 to 2100."""
    PAREN = auto()
    """It follows an opening bracket."""
    QUOTED = auto()
    """It follows an opening quotation mark."""
    COMMA = auto()
    """A comma follows it."""
    SINGLE = auto()
    """A single character of an unspaced script, indexed in addition to the character pairs."""
    STOP = auto()
    """A function word, without content of its own."""
    COPULA = auto()
    MONTH = auto()
    """A month or a day of the week."""
    UNIT = auto()
    PLACE = auto()
    """A preposition of place."""
    PLACE_NOUN = auto()
    """A noun for a kind of place, such as "city"."""
    TITLE = auto()
    """A noun for a person's role or title, such as "minister"."""
    CAUSE = auto()
    PRONOUN = auto()
    """It refers back to the sentence before when it opens one."""
    NEGATION = auto()
    SITUATED = auto()
    """It announces a place, as "located" does."""
    NAMING = auto()
    """It announces a name, as "called" does."""
    NAME = auto()
    """A name, judging by how the corpus capitalises it."""
    PLACE_NAME = auto()
    """The name of a place, judging by the prepositions that the corpus puts before it."""
    CLOCK = auto()
    """A number that is a time of day."""


LISTS = {
    "stop": Mark.STOP,
    "copulas": Mark.COPULA,
    "months": Mark.MONTH,
    "days": Mark.MONTH,
    "numerals": Mark.NUMBER,
    "units": Mark.UNIT,
    "places": Mark.PLACE,
    "place_nouns": Mark.PLACE_NOUN,
    "titles": Mark.TITLE,
    "causes": Mark.CAUSE,
    "pronouns": Mark.PRONOUN,
    "negations": Mark.NEGATION,
    "situated": Mark.SITUATED,
    "naming": Mark.NAMING,
}
"""The word lists that a file may hold, and the mark that each gives its words."""


TRAINED_ON = "id"
"""The language of the questions and passages that the models were trained on."""
TRAINED_FOR = frozenset({TRAINED_ON, "ms"})
"""The languages in which all of the models are used: Malay is written much like Indonesian."""


class Kind(StrEnum):
    """What a question asks for. The trained models depend on the order."""

    DEFINE = "define"
    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    NUMBER = "number"
    WHY = "why"
    HOW = "how"
    EXPAND = "expand"
    """The full form of an abbreviation."""
    NAME = "name"
    WHAT = "what"
    NONE = "none"
    """The question has no question word."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How numbers are said in one language, any of which may be empty."""

    values: Mapping[str, int] = field(default_factory=dict)
    """The values of number words below 100."""
    multipliers: Mapping[str, int] = field(default_factory=dict)
    """What words such as "puluh" and "ribu" multiply by."""
    teens: str = ""
    """The word that adds ten, as "belas" does."""
    ordinals: Mapping[str, int] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    """The names of the twelve months, in order."""
    short_months: Mapping[str, str] = field(default_factory=dict)
    """Names of months by abbreviation, recognised only after a number."""
    clock: frozenset[str] = frozenset()
    """Words before a time of day, such as "pukul"."""
    items: frozenset[str] = frozenset()
    """Words before the number or letter of an item: "ayat", "huruf"."""
    asks_time: frozenset[str] = frozenset()
    """Words of a question phrase that asks for a time of day, such as "jam" in "jam berapa"."""
    half_to: str = ""
    """The word for half an hour before an hour, as in "setengah tiga"."""
    parts_of_day: Mapping[str, int] = field(default_factory=dict)
    """Words after a time of day, and the hour below which they put it after noon; 0 for never."""
    unit_sizes: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Units by word: the smallest unit of the same dimension, and how many of that it is."""
    fractions: Mapping[str, Fraction] = field(default_factory=dict)
    """Parts of a unit, such as "setengah"."""
    whole_units: Mapping[str, str] = field(default_factory=dict)
    """Words for one of a unit, such as "sejam", with that unit."""
    decimal_comma: bool = False
    """Whether a full stop between hours and minutes is no decimal point."""


@dataclass(frozen=True, slots=True)
class Language:
    """The resources of one language, any of which may be empty."""

    code: str
    """The ISO 639-1 code, e.g. `id`."""
    name: str = ""
    """The English name, e.g. `Indonesian`."""
    stemmer: str | None = None
    joins_apostrophes: bool = False
    confixes: bool = False
    particles: tuple[str, ...] = ()
    marks: Mapping[str, int] = field(default_factory=dict)
    """Marks by word, combined with `|`."""
    questions: Mapping[tuple[str, ...], Kind] = field(default_factory=dict)
    """Kinds by question phrase, which is split into words."""
    question_words: frozenset[str] = frozenset()
    """The question phrases that are a single word."""
    phrase_lengths: Mapping[str, int] = field(default_factory=dict)
    """How many words the longest question phrase has, by its first word."""
    unspaced_questions: tuple[tuple[str, Kind], ...] = ()
    """The question phrases of an unspaced script as they are written, the longest first."""
    colloquial: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Full names by lower-case short names."""
    acronyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Full names by upper-case short names."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of interchangeable words."""
    everyday: tuple[tuple[str, ...], ...] = ()
    """Groups of words that mean the same in almost any context."""
    empty: frozenset[str] = frozenset()
    """Words with which a question means the same as without them."""
    superlatives: frozenset[str] = frozenset()
    """Adjectives whose superlative begins with "ter"."""
    light: frozenset[str] = frozenset()
    """Words that say little about which question it is."""
    antonyms: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    """Pairs of sets of words, of which a question has one or the other."""
    ends: frozenset[str] = frozenset()
    """Words that make of when something is when it ends."""
    whether: frozenset[str] = frozenset()
    """Words that make a question one of yes or no where they come first or last."""
    allowing: frozenset[str] = frozenset()
    """Words of what may, can or has to be, which such a question often has anywhere."""
    narrowing: frozenset[str] = frozenset()
    """Words that make another thing of the word after them."""
    measures: frozenset[str] = frozenset()
    """Words that say, after a question word, which amount is asked for."""
    asks: Mapping[str, Kind] = field(default_factory=dict)
    """What nouns such as "price" ask for."""
    turning: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Names of the phrases that turn a question round or narrow it."""
    numbers: NumberWords = NumberWords()
    function_words: frozenset[str] = frozenset()
    """Words by which the language of a question is recognised."""


@cache
def language(code: str) -> Language:
    """Return the language with this ISO 639-1 code, or an empty one if it has no file.

    >>> language("id").name
    'Indonesian'
    >>> language("xx")
    Language(code='xx', name='', stemmer=None, ...)
    """
    if code not in language_codes():
        return Language(code)
    file = resources.files(__name__) / f"{code}.toml"
    return _read(code, tomllib.loads(file.read_text(encoding="utf-8")))


@cache
def language_codes() -> tuple[str, ...]:
    """Return the codes of all languages with a file, in alphabetical order."""
    files = [file.name for file in resources.files(__name__).iterdir()]
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


def fold(text: str) -> str:
    """Return the text in NFKC, case-folded.

    >>> fold("Ｎｕｋｌｉｒ STRASSE")
    'nuklir strasse'
    """
    if text.isascii():
        return text.lower()
    # The Turkish İ folds to an i with a combining dot, which nobody types.
    return normalize("NFKC", text).casefold().replace("i\u0307", "i")


def is_unspaced(text: str) -> bool:
    """Return whether the text has characters of a script without spaces between words.

    These are Thai, Lao, Burmese, Khmer, Japanese and Chinese.
    """
    return _UNSPACED.search(text) is not None


def _read(code: str, data: Mapping[str, Any]) -> Language:
    marks: dict[str, int] = {}
    for key, mark in LISTS.items():
        for word in data.get(key, "").split():
            marks[word] = marks.get(word, 0) | int(mark)
    questions = {
        tuple(phrase.split()): Kind(kind)
        for kind, phrases in data.get("questions", {}).items()
        for phrase in phrases.split("|")
        if phrase.strip()
    }
    names = {short: _words_of(full) for short, full in data.get("names", {}).items()}
    return Language(
        code=code,
        name=data["name"],
        stemmer=data.get("stemmer"),
        joins_apostrophes=data.get("joins_apostrophes", False),
        confixes=data.get("confixes", False),
        particles=tuple(data.get("particles", "").split()),
        marks=marks,
        questions=questions,
        question_words=frozenset(phrase[0] for phrase in questions if len(phrase) == 1),
        phrase_lengths=_phrase_lengths(questions),
        unspaced_questions=_unspaced(questions),
        colloquial={
            typed: tuple(standard.split()) for typed, standard in data.get("colloquial", {}).items()
        },
        names={short: full for short, full in names.items() if not short.isupper()},
        acronyms={short: full for short, full in names.items() if short.isupper()},
        synonyms=_groups(data.get("synonyms", "")),
        everyday=_groups(data.get("everyday", "")),
        empty=frozenset(data.get("empty", "").split()),
        superlatives=frozenset(data.get("superlatives", "").split()),
        light=frozenset(data.get("light", "").split()),
        antonyms=tuple(
            (frozenset(one.split()), frozenset(other.split()))
            for one, _, other in (
                pair.partition("/")
                for pair in data.get("antonyms", "").replace("\n", "|").split("|")
            )
            if other
        ),
        ends=frozenset(data.get("ends", "").split()),
        whether=frozenset(data.get("whether", "").split()),
        allowing=frozenset(data.get("allowing", "").split()),
        narrowing=frozenset(data.get("narrowing", "").split()),
        measures=frozenset(data.get("measures", "").split()),
        asks={
            noun: Kind(kind)
            for kind, nouns in data.get("asks", {}).items()
            for noun in nouns.split()
        },
        turning={
            tuple(phrase.split()): name
            for name, phrases in data.get("turning", {}).items()
            for phrase in phrases.split("|")
        },
        numbers=_number_words(data.get("numbers", {})),
        function_words=frozenset(word for word, mark in marks.items() if mark & Mark.STOP),
    )


def _phrase_lengths(phrases: Iterable[tuple[str, ...]]) -> dict[str, int]:
    lengths: dict[str, int] = {}
    for phrase in phrases:
        lengths[phrase[0]] = max(lengths.get(phrase[0], 0), len(phrase))
    return lengths


def _unspaced(questions: Mapping[tuple[str, ...], Kind]) -> tuple[tuple[str, Kind], ...]:
    if not any(is_unspaced(phrase[0]) for phrase in questions):
        return ()
    ordered = sorted(questions.items(), key=lambda item: -len(item[0][0]))
    return tuple((" ".join(phrase), kind) for phrase, kind in ordered)


def _groups(written: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group.split()) for group in written.split("|"))


def _number_words(data: Mapping[str, Any]) -> NumberWords:
    def pairs(key: str) -> list[list[str]]:
        return [pair.split(":") for pair in data.get(key, "").split()]

    def numbers(key: str) -> dict[str, int]:
        return {word: int(number) for word, number in pairs(key)}

    values = numbers("values")
    prefix = data.get("ordinal_prefix", "")
    derived = {prefix + word: value for word, value in values.items()} if prefix else {}
    return NumberWords(
        values=values,
        multipliers=numbers("multipliers"),
        teens=data.get("teens", ""),
        ordinals={**derived, **numbers("ordinals")},
        months=tuple(data.get("months", "").split()),
        short_months=dict(pairs("short_months")),
        clock=frozenset(data.get("clock", "").split()),
        items=frozenset(data.get("items", "").split()),
        asks_time=frozenset(data.get("asks_time", data.get("clock", "")).split()),
        half_to=data.get("half_to", ""),
        parts_of_day=numbers("parts_of_day"),
        unit_sizes={
            unit: (group[0][0], int(size))
            for group in (
                [pair.split(":") for pair in dimension.split()]
                for dimension in data.get("unit_sizes", "").split("|")
            )
            for unit, size in group
        },
        fractions={word: Fraction(part) for word, part in pairs("fractions")},
        whole_units=dict(pairs("whole_units")),
        decimal_comma=data.get("decimal_comma", False),
    )


def _words_of(name: str) -> tuple[str, ...]:
    return tuple(fold(name).replace("-", " ").split())
