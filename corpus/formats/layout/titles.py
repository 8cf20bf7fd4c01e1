"""Find the title on the first page."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.formats.layout.runs import Run
from corpus.formats.reading import LONGEST_LINE

SIZE = 1.15
"""The font size of a title, in multiples of the usual one."""
DISTANCE = 2.0
"""The farthest distance of its lines, in font sizes."""
MOST_LINES = 8
"""Lines of a title."""
NAME_LINES = 4
"""Lines of a regulation's kind and issuer, before its number."""

# Regulations are titled by their kind, issuer, number and subject on lines of their own.
_KIND = re.compile(
    r"(?:rancangan )?(?:undang[- ]undang|peraturan|keputusan|instruksi|surat edaran|surat keputusan"
    r"|maklumat|penetapan|qanun|law|act|regulation|decree|decision)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:nomor|no\.?|number)\b", re.IGNORECASE)
_ABOUT = re.compile(r"tentang|concerning|about|regarding", re.IGNORECASE)
_AFTER = re.compile(
    r"dengan rac?hmat|by the grace|menimbang|considering|bismillah"
    r"|(?:presiden|menteri|gubernur|bupati|wali ?kota|dewan|kepala|ketua|direk|rektor|president"
    r"|minister)\b.*,$",
    re.IGNORECASE,
)


def title_of(lines: Sequence[Run], body: float) -> str | None:
    """Return the title that the lines of the first page have; None if nothing stands out.

    `body` is the usual font size.
    """
    return _regulation(lines) or _largest(lines, body) or _first(lines)


def names_regulation(title: str) -> bool:
    """Return True if a title is that of a regulation."""
    return bool(_KIND.match(title))


def _regulation(lines: Sequence[Run]) -> str | None:
    about = next(
        (number for number, line in enumerate(lines) if _ABOUT.fullmatch(line.text.strip())), None
    )
    if about is None:
        return None
    start = about
    while start > max(0, about - NAME_LINES) and not _KIND.match(lines[start].text):
        start -= 1
    if not _KIND.match(lines[start].text):
        return None
    end = about + 1
    while end < len(lines) and end - about <= MOST_LINES and _is_subject(lines, end):
        end += 1
    return _name(lines[start:end]) if end > about + 1 else None


def _name(lines: Sequence[Run]) -> str:
    """Return the name of a regulation; of a long one, without what is in brackets at its end."""
    name = _text(lines).removesuffix(".")
    return name if len(name) <= LONGEST_LINE else name.partition(" (")[0]


def _is_subject(lines: Sequence[Run], number: int) -> bool:
    """Return True if a line goes on with what a regulation is about."""
    line, last = lines[number], lines[number - 1]
    return not (
        _AFTER.match(line.text)
        or last.text.endswith(".")
        or (last.text.isupper() and not line.text.isupper())
    )


def _largest(lines: Sequence[Run], body: float) -> str | None:
    """Return the lines in the largest font that has words, if it is larger than usual."""
    words = [line for line in lines if sum(map(str.isalpha, line.text)) > 1]
    first = max(words, key=lambda line: round(line.size, 1), default=None)
    if first is None or first.size < SIZE * body:
        return None
    start = lines.index(first)
    return _text(_alike(lines[start:]))


def _first(lines: Sequence[Run]) -> str | None:
    """Return the first lines if they are set as a heading, in bold or in capitals."""
    found = _alike(lines)
    if len(found) == len(lines) or lines[len(found)].bold or len(found) > MOST_LINES:
        return None
    is_heading = found[0].bold or all(line.text.isupper() for line in found)
    return _text(found) if is_heading and not found[-1].text.endswith((".", ",", ":")) else None


def _alike(lines: Sequence[Run]) -> Sequence[Run]:
    """Return the first lines that are set like the first of them, close together."""
    capitals = all(line.text.isupper() for line in lines[:1])
    for number, (line, following) in enumerate(pairwise(lines), start=1):
        distance = line.baseline - following.baseline
        if (
            abs(line.size - following.size) > 0.05 * line.size
            or line.bold != following.bold
            or (capitals and not following.text.isupper())
            or not 0 < distance <= DISTANCE * line.size
        ):
            return lines[:number]
    return lines


def _text(lines: Sequence[Run]) -> str:
    return " ".join(line.text for line in lines)
