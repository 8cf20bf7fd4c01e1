"""Place text on a page, with letters that are all half as wide as high."""

from collections.abc import Iterable, Sequence

from corpus.formats.layout.document import lay_out
from corpus.formats.layout.pages import Page
from corpus.formats.layout.runs import Gap, Run
from corpus.formats.reading import TextBlock

SIZE = 10.0
WIDTH = 0.5
"""Of a letter, in font sizes."""


def run(
    text: str,
    left: float,
    baseline: float,
    size: float = SIZE,
    *,
    bold: bool = False,
    mono: bool = False,
    space: float = WIDTH,
) -> Run:
    """Return a run whose spaces are `space` font sizes wide."""
    gaps, right, end = [], left, 0
    for word in text.split(" "):
        if end:
            gaps.append(Gap(end, right, right + space * size))
            right += space * size
        right += WIDTH * size * len(word)
        end += len(word) + 1
    return Run(text, left, right, baseline, size, bold, mono, tuple(gaps))


def lines(
    *texts: str,
    left: float = 70,
    top: float = 700,
    size: float = SIZE,
    distance: float = 12,
    bold: bool = False,
    mono: bool = False,
) -> list[Run]:
    """Return lines below each other."""
    return [
        run(text, left, top - distance * number, size, bold=bold, mono=mono)
        for number, text in enumerate(texts)
    ]


def wrapped(text: str, width: int = 60) -> list[str]:
    """Return the lines of a text, filled with words as far as they fit."""
    found = [""]
    for word in text.split():
        if len(found[-1]) + len(word) + 1 > width:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def blocks_of(*pages: Sequence[Run]) -> tuple[TextBlock, ...]:
    """Return the blocks of pages with these runs."""
    return lay_out([Page(runs) for runs in pages]).blocks


def texts_of(*pages: Sequence[Run]) -> list[str]:
    """Return the texts of the blocks that are kept."""
    return texts(blocks_of(*pages))


def texts(blocks: Iterable[TextBlock]) -> list[str]:
    """Return the texts of the blocks that are kept."""
    return [block.text for block in blocks if not block.left_out]
