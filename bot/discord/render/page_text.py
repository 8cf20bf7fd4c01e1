"""How a quoted text stands in the page that it is from: in which blocks, and in which words."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

import regex

from corpus.article import Article, Block, Kind, Span
from corpus.sentences import CELL

_MARKER = re.compile(
    r"(?:(?:[-*+•‣◦▪·–—>]|#{1,6}|\(?(?:\d[\d.]*|[^\W\d]|[ivxlc]+|[IVX]+)[.)])\s+)+"
)
"""Bullets and numbers, which are not in the text of a page that has them drawn."""
_STRUCK = re.compile(r"~~(?=\S)([^~\n]+)(?<=\S)~~")
"""What is struck out in a page, which shows no tildes."""
_LABEL = re.compile(r"([^\n:]{1,80}):\s+(?=\S)")
_GAP = re.compile(r"\s*(?:\S{1,6}\s+)?")
_LONGEST_GAP = 10
"""Code points of a marker with the white space around it."""
_NEAR = 1000
"""Code points before and after a text where the other rows of its table are looked for."""
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts without spaces between words, for a character class."""
_WORD = regex.compile(rf"\w(?<![{_SPACELESS}])")

# Chromium's matches don't extend to a Burmese visarga, and so wouldn't end where the word does.
WORDS = regex.compile(rf"(?<!\u1038)[\s\u200b]+|(?<=\p{{P}})(?=[{_SPACELESS}])")
"""Where words end for certain: browsers look up the words of scripts without spaces."""
RUNS = regex.compile(rf"{WORDS.pattern}|(?<=\p{{Han}})(?!\p{{Han}})|(?<!\p{{Han}})(?=\p{{Han}})")
"""Where ruby may interrupt a text: the pronunciation of Han, which is in blocks of its own."""
LETTERS = regex.compile(rf"{RUNS.pattern}|(?<=\p{{Han}})")
"""Likewise, where each character of Han has its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A quoted text with what is around it."""

    before: str
    """All before it, from the title on."""
    text: str
    after: str
    """What follows, as far as it matters."""
    kind: Kind | None
    """What kind of block it is in; None if unknown."""
    notes: int = 0
    """How many notes the article has."""

    @classmethod
    def of(cls, article: Article, sentence: Span) -> "Place":
        """Return the place of a sentence."""
        body = article.body
        title = "" if body.partition("\n")[0] == article.title else f"{article.title}\n"
        kind = _kind(article.blocks, sentence)
        before, text, after = (
            part if kind is Kind.CODE else _STRUCK.sub(r"\1", part)
            for part in (
                title + body[: sentence.start],
                sentence.of(body),
                body[sentence.end : sentence.end + _NEAR],
            )
        )
        notes = sum(block.kind is Kind.NOTE for block in article.blocks)
        return cls(before, text, after, kind, notes)

    @property
    def line_before(self) -> str:
        """The last line of the page before the text."""
        near = self.before[-_NEAR:]
        # Before the first row of a table stand the headings of its columns.
        labels = [label for line in self.text.split("\n") for label in self._headings(line)]
        if labels and labels[-1][0] not in near:
            return labels[-1][1]
        return without_marker(near.rstrip().rpartition("\n")[2])

    @property
    def text_after(self) -> str:
        """What the first line after the text begins with in the page, up to a colon or the end."""
        cell = without_marker(self.after.strip().partition("\n")[0]).partition(CELL)[0]
        # The name of the first column of a table, or of a row, stands in a cell of its own.
        label = _LABEL.match(cell)
        return label[1] if label else cell

    @property
    def blocks(self) -> list[str]:
        """The texts of the blocks in which it stands, without what is not in the page.

        >>> Place("", "• Hewan: ayam | Telur: 8", "", None).blocks
        ['ayam', '8']
        """
        found: list[str] = []
        for line in self.text.split("\n"):
            for cell in self._cells(without_marker(line)):
                # A cell that spans several columns is repeated in each.
                if cell not in found[-1:]:
                    found.append(cell)
        return found

    def _cells(self, line: str) -> list[str]:
        if self.kind not in {None, Kind.TABLE_ROW}:
            return [line]
        headings = {heading[0] for heading in self._headings(line)}
        cells = line.split(CELL)
        if len(cells) == 1 and not headings:
            # The label of the only cell of a row stands in a cell of its own.
            label = _LABEL.match(line)
            return [label[1], line[label.end() :]] if label else cells
        above = self.line_before.split(CELL)
        # A cell that spans several rows is repeated in each.
        cells = list(dropwhile(lambda cell: cell in above, cells)) or cells
        return [_without(headings, cell) for cell in cells]

    def _headings(self, line: str) -> list[re.Match[str]]:
        """Return the labels of a row's cells that are the headings of their columns."""
        cells = without_marker(line).split(CELL)
        near = self.before[-_NEAR:] + self.after
        labels = [label for cell in cells if (label := _LABEL.match(cell))]
        if len(cells) == 1 and self.kind is not Kind.TABLE_ROW:
            return []
        # All rows share them; a single row is taken to have them.
        alone = len(cells) > 1 and CELL not in near
        return [label for label in labels if alone or label[0] in near]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that is within one block of the page, in words."""

    text: str
    words: tuple[Span, ...]
    """At least one; each has letters or digits."""

    def first(self, count: int) -> str:
        """Return the text up to the end of so many words, or of all."""
        return self.text[: self.words[:count][-1].end]

    def last(self, count: int) -> str:
        """Return the text from the start of the last so many words, or of all."""
        return self.text[self.words[-count:][0].start :]


def in_words(texts: Sequence[str], cut: regex.Pattern[str]) -> list[Piece]:
    """Return texts in words that end at WORDS, RUNS or LETTERS, without those that have none."""
    pieces = (Piece(text, tuple(_words(text, cut))) for text in texts)
    return [piece for piece in pieces if piece.words]


def without_marker(line: str) -> str:
    """Return a line without the bullet or number of a list item."""
    line = line.strip()
    marker = _MARKER.match(line)
    return line[marker.end() :] if marker else line


def is_spaceless(text: str) -> bool:
    """Return True if the text begins in a script without spaces between words."""
    return regex.match(f"[{_SPACELESS}]", text) is not None


def occurs(term: str, text: str) -> bool:
    """Return True if a browser may find the term in a text; both are case-folded."""
    # In a script without spaces, a word may begin and end anywhere.
    first, last = (_WORD.match(letter) is not None for letter in (term[0], term[-1]))
    for start, end in _places(term, text):
        is_cut_off = first and _WORD.match(text[start - 1 : start])
        goes_on = last and _WORD.match(text[end : end + 1])
        if not is_cut_off and not goes_on:
            return True
    return False


def follows(prefix: str, term: str, text: str) -> bool:
    """Return True if the term stands right after the prefix in a text; all are case-folded.

    They are in two blocks or in one, so that there may be a marker between them.
    """
    for start, _ in _places(term, text):
        near = text[max(start - len(prefix) - _LONGEST_GAP, 0) : start]
        place = near.rfind(prefix)
        if place >= 0 and _GAP.fullmatch(near, place + len(prefix)):
            return True
    return False


def _places(term: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(term)
    while start >= 0:
        yield start, start + len(term)
        start = text.find(term, start + 1)


def _without(labels: Collection[str], cell: str) -> str:
    label = _LABEL.match(cell)
    return cell[label.end() :] if label and label[0] in labels else cell


def _kind(blocks: Sequence[Block], sentence: Span) -> Kind | None:
    number = bisect_right(blocks, sentence.start, key=lambda block: block.span.start) - 1
    block = blocks[number] if number >= 0 else None
    return block.kind if block and block.span.covers(sentence) else None


def _words(text: str, cut: regex.Pattern[str]) -> Iterator[Span]:
    start = 0
    for end, following in [*(found.span() for found in cut.finditer(text)), (len(text), 0)]:
        if any(map(str.isalnum, text[start:end])):
            yield Span(start, end)
            start = following
