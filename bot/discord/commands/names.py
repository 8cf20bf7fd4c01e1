"""What the commands are called, in each language."""

from operator import attrgetter

from discord import Locale, app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.locales import ENGLISH, INDONESIAN


def named(field: str) -> locale_str:
    """Return a name or description in English, known to Names by its field of Texts.

    A field of a part of Texts is named with the part's, e.g. `intake.command_add`.
    """
    return locale_str(attrgetter(field)(ENGLISH), field=field)


class Names(app_commands.Translator):
    """Tells Discord the names and descriptions of the commands in other languages than English."""

    async def translate(
        self, string: locale_str, locale: Locale, context: TranslationContextTypes
    ) -> str | None:
        """Return what the string is called in the locale; None where it keeps its English name."""
        if locale is not Locale.indonesian or "field" not in string.extras:
            return None
        name: str = attrgetter(string.extras["field"])(INDONESIAN)
        return name
