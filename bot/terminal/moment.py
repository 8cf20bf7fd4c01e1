"""Parsing of times given as options."""

import re
from datetime import datetime, timedelta

import click

from bot.terminal.language import texts

_AGO = re.compile(r"([0-9]{1,6})([mhdw])", re.IGNORECASE)
_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}


class Moment(click.ParamType[datetime]):
    """A time: an age such as `7d`, or a local date or time in ISO 8601."""

    name = "time"

    def convert(
        self,
        value: str | datetime,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime:
        """Return the time, with its zone; a date stands for its midnight."""
        if isinstance(value, datetime):
            return value
        try:
            return _moment(value.strip())
        except (ValueError, OverflowError):
            self.fail(texts("usage.time", value=value), param, ctx)


def _moment(text: str) -> datetime:
    if ago := _AGO.fullmatch(text):
        number, unit = ago.groups()
        return datetime.now().astimezone() - int(number) * _UNITS[unit.lower()]
    # Without a zone, it is local time.
    return datetime.fromisoformat(text).astimezone()
