"""Numbers, days and times as readers of a language write them."""

from datetime import UTC, date, datetime

from bot.locales import Texts

_SEPARATORS = {"id": str.maketrans(",.", ".,")}
"""Where they differ from English: in Indonesian, 12.345,6."""


class Values:
    """Writes values in the language of the texts."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._separators = _SEPARATORS.get(texts.language, {})

    def number(self, value: float | None, digits: int = 0) -> str:
        """Return a number with separators, such as 12,345; a dash for none."""
        return "–" if value is None else f"{value:,.{digits}f}".translate(self._separators)

    def share(self, value: float | None, digits: int = 0) -> str:
        """Return a share in 0..1 as a percentage, such as 33.3 %; a dash for none."""
        return "–" if value is None else f"{self.number(100 * value, digits)} %"

    def milliseconds(self, value: float) -> str:
        """Return a time, such as 4.5 ms or 120 ms."""
        return f"{self.number(value, int(value < 10 and value != int(value)))} ms"

    def day(self, value: date) -> str:
        """Return a day in short, such as 2 Mar."""
        return f"{value.day} {self._texts('figures.chart_months').split()[value.month - 1]}"

    def minute(self, value: datetime) -> str:
        """Return a time in UTC to the minute, which a script replaces by that of the reader."""
        return f"{self.day(value)} {value.year}, {value:%H:%M} UTC"


def moment(stored: str) -> datetime:
    """Return a time as the database stores it."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)
