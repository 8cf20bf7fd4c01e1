"""Divide a line into the cells of a table."""

from corpus.formats.layout.markers import is_marker
from corpus.formats.layout.runs import Gap, Run

CELL_GAP = 0.5
"""The narrowest gap between two cells, in font sizes."""
WIDER = 1.7
"""How many times wider than a line's narrow spaces such a gap is; in justified text, all spaces are
wide."""
WORD_GAP = 2.0
"""A gap that no space in justified text is as wide as, in font sizes."""


def cells_of(line: Run) -> list[Run]:
    """Return the parts of a line that are far apart, or that a line is drawn between."""
    if not line.gaps:
        return [line]
    widths = sorted(gap.width for gap in line.gaps)
    narrow = widths[len(widths) // 4]
    # A line that has only such gaps has one word in each cell.
    usual = narrow if narrow >= WORD_GAP * line.size else WIDER * narrow
    usual = max(usual, CELL_GAP * line.size)
    cuts: list[Gap] = []
    for gap in line.gaps:
        before = line.text[cuts[-1].end if cuts else 0 : gap.end].strip()
        is_wide = gap.width >= usual and not _belong_together(before, line.text[gap.end :])
        if gap.ruled or is_wide:
            cuts.append(gap)
    return line.cut(cuts)


def _belong_together(before: str, after: str) -> bool:
    """Return True for the number of an item and its text, and for a label and what it labels."""
    return is_marker(before) or before.endswith(":") or after.startswith((":", "."))
