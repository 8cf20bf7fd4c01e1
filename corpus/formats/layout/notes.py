"""Footnotes and their marks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.article import Kind
from corpus.formats.layout.runs import Run
from corpus.formats.layout.scripts import SUPERSCRIPT_DIGITS
from corpus.formats.reading import TextBlock

SMALL = 0.93
"""The largest font size of a footnote, in multiples of the usual one."""

_PLAIN = str.maketrans(SUPERSCRIPT_DIGITS, "0123456789")
_START = re.compile(
    rf"(?:[{SUPERSCRIPT_DIGITS}]{{1,3}}|\[[{SUPERSCRIPT_DIGITS}\d]{{1,3}}\]|\d{{1,3}}[.)]?(?=\s)|[*†‡]+)"
)
# The mark of a note, after a word or sentence; after a figure it may be an exponent.
_DIGITS = rf"\[?[{SUPERSCRIPT_DIGITS}]{{1,3}}\]?(?!\w)"
_MARK = re.compile(rf"(?<=[^\W\d_]{{3}}){_DIGITS}|(?<=[.!?”\"’]) ?{_DIGITS}|(?<=[,;:]){_DIGITS}")
_BRACKETED = re.compile(rf"\[([{SUPERSCRIPT_DIGITS}]{{1,3}})\]")
_UNIT = re.compile(
    r"\b(?:mil|inci|kaki|hektare?|(?:centi|kilo|senti|mili|desi)?meter|yard|feet|foot)$"
)
_RAISED_DIGIT = re.compile(rf"[{SUPERSCRIPT_DIGITS}]")
_RETURN = re.compile(r"\s*[↩↑⏎]\ufe0e?$")


def split_notes(lines: Sequence[Run], body: float) -> tuple[Sequence[Run], Sequence[Run]]:
    """Return a column's lines, and those of the notes below them.

    Notes are in smaller letters than is usual, and the first starts with a mark.
    """
    start = len(lines)
    while start and lines[start - 1].size <= SMALL * body:
        start -= 1
    while start < len(lines) and not _START.match(lines[start].text):
        start += 1
    return lines[:start], lines[start:]


def is_note(text: str) -> bool:
    """Return True if a line starts with the raised mark of a note."""
    found = _START.match(text)
    return found is not None and text[0] in SUPERSCRIPT_DIGITS + "["


def without_marks(blocks: Iterable[TextBlock]) -> list[TextBlock]:
    """Return the blocks without the marks of notes; other raised digits stay."""
    blocks = [_as_note(block) for block in blocks]
    return [
        block if block.kind is Kind.NOTE else replace(block, text=_without_marks(block.text))
        for block in blocks
    ]


def _without_marks(text: str) -> str:
    def kept(found: re.Match[str]) -> str:
        return found[0] if _UNIT.search(text[: found.start()][-12:]) else ""

    if not _RAISED_DIGIT.search(text):
        return text
    text = _MARK.sub(kept, text)
    return _BRACKETED.sub(lambda found: f"[{found[1].translate(_PLAIN)}]", text)


def _as_note(block: TextBlock) -> TextBlock:
    """Return a block as a note if a link back from it says that it is one."""
    text = _RETURN.sub("", block.text)
    return replace(block, text=text, kind=Kind.NOTE, follows=False) if text != block.text else block
