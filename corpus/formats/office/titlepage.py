"""Find the title of a document that doesn't mark it, on the page before its first heading."""

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_LINE = 150
"""Code points of a line of a title page; a longer one is a paragraph."""
MOST_LINES = 20
"""Lines of a title page."""
_CLOSED = (".", ";", ",", ":", "?", "!")


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A paragraph at the start of a document."""

    text: str
    size: float
    """Of its largest characters, in any unit."""
    emphasised: bool
    """Whether it is bold or centred."""


def title_on_page(lines: Sequence[TitleLine | None], *, before_heading: bool) -> str | None:
    """Return the title among the paragraphs before a document's first heading, or None.

    These are its largest lines, or else the first that is bold or centred, or else the first if all
    are short. None among the paragraphs stands for an empty one, which ends a title. Without a
    heading after them, only a larger, bold or centred one can be a title.

    >>> cover = [TitleLine("Buku Panduan", 28, True), TitleLine("Edisi 2025", 14, True)]
    >>> title_on_page(cover, before_heading=True)
    'Buku Panduan'
    """
    page: list[TitleLine | None] = []
    for line in lines[:MOST_LINES]:
        if line and (len(line.text) > LONGEST_LINE or line.text.endswith(".")):
            before_heading = False
            break
        page.append(line)
    found = [line for line in page if line]
    if not found:
        return None
    sizes = {line.size for line in found} | {line.size for line in lines if line}
    largest = max(line.size for line in found)
    if len(sizes) > 1 and largest > min(sizes):
        start = page.index(next(line for line in found if line.size == largest))
    elif emphasised := [line for line in found if line.emphasised]:
        start = page.index(emphasised[0])
    elif before_heading and not found[0].text.endswith(_CLOSED):
        return found[0].text
    else:
        return None
    return _title_from(page, start)


def _title_from(page: list[TitleLine | None], start: int) -> str:
    """Return the line at the start with those after it that look alike."""
    first = page[start]
    assert first is not None
    title = first.text
    for line in page[start + 1 :]:
        alike = line and (line.size, line.emphasised) == (first.size, first.emphasised)
        if not line or not alike or len(title) + len(line.text) >= LONGEST_LINE:
            break
        title += f" {line.text}"
    return title.rstrip(":")
