"""What Kutip says, and in which language."""

from bot.locales.english import ENGLISH
from bot.locales.indonesian import INDONESIAN
from bot.locales.texts import Texts

__all__ = ["ENGLISH", "INDONESIAN", "Texts", "texts_for"]


def texts_for(locale: str | None, default: str) -> Texts:
    """Return the texts for a locale as Discord names it: Indonesian for `id`, else English.

    Where the locale is unknown, None, the default decides.
    """
    return INDONESIAN if (locale or default) == "id" else ENGLISH
