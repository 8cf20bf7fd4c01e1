"""Find what a PDF page draws beside its letters, such as the bullets of browsers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import c_float

# Ship no type hints.
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from corpus.formats.layout.markers import BULLET, marker_of
from corpus.formats.layout.runs import Run, rows_of
from corpus.formats.layout.turning import Box, Turn

MOST_OBJECTS = 5_000
"""Objects of a page that are looked at; a page with more is a drawing."""
MOST_SHAPES = 300
"""Shapes about as high as wide that are looked at; a page with more is a chart."""
SIZES = (0.1, 0.65)
"""How wide and high a bullet is, in font sizes."""
SQUARE = 1.4
"""How many times wider than high, or higher than wide, it may be."""
DISTANCE = 3.0
"""How far from the text it may be, in font sizes."""
INDENT = 0.8
"""How far items are indented at least, in font sizes."""
DEEPEST = 12.0
"""How far they are at most."""


def drawn(page: pdfium.PdfPage, turn: Turn) -> list[Box]:
    """Return where the lines and shapes of a page are; none of a page that is a drawing."""
    count = pdfium_c.FPDFPage_CountObjects(page)
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    boxes = []
    for index in range(count if count <= MOST_OBJECTS else 0):
        shape = pdfium_c.FPDFPage_GetObject(page, index)
        if pdfium_c.FPDFPageObj_GetType(shape) == pdfium_c.FPDF_PAGEOBJ_PATH:
            pdfium_c.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
            boxes.append(turn.box(Box(left.value, bottom.value, right.value, top.value)))
    return boxes


def with_bullets(runs: Sequence[Run], boxes: Sequence[Box]) -> list[Run]:
    """Return a page's runs with a run for each bullet that is drawn before one of them."""
    items = _indented(runs)
    shapes = [box for box in boxes if _is_square(box)] if items else []
    return [*runs, *(bullet for box in shapes[:MOST_SHAPES] for bullet in _bullet(box, items))]


def _indented(runs: Sequence[Run]) -> list[Run]:
    """Return the starts of indented lines without a bullet or number, two or more alike."""
    starts = [row[0] for row in rows_of(runs)]
    left = min((run.left for run in starts), default=0)
    indented = [
        run
        for run in starts
        if INDENT * run.size < run.left - left < DEEPEST * run.size and not marker_of(run.text)
    ]
    places = Counter(round(run.left) for run in indented)
    return [run for run in indented if places[round(run.left)] > 1]


def _bullet(box: Box, items: Sequence[Run]) -> Iterator[Run]:
    """Yield a run for a shape if it is just before one."""
    middle = (box.bottom + box.top) / 2
    for run in items:
        if (
            run.baseline < middle < run.top
            and 0 < run.left - box.right < DISTANCE * run.size
            and all(
                SIZES[0] * run.size < length < SIZES[1] * run.size
                for length in (box.right - box.left, box.top - box.bottom)
            )
        ):
            yield Run(BULLET, box.left, box.right, run.baseline, run.size, run.bold)
            return


def _is_square(box: Box) -> bool:
    width, height = box.right - box.left, box.top - box.bottom
    return width < SQUARE * height and height < SQUARE * width
