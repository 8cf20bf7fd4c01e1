"""Recognize the bullets and numbers of list items."""

import re
from dataclasses import replace

from corpus.formats.layout.runs import Run

BULLET = "•"
_BULLETS = "•‣◦▪▫●○■□◆◇➢➤✓✔❖·∙"
# Letters of fonts such as Symbol and Wingdings, which are bullets at the start of a line.
_PRIVATE = re.compile(r"[\ue000-\uf8ff](?=\s|$)")
_BULLET = re.compile(rf"[{_BULLETS}]")
_DASH = re.compile(r"[-–—*+]")
# 2.10 numbers a section, 22.00 is a time of day, and 2.300 is a number.
_SECTION = r"(?!\d\d\.[0-5]\d\s)\d{1,2}(?:\.[1-9]\d?)+\.?"
_NUMBER = re.compile(rf"\(?(?:\d{{1,3}}|[a-z]{{1,2}}|[ivx]{{1,5}})[.)]|{_SECTION}")
_MARKER = re.compile(
    rf"(?:(?P<bullet>{_BULLET.pattern})|(?P<dash>{_DASH.pattern})|(?P<number>{_NUMBER.pattern}))\s"
)


def with_bullet(line: Run) -> Run:
    r"""Return a line with a plain bullet in place of one in the letters of a symbol font.

    >>> with_bullet(Run("\uf0b7 telur", 0, 30, 0, 10)).text
    '• telur'
    """
    if not _PRIVATE.match(line.text):
        return line
    return replace(line, text=_PRIVATE.sub(BULLET, line.text, count=1))


def marker_of(text: str) -> tuple[str, str] | None:
    """Return what an item's line may start with: `bullet`, `dash` or `number`, and which.

    >>> marker_of("(2) Jadwal ronda"), marker_of("Jadwal ronda")
    (('number', '(2)'), None)
    >>> marker_of("2.10 Jadwal"), marker_of("22.00 Jadwal"), marker_of("2.300 warga")
    (('number', '2.10'), None, None)
    """
    found = _MARKER.match(text)
    return (str(found.lastgroup), found[0].strip()) if found else None


def is_marker(text: str) -> bool:
    """Return True if a text is nothing but a bullet or number."""
    return bool(_MARKER.fullmatch(text + " "))
