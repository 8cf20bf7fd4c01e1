"""Pages to text: what stands where on a page gives columns, lines and paragraphs."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.formats.hyphens import Hyphens

EDGE = 2
"""Lines at the top and at the bottom of a page that may be a running header or footer."""
SHARE_OF_PAGES = 0.4
"""Pages that show a line for it to be one: left and right pages may have headers of their own."""
FEWEST_IN_COLUMN = 4
"""Lines on both sides of a gutter; with fewer it is a gap in a table."""
DEEPEST = 3
"""How often a page is parted in two: into up to eight columns."""
SHORTEST_IN_COLUMN = 15
"""Code points of a column's line, on average; shorter ones are a table's cells."""

_DIGITS = re.compile(r"\d{1,6}")
_PAGE_NUMBER = re.compile(r"[-–—.\s]*\d{1,4}[-–—.\s]*")
_LIST_ITEM = re.compile(r"(?:[-*+•‣◦▪·–—]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_CLOSED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
# Scripts that part words by no spaces, besides those whose letters are wide.
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line and where it stands on its page, in points from the lower left."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """How high its letters are, which grows with the size of their font."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The text of some pages."""

    text: str
    title: str | None
    """What is written largest on the first page, None if nothing stands out."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    height: float
    page: int


def lay_out(pages: list[list[Run]]) -> LaidOut:
    """Return the pages' text in reading order, paragraphs parted by blank lines."""
    columns = [
        (number, column)
        for number, runs in enumerate(_without_edges(pages))
        for column in _columns(runs)
    ]
    paragraphs = list(_paragraphs(columns))
    return LaidOut("\n\n".join(paragraph.text for paragraph in paragraphs), _title(paragraphs))


def _title(paragraphs: list[_Paragraph]) -> str | None:
    if len(paragraphs) < 2:
        return None
    heights: Counter[float] = Counter()
    for paragraph in paragraphs:
        heights[round(paragraph.height, 1)] += len(paragraph.text)
    usual = heights.most_common(1)[0][0]
    first_page = [paragraph for paragraph in paragraphs if paragraph.page == paragraphs[0].page]
    largest = max(first_page, key=lambda paragraph: paragraph.height)
    return largest.text if largest.height > usual * 1.2 else None


def _without_edges(pages: list[list[Run]]) -> list[list[Run]]:
    """Leave out page numbers, and lines that the same edge of many pages shows."""
    rows = [_rows(runs) for runs in pages]
    for _ in ("top", "bottom"):
        # Turned round twice, each page stands as before.
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
    """Return the forms of which one recurs where a line does: as it is, or counting the pages.

    So `Page 4 of 9` recurs, but `Section 4` doesn't unless each page has its own.
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
    """Return the runs by lines from top to bottom, those of a line from left to right."""
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


def _columns(runs: list[Run], depth: int = DEEPEST) -> Iterator[list[Run]]:
    """Give the lines of each column in reading order.

    A run across the gutter, as a headline is, ends the columns above it.
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
    """Return where two columns part: the gap that the fewest runs cross, the widest of those."""
    lefts = sorted(run.left for run in runs)
    rights = sorted(run.right for run in runs)
    narrowest = median(run.height for run in runs) / 2 if runs else 0.0
    found: list[tuple[int, float, float]] = []
    for start, end in pairwise(sorted({*lefts, *rights})):
        middle = (start + end) / 2
        on_left, on_right = bisect_right(rights, middle), len(lefts) - bisect_left(lefts, middle)
        if min(on_left, on_right) >= FEWEST_IN_COLUMN and end - start >= narrowest:
            found.append((on_left + on_right, end - start, middle))
    gutter = max(found)[2] if found else None
    return gutter if gutter is not None and _are_columns(runs, gutter) else None


def _are_columns(runs: list[Run], gutter: float) -> bool:
    """Tell whether there is prose on both sides, beside each other."""
    left = [run for run in runs if run.right <= gutter]
    right = [run for run in runs if run.left >= gutter]
    if min(run.bottom for run in left) > max(run.top for run in right):
        return False
    if min(run.bottom for run in right) > max(run.top for run in left):
        return False
    return all(
        sum(len(run.text) for run in side) >= SHORTEST_IN_COLUMN * len(side)
        for side in (left, right)
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
    """Join the lines of each paragraph, also over the end of a column or a page."""
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
    """Tell whether a column's first line belongs to the paragraph that the one before ended in."""
    return (
        _same_height(last, line)
        and not _CLOSED.search(last.text)
        and (line.text[0].islower() or last.text.endswith((",", "-")))
    )


def _is_next_line(last: Run, line: Run, left: float, right: float, spacing: float) -> bool:
    """Tell whether a line belongs to the same paragraph as the one above it."""
    if (
        not _same_height(last, line)
        or last.top - line.top > 1.35 * spacing
        or _LIST_ITEM.match(line.text)
    ):
        return False
    if line.text[0].islower() and not _CLOSED.search(last.text):
        return True
    letter = (line.right - line.left) / len(line.text)
    first_word = letter * (len(line.text.split(maxsplit=1)[0]) + 1)
    if last.right + first_word < right - letter:
        # It stopped short, though the next word would have fitted.
        return False
    indented = line.left > last.left + line.height / 2 and line.left > left + line.height / 2
    return not (indented and _CLOSED.search(last.text))


def _same_height(last: Run, line: Run) -> bool:
    return abs(last.height - line.height) <= 0.15 * max(last.height, line.height)


def _before(line: str, following: str, hyphens: Hyphens) -> str:
    """Return a line as it stands before the next one of its paragraph."""
    if line.endswith("-"):
        return hyphens.join(line, following)
    if _is_spaceless(line[-1]) and _is_spaceless(following[0]):
        return line
    return line + " "


def _is_spaceless(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF" or bool(_SPACELESS.match(letter))
