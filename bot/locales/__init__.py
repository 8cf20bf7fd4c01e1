"""What Kutip says, and in which language: a gettext catalogue for each, `<language>.po`."""

from bot.locales.languages import FALLBACK, LANGUAGES, language_of, terminal_language
from bot.locales.texts import Texts, texts_for, texts_in

__all__ = [
    "ENGLISH",
    "FALLBACK",
    "LANGUAGES",
    "Texts",
    "language_of",
    "terminal_language",
    "texts_for",
    "texts_in",
]

ENGLISH = texts_in("en")
