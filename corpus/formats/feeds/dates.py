"""Read the dates of feeds: RFC 822, ISO 8601, and what Indonesian sites write instead."""

import re
from datetime import UTC, datetime, timedelta, timezone

from corpus.formats.dates import MONTHS

_ZONES = {
    # RFC 822, section 5.1, and Indonesia's three, which libraries take for UTC.
    **dict.fromkeys(("z", "ut", "utc", "gmt"), 0),
    "wib": 7,
    "wita": 8,
    "wit": 9,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
_ZONE = r"\s*(?P<zone>[+-]\d{2}:?\d{2}|[a-z]{1,4})"
_DAYS = (
    r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
    r"(?:[a-z']+\.?,?\s+)?(?P<day>\d{1,2})[\s-]+(?P<name>[a-z]+)\.?,?[\s-]+(?P<year>\d{4}|\d{2})",
    r"(?:[a-z']+\.?,?\s+)?(?P<name>[a-z]+)\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
)
_FORMS = [
    re.compile(rf"{day}(?:(?:\s*t|[\s,]+|\s+-\s+)(?:(?:pukul|jam|at)\s+)?{_CLOCK}(?:{_ZONE})?)?")
    for day in _DAYS
]
_LONGEST = 60
"""Characters of a date; a longer text is something else."""
_CENTURY, _EARLIEST_SHORT = 2000, 70


def read_date(text: str) -> datetime | None:
    """Return a date with its own time zone, or None in doubt.

    Without a time it is midnight, without a zone UTC. Days of the week are not read, and neither
    are days in figures only such as 5/6/2024, which may be in May or in June.

    >>> read_date("Rab, 12 Agu 2026 07:30 WIB").isoformat()
    '2026-08-12T07:30:00+07:00'
    >>> read_date("5/6/2024") is None
    True
    """
    plain = " ".join(text.split()).lower()
    if len(plain) > _LONGEST:
        return None
    found = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
    if found is None:
        return None
    parts = found.groupdict()
    zone = _zone(parts["zone"])
    month = int(parts["number"]) if parts.get("number") else MONTHS.get(parts["name"], 0)
    if zone is None:
        return None
    hour, minute, second = (int(parts[unit] or 0) for unit in ("hour", "minute", "second"))
    try:
        return datetime(
            _year(parts["year"]), month, int(parts["day"]), hour, minute, second, tzinfo=zone
        )
    except ValueError:
        return None


def _year(written: str) -> int:
    """Return the year; two digits, which RFC 822 has, are from 1970 to 2069."""
    year = int(written)
    if len(written) > 2:
        return year
    return year + (_CENTURY if year < _EARLIEST_SHORT else _CENTURY - 100)


def _zone(written: str | None) -> timezone | None:
    """Return the time zone, UTC if none is written, None if it is unknown."""
    if written is None:
        return UTC
    if written in _ZONES:
        return timezone(timedelta(hours=_ZONES[written]))
    if written[0] not in "+-":
        return None
    hours, minutes = int(written[1:3]), int(written[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    if offset >= timedelta(days=1):
        return None
    return timezone(offset if written[0] == "+" else -offset)
