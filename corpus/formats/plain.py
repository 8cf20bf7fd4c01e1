"""Plain text."""

import re
from itertools import pairwise

from corpus.formats.reading import Extract

NARROWEST_WRAP = 50
WIDEST_WRAP = 100
"""Code points of the longest line of a text that was wrapped by hand or by a program."""
LONGEST_TITLE = 120
"""Code points of a first line that may be a title."""

_LIST_ITEM = re.compile(r"\s*(?:[-*+•‣◦▪·–—]|\(?(?:\d{1,3}|[a-z])[.)])\s")
_INDENTED = re.compile(r"[ \t]")
_TITLE_END = re.compile(r"[.!?:;,…。！？]$")


def read_plain(text: str) -> Extract:
    """Return the text, its wrapped lines joined; the first line as title if it looks like one."""
    paragraphs = re.split(r"\n[^\S\n]*\n", text.strip("\n"))
    joined = [_unwrapped(paragraph.split("\n")) for paragraph in paragraphs]
    return Extract(body="\n\n".join(joined), title=_title(joined))


def _unwrapped(lines: list[str]) -> str:
    """Join a paragraph's lines if they are evidently wrapped.

    That is, each but the last is so long that the next one's first word would have made it longer
    than the longest, and none is a list's item or indented, as verse, code and tables are.
    """
    if len(lines) < 3 or any(map(_LIST_ITEM.match, lines)) or any(map(_INDENTED.match, lines[1:])):
        return "\n".join(lines)
    lines = [line.rstrip() for line in lines]
    width = max(map(len, lines))
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return "\n".join(lines)
    for line, following in pairwise(lines):
        if len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width - _SLACK:
            return "\n".join(lines)
    return " ".join(lines)


# A line may stop this much short of the longest, as where a program counted a mark's width.
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
