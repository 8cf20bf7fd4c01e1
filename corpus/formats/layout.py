"""Page layout analysis: derive columns, lines and paragraphs from the positions of text runs."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.formats.hyphens import Hyphens
from corpus.formats.reading import TextBlock

EDGE = 2
"""Lines at the top and bottom of a page that may be a running header or footer."""
SHARE_OF_PAGES = 0.4
"""The share of pages on which such a line must recur; below half, because left and right pages may
have different headers."""
MIN_COLUMN_LINES = 4
"""Lines on each side of a gutter; with fewer, it is a gap in a table."""
MAX_DIVISIONS = 3
"""How many times a page is divided in two, which gives up to eight columns."""
MIN_LINE_LENGTH = 15
"""The average length of a column's lines, in code points; shorter ones are table cells."""
TITLE_SIZE = 1.2
"""The height of a title's letters, in multiples of the usual height."""
PARAGRAPH_SPACING = 1.35
"""The distance of lines that starts a new paragraph, in multiples of the usual distance."""
SAME_HEIGHT = 0.15
"""The relative difference in height up to which two lines are in the same font size."""

_DIGITS = re.compile(r"\d{1,6}")
_PAGE_NUMBER = re.compile(r"[-–—.\s]*\d{1,4}[-–—.\s]*")
_LIST_ITEM = re.compile(r"(?:[-*+•‣◦▪·–—]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_CLOSED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
# Scripts without spaces between words, besides those with wide characters.
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line and its position, in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """The height of its letters, which is proportional to the font size."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The text of several pages."""

    blocks: tuple[TextBlock, ...]
    title: str | None
    """The text in the largest font on the first page; None if nothing stands out."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    height: float
    page: int


def lay_out(pages: list[list[Run]]) -> LaidOut:
    """Return the pages' text in reading order, paragraphs separated by blank lines.

    >>> upper = Run("Ayam berte-", 0, 100, 690, 700)
    >>> lower = Run("lur setiap pagi.", 0, 100, 678, 688)
    >>> [block.text for block in lay_out([[upper, lower]]).blocks]
    ['Ayam bertelur setiap pagi.']
    """
    columns = [
        (number, column)
        for number, runs in enumerate(_without_edges(pages))
        for column in _columns(runs)
    ]
    paragraphs = list(_paragraphs(columns))
    blocks = tuple(TextBlock(paragraph.text, kind=None) for paragraph in paragraphs)
    return LaidOut(blocks, _title(paragraphs))


def _title(paragraphs: list[_Paragraph]) -> str | None:
    if len(paragraphs) < 2:
        return None
    heights: Counter[float] = Counter()
    for paragraph in paragraphs:
        heights[round(paragraph.height, 1)] += len(paragraph.text)
    usual = heights.most_common(1)[0][0]
    first_page = [paragraph for paragraph in paragraphs if paragraph.page == paragraphs[0].page]
    largest = max(first_page, key=lambda paragraph: paragraph.height)
    return largest.text if largest.height > usual * TITLE_SIZE else None


def _without_edges(pages: list[list[Run]]) -> list[list[Run]]:
    """Remove page numbers, and lines that recur at the same edge of many pages."""
    rows = [_rows(runs) for runs in pages]
    for _ in ("top", "bottom"):
        # Reversed twice, so that each page ends up in its original order.
        rows = [page[::-1] for page in _without_top(rows)]
    return [[run for row in page for run in row] for page in rows]


def _without_top(pages: list[list[list[Run]]]) -> list[list[list[Run]]]:
    enough = max(2, SHARE_OF_PAGES * sum(1 for page in pages if page))
    forms = Counter(
        form
        for number, page in enumerate(pages)
        for form in {form for row in page[:EDGE] for form in _forms(row, number)}
    )
    kept = []
    for number, page in enumerate(pages):
        count = 0
        while count < len(page[:EDGE]) and (
            any(forms[form] >= enough for form in _forms(page[count], number))
            or (count == 0 and _PAGE_NUMBER.fullmatch(_text(page[0])))
        ):
            count += 1
        kept.append(page[count:])
    return kept


def _forms(row: list[Run], page: int) -> set[str]:
    """Return the forms in which a line may recur: as it is, or with a number that follows the page.

    So `Page 4 of 9` recurs on every page, but `Section 4` doesn't, unless each page has its own.
    """
    text = _text(row).casefold()
    numbers = list(_DIGITS.finditer(text))
    return {text} | {
        f"{text[: found.start()]}#{int(found[0]) - page}{text[found.end() :]}"
        for found in (*numbers[:1], *numbers[-1:])
    }


def _text(row: list[Run]) -> str:
    return " ".join(run.text for run in row)


def _rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the runs grouped into lines from top to bottom, each line from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.top, run.left)):
        if rows:
            first = rows[-1][0]
            overlap = min(first.top, run.top) - max(first.bottom, run.bottom)
            if overlap > min(first.height, run.height) / 2:
                rows[-1].append(run)
                continue
        rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def _columns(runs: list[Run], depth: int = MAX_DIVISIONS) -> Iterator[list[Run]]:
    """Yield the lines of each column in reading order.

    A run across the gutter, such as a headline, ends the columns above it.
    """
    gutter = _gutter(runs) if depth else None
    if gutter is None:
        if runs:
            yield [_line(row) for row in _rows(runs)]
        return
    left: list[Run] = []
    right: list[Run] = []
    across: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.top):
        crosses = run.left < gutter < run.right
        if crosses and (left or right):
            for part in (across, left, right):
                yield from _columns(part, depth - 1)
            left, right, across = [], [], []
        (across if crosses else left if run.right <= gutter else right).append(run)
    for part in (across, left, right):
        yield from _columns(part, depth - 1)


def _gutter(runs: list[Run]) -> float | None:
    """Return the x position between two columns: the gap crossed by the fewest runs, the widest."""
    lefts = sorted(run.left for run in runs)
    rights = sorted(run.right for run in runs)
    narrowest = median(run.height for run in runs) / 2 if runs else 0.0
    found: list[tuple[int, float, float]] = []
    for start, end in pairwise(sorted({*lefts, *rights})):
        middle = (start + end) / 2
        on_left, on_right = bisect_right(rights, middle), len(lefts) - bisect_left(lefts, middle)
        if min(on_left, on_right) >= MIN_COLUMN_LINES and end - start >= narrowest:
            found.append((on_left + on_right, end - start, middle))
    gutter = max(found)[2] if found else None
    return gutter if gutter is not None and _are_columns(runs, gutter) else None


def _are_columns(runs: list[Run], gutter: float) -> bool:
    """Return True if there is prose on both sides, at the same height on the page."""
    left = [run for run in runs if run.right <= gutter]
    right = [run for run in runs if run.left >= gutter]
    if min(run.bottom for run in left) > max(run.top for run in right):
        return False
    if min(run.bottom for run in right) > max(run.top for run in left):
        return False
    return all(
        sum(len(run.text) for run in side) >= MIN_LINE_LENGTH * len(side) for side in (left, right)
    )


def _line(row: list[Run]) -> Run:
    return Run(
        _text(row),
        row[0].left,
        max(run.right for run in row),
        min(run.bottom for run in row),
        max(run.top for run in row),
    )


def _paragraphs(columns: list[tuple[int, list[Run]]]) -> Iterator[_Paragraph]:
    """Join the lines of each paragraph, also across columns and pages."""
    hyphens = Hyphens(line.text for _, column in columns for line in column)
    spacings = [above.top - below.top for _, column in columns for above, below in pairwise(column)]
    spacing = median(spacings) if spacings else 0.0
    lines: list[str] = []
    last, page = None, 0
    for number, column in columns:
        left, right = min(line.left for line in column), max(line.right for line in column)
        for index, line in enumerate(column):
            if last is None:
                page = number
            elif (
                _goes_on(last, line)
                if index == 0
                else _is_next_line(last, line, left, right, spacing)
            ):
                lines[-1] = _before(lines[-1], line.text, hyphens)
            else:
                yield _Paragraph("".join(lines), last.height, page)
                lines, page = [], number
            lines.append(line.text)
            last = line
    if last is not None:
        yield _Paragraph("".join(lines), last.height, page)


def _goes_on(last: Run, line: Run) -> bool:
    """Return True if a column's first line continues the last paragraph of the one before."""
    return (
        _same_height(last, line)
        and not _CLOSED.search(last.text)
        and (line.text[0].islower() or last.text.endswith((",", "-")))
    )


def _is_next_line(last: Run, line: Run, left: float, right: float, spacing: float) -> bool:
    """Return True if a line belongs to the same paragraph as the one above it."""
    if (
        not _same_height(last, line)
        or last.top - line.top > PARAGRAPH_SPACING * spacing
        or _LIST_ITEM.match(line.text)
    ):
        return False
    if line.text[0].islower() and not _CLOSED.search(last.text):
        return True
    letter = (line.right - line.left) / len(line.text)
    first_word = letter * (len(line.text.split(maxsplit=1)[0]) + 1)
    if last.right + first_word < right - letter:
        # It stopped short: the next word would have fitted.
        return False
    indented = line.left > last.left + line.height / 2 and line.left > left + line.height / 2
    return not (indented and _CLOSED.search(last.text))


def _same_height(last: Run, line: Run) -> bool:
    return abs(last.height - line.height) <= SAME_HEIGHT * max(last.height, line.height)


def _before(line: str, following: str, hyphens: Hyphens) -> str:
    """Return a line, ready to be joined to the next one of its paragraph."""
    if line.endswith("-"):
        return hyphens.join(line, following)
    if _is_spaceless(line[-1]) and _is_spaceless(following[0]):
        return line
    return line + " "


def _is_spaceless(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF" or bool(_SPACELESS.match(letter))
