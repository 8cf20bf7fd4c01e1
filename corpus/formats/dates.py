"""Find the day that a line of text states, in Indonesian or English."""

import re
from datetime import date

_MONTHS = (
    ("jan", "januari", "january"),
    ("feb", "peb", "februari", "pebruari", "february"),
    ("mar", "maret", "march"),
    ("apr", "april"),
    ("mei", "may"),
    ("jun", "juni", "june"),
    ("jul", "juli", "july"),
    ("agu", "ags", "agt", "agustus", "aug", "august"),
    ("sep", "sept", "september"),
    ("okt", "oktober", "oct", "october"),
    ("nov", "nop", "november", "nopember"),
    ("des", "desember", "dec", "december"),
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
"""The number of each month by its names and abbreviations, in lower case."""
_DAY = re.compile(
    r"""\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)
    | \b(?P<day_first>\d{1,2})\s+(?P<month>[A-Za-z]{3,9})\.?\s+(?P<year_last>\d{4})\b
    | \b(?P<month_first>[A-Za-z]{3,9})\.?\s+(?P<day_last>\d{1,2}),?\s+(?P<year_end>\d{4})\b
    """,
    re.VERBOSE,
)


def find_day(text: str) -> tuple[str, tuple[int, int]] | None:
    """Return the first day in a text as `YYYY-MM-DD`, and where it is written.

    Days in figures only are not read, because 5/6 may be in May or in June.

    >>> find_day("Rabu, 12 Juni 2024")
    ('2024-06-12', (6, 18))
    """
    for found in _DAY.finditer(text):
        name = found["month"] or found["month_first"]
        month = int(found["number"]) if found["number"] else MONTHS.get(name.lower(), 0)
        year = found["year"] or found["year_last"] or found["year_end"]
        day = found["day"] or found["day_first"] or found["day_last"]
        try:
            return date(int(year), month, int(day)).isoformat(), found.span()
        except ValueError:
            continue
    return None
