"""Split a text into paragraphs, as spans, and recognize headings."""

import re
from collections.abc import Iterator
from itertools import pairwise

from corpus.article import Block, Kind, Span
from corpus.sentences import CELL, is_closed

LONGEST_WRAPPED_LINE = 120
"""Code points. People and programs wrap lines at 60 to 100; a longer line is a whole paragraph, as
editors without hard wrapping and most web pages produce."""
LONGEST_HEADING = 80
"""Code points; newspaper headlines are rarely longer."""

_BULLET = re.compile(r"[-*+•‣◦▪·–—]\s")
LIST_ITEM = re.compile(r"\s*(?:[-*+•‣◦▪·–—]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s")
"""The beginning of a list's item: a bullet, or a number or letter as in `1.`, `(2)` and `a)`."""
_INNER_END = re.compile(r"[.!?…。！？؟]\s")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s")


def paragraphs(body: str) -> tuple[Span, ...]:
    r"""Return the paragraphs of a text in order, none blank, without surrounding whitespace.

    A blank line always ends a paragraph. So does a line break, unless it is a wrap. Wraps occur
    only among lines of at most LONGEST_WRAPPED_LINE, never next to a Markdown heading or before a
    list item. A line break is a wrap

    - before a lower-case letter;
    - otherwise, in a text that separates paragraphs with blank lines, unless the line stopped
      short (the next word would have fitted) without a full stop, like headings and verse;
    - otherwise, in a text without blank lines, only if the line didn't stop short and has no full
      stop.

    >>> body = "Ayam bertelur hampir\nsetiap pagi.\n\nBebek berenang."
    >>> [paragraph.of(body) for paragraph in paragraphs(body)]
    ['Ayam bertelur hampir\nsetiap pagi.', 'Bebek berenang.']
    """
    blocks = _blocks(body)
    return tuple(
        paragraph
        for block in blocks
        for paragraph in _unwrapped(body, block, parted_by_blank_lines=len(blocks) > 1)
    )


def unmarked_blocks(body: str, within: Span) -> Iterator[Block]:
    r"""Yield the paragraphs of a part of a body as blocks, each of the kind that it looks like.

    >>> body = "# Ayam\n\n- telur\n- bulu"
    >>> [block.kind.value for block in unmarked_blocks(body, Span(0, len(body)))]
    ['heading', 'list_item', 'list_item']
    """
    for paragraph in paragraphs(within.of(body)):
        span = Span(within.start + paragraph.start, within.start + paragraph.end)
        yield Block(_kind(span.of(body)), span)


def is_question(paragraph: str) -> bool:
    """Return True if a paragraph is one question, with or without a number before it.

    >>> is_question("1. Apakah ayam bertelur?"), is_question("Ya. Apakah ayam bertelur?")
    (True, False)
    """
    marker = LIST_ITEM.match(paragraph)
    asked = paragraph[marker.end() if marker else 0 :]
    return asked.endswith(("?", "？", "؟")) and not _INNER_END.search(asked)


def is_heading(paragraph: str) -> bool:
    """Return True if a paragraph introduces what follows: a title, or a line ending in a colon.

    >>> is_heading("Cara beternak ayam"), is_heading("Ayam bertelur.")
    (True, False)
    """
    if _MARKDOWN_HEADING.match(paragraph):
        return True
    return (
        len(paragraph) <= LONGEST_HEADING
        and len(paragraph.splitlines()) == 1
        and not _BULLET.match(paragraph)
        and any(character.isalnum() for character in paragraph)
        and not paragraph.endswith((",", ";"))
        and not is_closed(paragraph)
    )


def _kind(paragraph: str) -> Kind:
    if _MARKDOWN_HEADING.match(paragraph):
        return Kind.HEADING
    if LIST_ITEM.match(paragraph):
        return Kind.LIST_ITEM
    return Kind.TABLE_ROW if CELL in paragraph and "\n" not in paragraph else Kind.PARAGRAPH


def _blocks(body: str) -> list[list[Span]]:
    """Return the runs of lines between blank lines, each line without surrounding whitespace."""
    blocks: list[list[Span]] = []
    start = 0
    after_blank = True
    for line in body.splitlines(keepends=True):
        text = line.strip()
        if text:
            if after_blank:
                blocks.append([])
            indented = start + len(line) - len(line.lstrip())
            blocks[-1].append(Span(indented, indented + len(text)))
        after_blank = not text
        start += len(line)
    return blocks


def _unwrapped(body: str, lines: list[Span], *, parted_by_blank_lines: bool) -> Iterator[Span]:
    """Join the lines of a block that belong to one paragraph."""
    width = max(line.end - line.start for line in lines)
    paragraph = lines[0]
    for line, following in pairwise(lines):
        if width <= LONGEST_WRAPPED_LINE and _is_wrap(
            line.of(body), following.of(body), width, parted_by_blank_lines
        ):
            paragraph = Span(paragraph.start, following.end)
        else:
            yield paragraph
            paragraph = following
    yield paragraph


def _is_wrap(line: str, following: str, width: int, parted_by_blank_lines: bool) -> bool:
    """Apply the rule described in paragraphs() to one line break."""
    if any(_MARKDOWN_HEADING.match(text) for text in (line, following)):
        return False
    if LIST_ITEM.match(following) or (CELL in line and CELL in following):
        return False
    if following[0].islower():
        return True
    stopped_short = len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width
    if parted_by_blank_lines:
        return is_closed(line) or not stopped_short
    return not is_closed(line) and not stopped_short
