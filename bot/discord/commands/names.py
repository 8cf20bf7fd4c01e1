"""Localised names and descriptions of the commands."""

from typing import Any

from discord import Locale, app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.locales import ENGLISH, FALLBACK, language_of, texts_in


def named(key: str, **values: Any) -> locale_str:  # noqa: ANN401
    """Return an English name or description, which Names translates by its key."""
    return locale_str(ENGLISH(key, **values), key=key, values=values)


class Names(app_commands.Translator):
    """Translates the names and descriptions of the commands for Discord."""

    async def translate(
        self, string: locale_str, locale: Locale, context: TranslationContextTypes
    ) -> str | None:
        """Return the translation for a locale; None to keep the English string."""
        language = language_of(locale.value)
        if language in (None, FALLBACK) or "key" not in string.extras:
            return None
        return texts_in(language)(string.extras["key"], **string.extras["values"])
