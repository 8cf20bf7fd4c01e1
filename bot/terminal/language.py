"""The language of the terminal, for Kutip's texts as well as for Click's."""

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from bot.locales import ENGLISH, Texts, texts_in
from bot.locales.languages import DOMAIN, FOLDER

_current: ContextVar[Texts] = ContextVar("texts of the terminal", default=ENGLISH)


def current_texts() -> Texts:
    """Return the texts in the terminal's language."""
    return _current.get()


def texts(key: str, /, *, count: int | None = None, **values: object) -> str:
    """Return a text in the terminal's language; see Texts."""
    return _current.get()(key, count=count, **values)


def language_name(code: str) -> str:
    """Return a language's name, or its ISO 639-1 code if it has no translation."""
    return texts(f"language.{code}") if f"language.{code}" in _current.get() else code


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Show all texts in a language, which is one of LANGUAGES.

    Click looks its messages up in gettext's default domain, in the language of the environment.
    """
    token = _current.set(texts_in(language))
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        _current.reset(token)
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
