"""Collect the paragraphs of a document: lists and tables without gaps, code in one piece."""

from collections.abc import Iterable
from dataclasses import replace

from corpus.article import Kind
from corpus.formats.reading import TextBlock

NON_BREAKING_HYPHEN = "\u2011"
LONGEST_HEADING = 300
"""Code points; a longer paragraph with the style of a heading is none."""
_LONGEST_CONTENTS_HEADING = 40


class Flow:
    """The blocks of a document, a note or a cell, in order."""

    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self.is_bold = True
        """Whether all of its paragraphs are bold; their reader notes it."""
        self._group: object = None

    def add(self, text: str, kind: Kind, group: object = None, *, left_out: bool = False) -> None:
        """Add a paragraph, unless it is blank; those of the same group in a row stand together."""
        if kind is Kind.HEADING and len(text) > LONGEST_HEADING:
            kind = Kind.PARAGRAPH
        if kind is Kind.CODE:
            group = Kind.CODE
        if not text.strip():
            return
        # For readers, it is a hyphen; Word has an element for it, LibreOffice the character.
        text = text.replace(NON_BREAKING_HYPHEN, "-")
        follows = group is not None and group == self._group
        if follows and kind is Kind.CODE:
            code = self.blocks.pop()
            self.blocks.append(replace(code, text=f"{code.text}\n{text}"))
        else:
            self.blocks.append(TextBlock(text, kind, follows=follows, left_out=left_out))
        self._group = group

    def extend(self, blocks: Iterable[TextBlock], *, left_out: bool = False) -> None:
        """Add the rows of a table, or other finished blocks."""
        for block in blocks:
            self.blocks.append(replace(block, left_out=block.left_out or left_out))
            self._group = None

    def leave_out_heading(self) -> None:
        """Leave out the last block too if it is the heading of the table of contents after it.

        The first block is rather the title of the document.
        """
        last = self.blocks[-1] if len(self.blocks) > 1 else None
        if last and last.kind is Kind.HEADING and len(last.text) <= _LONGEST_CONTENTS_HEADING:
            self.blocks[-1] = replace(last, left_out=True)
