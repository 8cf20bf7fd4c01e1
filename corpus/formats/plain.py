"""Plain text: join wrapped lines and find the title."""

import re
from itertools import pairwise

from corpus.formats.reading import Extract, TextBlock

MIN_WRAP = 50
MAX_WRAP = 100
"""The range of the longest line, in code points, in a text that was wrapped by a person or
program."""
LONGEST_TITLE = 120
"""Code points of a first line that may be a title."""
MIN_WRAPPED_LINES = 3
"""Lines of a paragraph; with fewer, it isn't evident that it is wrapped."""

_LIST_ITEM = re.compile(r"\s*(?:[-*+•‣◦▪·–—]|\(?(?:\d{1,3}|[a-z])[.)])\s")
_INDENTED = re.compile(r"[ \t]")
_TITLE_END = re.compile(r"[.!?:;,…。！？]$")


def read_plain(text: str) -> Extract:
    r"""Return the text with wrapped lines joined, and the first line as title if it looks like one.

    >>> read_plain("Ayam\n\nAyam bertelur.").title
    'Ayam'
    """
    paragraphs = re.split(r"\n[^\S\n]*\n", text.strip("\n"))
    joined = [_unwrapped(paragraph.split("\n")) for paragraph in paragraphs]
    body = TextBlock("\n\n".join(joined), kind=None)
    return Extract(blocks=(body,), title=_title(joined))


def _unwrapped(lines: list[str]) -> str:
    """Join a paragraph's lines if they are evidently wrapped.

    That is, the first word of each line would not have fitted on the line before, and no line is a
    list item or indented like verse, code and tables.
    """
    if (
        len(lines) < MIN_WRAPPED_LINES
        or any(map(_LIST_ITEM.match, lines))
        or any(map(_INDENTED.match, lines[1:]))
    ):
        return "\n".join(lines)
    lines = [line.rstrip() for line in lines]
    width = max(map(len, lines))
    if not MIN_WRAP <= width <= MAX_WRAP:
        return "\n".join(lines)
    for line, following in pairwise(lines):
        if len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width - _SLACK:
            return "\n".join(lines)
    return " ".join(lines)


# A line may be this much shorter, because programs count the width of combining marks differently.
_SLACK = 2


def _title(paragraphs: list[str]) -> str | None:
    first = paragraphs[0].strip()
    is_title = (
        len(paragraphs) > 1
        and 0 < len(first) <= LONGEST_TITLE
        and "\n" not in first
        and any(character.isalpha() for character in first)
        and not _TITLE_END.search(first)
        and not _LIST_ITEM.match(first)
    )
    return first if is_title else None
