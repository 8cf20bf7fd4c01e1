"""What Kutip says in one language: messages by their keys, with values filled in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from gettext import GNUTranslations
from typing import Self

from bot.locales.languages import FALLBACK, catalogue_path, language_of

_COMMAND = re.compile(r"`(/[^`]+)`")


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The catalogue of a language; English stands in for what it lacks.

    >>> texts = texts_in("en")
    >>> texts("shelf.list_head", count=3)
    '**3 articles**'
    """

    language: str
    """By the name of its file."""
    _catalogue: GNUTranslations = field(repr=False)
    _fallback: Self | None = field(default=None, repr=False)
    _commands: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __call__(self, key: str, /, *, count: int | None = None, **values: object) -> str:
        """Return a message; `count` selects its plural form. Raise KeyError for an unknown key."""
        message = self._find(key, count)
        if message is None:
            raise KeyError(key)
        if self._commands:  # Before values are filled in, which may contain anything.
            message = _COMMAND.sub(lambda it: self._commands.get(it[1], it[0]), message)
        return message.format(**values) if count is None else message.format(count=count, **values)

    def __contains__(self, key: str) -> bool:
        """Return whether there is a message with this key."""
        return self._find(key, None) is not None

    def quoting(self, commands: Mapping[str, str]) -> Self:
        """Return these texts with what stands for each command, such as `/ask`, in its place."""
        return replace(self, _commands=commands)

    def translated(self, sentence: str) -> str:
        """Return the translation of an English sentence, or the sentence if there is none."""
        return self._catalogue.gettext(sentence)

    def _find(self, key: str, count: int | None) -> str | None:
        translated = self._catalogue
        found = translated.gettext(key) if count is None else translated.ngettext(key, key, count)
        if found != key:
            return found
        return None if self._fallback is None else self._fallback._find(key, count)


@cache
def texts_in(language: str) -> Texts:
    """Return the texts of one of LANGUAGES."""
    with catalogue_path(language).open("rb") as file:
        catalogue = GNUTranslations(file)
    return Texts(language, catalogue, None if language == FALLBACK else texts_in(FALLBACK))


def texts_for(locale: str | None, default: str) -> Texts:
    """Return the texts for a locale as Discord names it; English where it has no catalogue.

    Where the locale is unknown, None, the default decides.
    """
    return texts_in(language_of(locale or default) or FALLBACK)
