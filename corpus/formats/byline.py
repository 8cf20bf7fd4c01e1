"""Read the lines below a title that name the source, the author and the day."""

import re
from dataclasses import dataclass

from corpus.formats.dates import find_day

LONGEST_BYLINE = 100
"""Code points of a line."""
_LONGEST_NAME = 50
_MOST_WORDS = 6

_LABELLED = re.compile(
    r"(?:(?P<source>sumber|source)\s*:\s*|(?P<author>(?:ditulis\s+)?oleh|by|penulis|author|reporter"
    r"|pewarta|laporan)\b\s*:?\s+)(?P<name>\S.*)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[|•·–—-]\s+|\s*[|•]\s*")
# What is left of a line besides its day: a weekday, a time and its zone.
_AROUND_DAY = re.compile(
    r"(?:[\s,.:;()/-]|senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day|pukul|pkl|jam|at|\d{1,2}[.:]\d{2}|am|pm|wib|wita|wit|utc|gmt|tanggal)*",
    re.IGNORECASE,
)
_PLACE_OR_NAME = re.compile(r"[^\W_](?:[\w .&'’/()-]*[\w)])?")
_SMALL_WORDS = frozenset(
    {"dan", "di", "of", "the", "and", "untuk", "for", "de", "van", "bin", "binti"}
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What the lines below a title say; empty where they don't."""

    source: str = ""
    author: str = ""
    published: str = ""
    """As `YYYY-MM-DD`."""


def parse_byline(lines: list[str]) -> Byline | None:
    """Return what the lines say, None if one of them is something else.

    >>> parse_byline(["VOA Indonesia | 12 Juni 2024", "Oleh Sari Contoh"])
    Byline(source='VOA Indonesia', author='Sari Contoh', published='2024-06-12')
    """
    found: dict[str, str] = {}
    for line in lines:
        if len(line) > LONGEST_BYLINE:
            return None
        for part in filter(None, map(str.strip, _PARTS.split(line))):
            if not _add(part, found):
                return None
    return Byline(**found)


def _add(part: str, found: dict[str, str]) -> bool:
    """Add what a part of a line says; return whether it says anything of the kind."""
    day = find_day(part)
    if day:
        value, (start, end) = day
        rest = part[:start] + part[end:]
        if _AROUND_DAY.fullmatch(rest):
            return found.setdefault("published", value) == value
        # Reuters, 12 Juni 2024
        name = part[:start].rstrip(" ,(")
        return _AROUND_DAY.fullmatch(part[end:]) is not None and (
            found.setdefault("published", value) == value and _add(name, found)
        )
    labelled = _LABELLED.fullmatch(part)
    if labelled:
        key = "source" if labelled["source"] else "author"
        return found.setdefault(key, labelled["name"].strip()) != ""
    if not _is_name(part) or "source" in found:
        return False
    found["source"] = part
    return True


def _is_name(text: str) -> bool:
    """Return True for a name such as `Pusat Data dan Analisa Tempo` or `kompas.com`."""
    words = text.split()
    return (
        0 < len(text) <= _LONGEST_NAME
        and len(words) <= _MOST_WORDS
        and _PLACE_OR_NAME.fullmatch(text) is not None
        and all(word[0].isupper() or "." in word or word in _SMALL_WORDS for word in words)
    )
