"""Lay out a document: from the runs of its pages to blocks of text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from corpus.article import Kind
from corpus.formats.hyphens import Hyphens
from corpus.formats.layout.catchwords import without_catchwords
from corpus.formats.layout.columns import columns_of
from corpus.formats.layout.contents import contents_at, without_contents
from corpus.formats.layout.edges import without_edges
from corpus.formats.layout.joining import HEADING_SIZE, Joiner, Step
from corpus.formats.layout.markers import marker_of, with_bullet
from corpus.formats.layout.measures import Measures, usual_size
from corpus.formats.layout.notes import is_note, split_notes, without_marks
from corpus.formats.layout.pages import Page
from corpus.formats.layout.runs import Run, rows_of, text_of
from corpus.formats.layout.tables import Table, table_at
from corpus.formats.layout.titles import title_of
from corpus.formats.layout.watermarks import split_watermarks
from corpus.formats.reading import TextBlock

LONGEST_HEADING = 200
"""Code points of a heading."""

# Parts of a regulation or book, which may be set like other text.
_DIVISION = re.compile(
    r"(?:pasal|bab|bagian|paragraf|lampiran|article|chapter|section|part|title)"
    r" (?:\d{1,3}[a-z]?|[ivxlc]+|ke[a-z]+(?: [a-z]+)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The text of several pages."""

    blocks: tuple[TextBlock, ...]
    title: str | None
    """The text on the first page that is set as its title; None if nothing stands out."""
    pictures: tuple[int, ...]
    """The pages that have a picture and no text, from 1."""
    unclear: tuple[int, ...]
    """The pages whose text probably doesn't read as it looks, from 1."""


def lay_out(pages: Sequence[Page]) -> LaidOut:
    """Return the pages' text in reading order.

    >>> upper = Run("Ayam berte-", 0, 100, 690, 10)
    >>> lower = Run("lur setiap pagi.", 0, 100, 678, 10)
    >>> [block.text for block in lay_out([Page([upper, lower])]).blocks]
    ['Ayam bertelur setiap pagi.']
    """
    split = [split_watermarks(page.runs) for page in pages]
    texts = [text for text, _ in split]
    texts = without_edges(texts, usual_size(chain(*texts)))
    laid_out = [
        [column for part in (text, *page.parts[1:]) for column in _columns(part)]
        for text, page in zip(texts, pages, strict=True)
    ]
    kept = iter(without_catchwords([column for columns in laid_out for column in columns]))
    laid_out = [[next(kept) for _ in columns] for columns in laid_out]
    writer = _Writer([column for columns in laid_out for column in columns])
    for columns, page, (_, watermarks) in zip(laid_out, pages, split, strict=True):
        for column in columns:
            writer.add(column)
        for stamp in (*page.stamps, watermarks):
            writer.leave_out(stamp)
    first_page = next(([*chain(*columns)] for columns in laid_out if columns), [])
    return LaidOut(
        blocks=tuple(without_marks(writer.finished())),
        title=title_of(without_contents(first_page), writer.measures.body),
        pictures=tuple(
            number
            for number, (page, columns) in enumerate(zip(pages, laid_out, strict=True), start=1)
            if page.has_picture and not columns
        ),
        unclear=tuple(number for number, page in enumerate(pages, start=1) if page.is_unclear),
    )


def _columns(runs: Sequence[Run]) -> Iterator[list[Run]]:
    for column in columns_of(runs):
        yield [with_bullet(line) for line in column]


class _Writer:
    """Writes blocks from the lines of columns."""

    def __init__(self, columns: Sequence[Sequence[Run]]) -> None:
        self.measures = Measures(columns)
        self._joiner = Joiner(
            self.measures, Hyphens(line.text for column in columns for line in column)
        )
        self._blocks: list[TextBlock] = []
        self._pending: list[TextBlock] = []
        """What comes after the paragraph, which may go on in the next column."""
        self._stamps: set[str] = set()
        self._lines: list[Run] = []
        self._steps: list[Step] = []
        self._code: list[Run] = []
        self._table: Table | None = None
        """The table at the end of the last column."""

    def add(self, column: Sequence[Run]) -> None:
        """Add the lines of a column."""
        lines, notes = split_notes(column, self.measures.body)
        number = 0
        while number < len(lines):
            line = lines[number]
            if line.mono and not self.measures.mono:
                self._end_paragraph()
                self._code.append(line)
                number += 1
                continue
            self._end_code()
            taken = self._special(lines, number)
            if not taken:
                self._add_line(lines, number)
            number += taken or 1
        self._pending += self._note_blocks(notes)

    def _add_line(self, lines: Sequence[Run], number: int) -> None:
        """Add a line of text, which may go on with the paragraph."""
        line = lines[number]
        below = lines[number + 1] if number + 1 < len(lines) else None
        if self._lines:
            if number == 0 or self._lines[-1] is not lines[number - 1]:
                step = (
                    Step.SPACE if self._joiner.goes_on(self._lines, line, below) else Step.PARAGRAPH
                )
            else:
                step = self._joiner.step(self._lines, line, below)
            if step is Step.PARAGRAPH:
                self._end_paragraph()
            else:
                self._steps.append(step)
        self._lines.append(line)

    def leave_out(self, runs: Sequence[Run]) -> None:
        """Add what is not part of the text, once if it is on several pages."""
        text = " ".join(text_of(row) for row in rows_of(runs))
        if text and text not in self._stamps:
            self._stamps.add(text)
            self._pending.append(TextBlock(text, left_out=True))

    def finished(self) -> list[TextBlock]:
        """Return all blocks."""
        self._end_paragraph()
        self._end_code()
        return self._blocks

    def _special(self, lines: Sequence[Run], number: int) -> int:
        """Write the table or contents that start with a line; return how many lines it takes."""
        if taken := contents_at(lines, number):
            self._end_paragraph()
            found = lines[number : number + taken]
            self._blocks += (TextBlock(line.text, left_out=True) for line in found)
            return taken
        above, self._table = self._table, None
        if table := table_at(lines, number, self.measures, above if number == 0 else None):
            self._end_paragraph()
            self._blocks += table.blocks(self._joiner.text)
            if number + table.lines == len(lines):
                self._table = table
            return table.lines
        return 0

    def _end_code(self) -> None:
        if self._code:
            self._blocks.append(TextBlock(_code_text(self._code), Kind.CODE))
            self._code = []

    def _note_blocks(self, lines: Sequence[Run]) -> Iterator[TextBlock]:
        note: list[Run] = []
        for line in lines:
            if note and is_note(line.text):
                yield TextBlock(self._joiner.text(note), Kind.NOTE)
                note = []
            note.append(line)
        if note:
            yield TextBlock(self._joiner.text(note), Kind.NOTE)

    def _end_paragraph(self) -> None:
        if self._lines:
            text = self._joiner.text(self._lines, self._steps)
            kind = self._kind(text)
            last = self._blocks[-1] if self._blocks else None
            follows = kind is Kind.LIST_ITEM and last is not None and last.kind is kind
            self._blocks.append(TextBlock(text, kind, follows=follows))
            self._lines, self._steps = [], []
        self._blocks += self._pending
        self._pending = []

    def _kind(self, text: str) -> Kind:
        first = self._lines[0]
        if is_note(text):
            return Kind.NOTE
        short = len(text) <= LONGEST_HEADING and not text.endswith((".", ",", ";"))
        large = first.size >= HEADING_SIZE * self.measures.body
        bold = all(line.bold for line in self._lines) and not self.measures.bold
        if short and (large or bold or text.isupper() or _DIVISION.fullmatch(text)):
            return Kind.HEADING
        return Kind.LIST_ITEM if marker_of(text) else Kind.PARAGRAPH


def _code_text(lines: Sequence[Run]) -> str:
    """Return lines of code, indented as they are."""
    left = min(line.left for line in lines)
    width = max((line.right - line.left) / len(line.text) for line in lines)
    return "\n".join(" " * round((line.left - left) / width) + line.text for line in lines)
