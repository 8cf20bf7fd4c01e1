"""What is known of each language, a file each; adding a language is adding a file.

A file `xx.toml`, named by the language's ISO 639-1 code, may leave out every key but `name`:

- `stemmer`: the Snowball algorithm, as PyStemmer knows it; words stay as they are without;
- a list of words for each of LISTS, separated by white space and written as they are in a text,
  lower-case;
- `elided_initials`: letters that a prefix may swallow before a vowel, as in Indonesian "kirim",
  "mengirim", so that no stem keeps them there;
- `confixes`: whether words are made as in Indonesian and Malay, by what `index/roots.py` takes off;
- `particles`: endings that a question word may carry, as in Indonesian "apa-kah";
- `joins_apostrophes`: whether an apostrophe stands within a word (Qur'an) and not between two;
- `synonyms`: groups of words that may be said for each other, separated by `|`;
- `[questions]`: for each Kind the phrases that ask for it, separated by `|`;
- `[colloquial]`: what people type = what articles say;
- `[names]`: short names of states and bodies = their full names. An upper-case one counts in a
  passage only when written so, and in a question unless that has other capitals.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntFlag, StrEnum, auto
from functools import cache
from importlib import resources
from typing import Any
from unicodedata import normalize


class Mark(IntFlag):
    """What is known of a word besides its term."""

    CAPITAL = auto()
    """It begins with a capital."""
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
    """One character of a script without spaces, beside the pairs that are its terms."""
    STOP = auto()
    """It holds a sentence together and carries no content."""
    COPULA = auto()
    MONTH = auto()
    """A month or a day of the week."""
    UNIT = auto()
    PLACE = auto()
    """A preposition of place."""
    PLACE_NOUN = auto()
    """What kind of place something is."""
    TITLE = auto()
    """What kind of person somebody is."""
    CAUSE = auto()
    PRONOUN = auto()
    """At the start of a sentence it refers to what was said before."""
    NEGATION = auto()
    SITUATED = auto()
    """It tells that a place follows."""
    NAMING = auto()
    """It tells that a name follows."""
    NAME = auto()
    """It is a name, by how the corpus writes it."""
    PLACE_NAME = auto()
    """It is the name of a place, by where the corpus has it."""


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
"""The lists of words that a file may hold, and how their words are marked."""


TRAINED_ON = "id"
"""The language of the questions and passages that trained weights come from."""


class Kind(StrEnum):
    """What a question asks for. The order is that of the trained weights."""

    DEFINE = "define"
    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    NUMBER = "number"
    WHY = "why"
    HOW = "how"
    EXPAND = "expand"
    """What an abbreviation stands for."""
    NAME = "name"
    WHAT = "what"
    NONE = "none"
    """No question word was found."""


@dataclass(frozen=True, slots=True)
class Language:
    """The resources of one language; each may be empty."""

    code: str
    """ISO 639-1, e.g. `id`."""
    name: str = ""
    """In English, e.g. `Indonesian`."""
    stemmer: str | None = None
    joins_apostrophes: bool = False
    elided_initials: str = ""
    confixes: bool = False
    particles: tuple[str, ...] = ()
    marks: Mapping[str, int] = field(default_factory=dict)
    """Of its words: the marks, or-ed."""
    questions: Mapping[tuple[str, ...], Kind] = field(default_factory=dict)
    """Of its phrases, as words."""
    colloquial: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Full names by short ones in lower case."""
    acronyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Full names by short ones in upper case."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words that may be said for each other."""
    function_words: frozenset[str] = frozenset()
    """Words that tell the language of a question."""


@cache
def language(code: str) -> Language:
    """Return the language with this ISO 639-1 code, or one of which nothing is known."""
    if code not in language_codes():
        return Language(code)
    file = resources.files(__name__) / f"{code}.toml"
    return _read(code, tomllib.loads(file.read_text(encoding="utf-8")))


@cache
def language_codes() -> tuple[str, ...]:
    """Return the codes of the languages that have a file, in alphabetical order."""
    files = [file.name for file in resources.files(__name__).iterdir()]
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


def fold(text: str) -> str:
    """Return the text with compatibility forms (NFKC) and case folded away."""
    # The Turkish İ folds to an i with a dot that nobody types.
    return normalize("NFKC", text).casefold().replace("i\u0307", "i")


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
    names = {short: _name(full) for short, full in data.get("names", {}).items()}
    return Language(
        code=code,
        name=data["name"],
        stemmer=data.get("stemmer"),
        joins_apostrophes=data.get("joins_apostrophes", False),
        elided_initials=data.get("elided_initials", ""),
        confixes=data.get("confixes", False),
        particles=tuple(data.get("particles", "").split()),
        marks=marks,
        questions=questions,
        colloquial={
            typed: tuple(said.split()) for typed, said in data.get("colloquial", {}).items()
        },
        names={short: full for short, full in names.items() if not short.isupper()},
        acronyms={short: full for short, full in names.items() if short.isupper()},
        synonyms=tuple(tuple(group.split()) for group in data.get("synonyms", "").split("|")),
        function_words=frozenset(word for word, mark in marks.items() if mark & Mark.STOP),
    )


def _name(full: str) -> tuple[str, ...]:
    return tuple(fold(full).replace("-", " ").split())
