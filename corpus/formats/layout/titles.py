"""Find the title on the first page."""

from collections.abc import Sequence
from itertools import pairwise

from corpus.formats.layout.runs import Run
from corpus.formats.regulations import regulation_name

SIZE = 1.15
"""The font size of a title, in multiples of the usual one."""
DISTANCE = 2.0
"""The farthest distance of its lines, in font sizes."""
MOST_LINES = 8
"""Lines of a title."""


def title_of(lines: Sequence[Run], body: float) -> str | None:
    """Return the title that the lines of the first page have; None if nothing stands out.

    `body` is the usual font size.
    """
    return regulation_name([line.text for line in lines]) or _largest(lines, body) or _first(lines)


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
