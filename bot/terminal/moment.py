"""Times as they are typed in a terminal."""

import re
from datetime import datetime, timedelta

import click

_AGO = re.compile(r"([0-9]{1,6})([mhdw])", re.IGNORECASE)
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


class Moment(click.ParamType[datetime]):
    """A time: so long ago, as in `7d`, or a day or time of this machine's time zone."""

    name = "time"

    def convert(
        self,
        value: str | datetime,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime:
        """Return the time, with its zone; of a day its beginning."""
        if isinstance(value, datetime):
            return value
        try:
            return _moment(value.strip())
        except (ValueError, OverflowError):
            self.fail(f"“{value}” is no time; write it as 12h, 7d, 4w or 2026-01-31.", param, ctx)


def _moment(text: str) -> datetime:
    if ago := _AGO.fullmatch(text):
        number, unit = ago.groups()
        return datetime.now().astimezone() - int(number) * _UNITS[unit.lower()]
    # One without a zone is of this machine's.
    return datetime.fromisoformat(text).astimezone()
