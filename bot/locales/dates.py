"""Dates as people write them."""

from datetime import date

from bot.locales.texts import Texts


def day_in_words(day: str, texts: Texts) -> str:
    """Return a day, given as `YYYY-MM-DD`, as people write it; any other text as it is.

    >>> from bot.locales import ENGLISH
    >>> day_in_words("2026-08-12", ENGLISH)
    '12 August 2026'
    """
    try:
        written = date.fromisoformat(day)
    except ValueError:
        return day
    month = texts("date.months").split()[written.month - 1]
    return texts("date.day", day=written.day, month=month, year=written.year)
