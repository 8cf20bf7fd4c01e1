"""What is known of each language, a file each; adding a language is adding a file.

A file `xx.toml`, named by the language's ISO 639-1 code, holds its `name`, the Snowball algorithm
that stems it (`stemmer`), and, as words separated by white space: the `function_words` and
`question_words`, which carry no content in a question; of the latter the `definition_words`, which
ask who or what something is; and the `copulas`, which say so.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

FALLBACK = "en"
"""The language whose rules serve an article in a language that has no file."""


@dataclass(frozen=True, slots=True)
class Language:
    """The resources of one language."""

    code: str
    """ISO 639-1, e.g. `id`."""
    name: str
    """In English, e.g. `Indonesian`."""
    stemmer: str
    """The name of a Snowball algorithm, as PyStemmer knows it."""
    function_words: frozenset[str]
    """Words that hold a sentence together, lower-case."""
    question_words: frozenset[str]
    """Words that ask, lower-case."""
    definition_words: frozenset[str]
    """Those of them that ask who or what something is."""
    copulas: frozenset[str]
    """Words between a thing and what it is, as in "Seoul is a city"."""


@cache
def known_languages() -> dict[str, Language]:
    """Return every language that has a file, by its code, in the order of the codes."""
    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    return {
        file.name.removesuffix(".toml"): _read(file.name.removesuffix(".toml"), file.read_text())
        for file in sorted(files, key=lambda file: file.name)
    }


def language(code: str) -> Language:
    """Return the language with this code, or the fallback's rules under its own code."""
    languages = known_languages()
    return languages.get(code, languages[FALLBACK])


def _read(code: str, text: str) -> Language:
    data = tomllib.loads(text)
    return Language(
        code=code,
        name=data["name"],
        stemmer=data["stemmer"],
        function_words=frozenset(data["function_words"].split()),
        question_words=frozenset(data["question_words"].split()),
        definition_words=frozenset(data["definition_words"].split()),
        copulas=frozenset(data["copulas"].split()),
    )
