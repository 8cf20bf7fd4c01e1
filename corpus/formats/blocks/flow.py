"""Put together blocks from the pieces of text that a walk through a tree comes across."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.article import Kind
from corpus.formats.blocks.markers import marked
from corpus.formats.reading import TextBlock

_LONGEST_HEADING = 200
"""Code points of a heading; FAQs have long ones."""
_LONGEST_BOLD_HEADING = 120
"""Code points of a paragraph that is a heading if all of it is bold."""
_SPACE = re.compile(r"\s+")
_SPACES = re.compile(r"[^\S\n]+")
_SPACE_AROUND_BREAK = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{2,}")
_NOT_AFTER_HEADING = (".", ",", ";", ":")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished block."""

    text: str
    kind: Kind
    group: object = None
    """The list or table that it is a line of, or None."""
    left_out: bool = False
    bold: float = 0
    """The share of its text that is bold."""
    linked: float = 0
    """The share of its text that is in links."""
    bold_start: int = 0
    """About how many code points at its start are bold."""


@dataclass(slots=True)
class _Span:
    """An inline element being read, whose text is changed at its end."""

    element: etree._Element
    start: int
    """The number of pieces before it."""
    write: Callable[[str, str], str] | None
    """Given its text and the text before it, returns what is written; None to leave it out."""


@dataclass(slots=True)
class Flow:
    """The text so far: finished blocks, and the pieces of the next one."""

    marker: str = ""
    """The bullet or number of the next block, if it is a list item."""
    done: list[Rendered] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _spans: list[_Span] = field(default_factory=list)
    _aside: list[str] = field(default_factory=list)
    """What is left out of the next block."""
    _length: int = 0
    _bold: int = 0
    _linked: int = 0
    """Code points of the next block, and those that are bold and in links."""
    _bold_start: int = 0
    """Those that are bold before the first that isn't; -1 if the first isn't, 0 until then."""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing of the next block yet."""
        return not any(piece.strip() for piece in self._pieces)

    @property
    def is_bold(self) -> bool:
        """Whether there are blocks, and all of their text is bold."""
        return bool(self.done) and all(block.bold == 1 for block in self.done)

    def add(self, text: str, *, bold: bool = False, linked: bool = False) -> None:
        """Add a piece of text to the next block."""
        self._pieces.append(text)
        length = len(text.strip())
        self._length += length
        if bold:
            self._bold += length
        elif length and not self._bold_start:
            self._bold_start = self._bold or -1
        if linked:
            self._linked += length

    def begin_span(self, element: etree._Element, write: Callable[[str, str], str] | None) -> None:
        """Begin an inline element: `write` changes its text, or None leaves it out."""
        self._spans.append(_Span(element, len(self._pieces), write))

    def end_span(self, element: etree._Element) -> None:
        """End an inline element, if it was begun here."""
        if self._spans and self._spans[-1].element is element:
            self._write(self._spans.pop())

    def end_block(self, kind: Kind, group: object, *, left_out: bool) -> None:
        """Make a block of the pieces so far; several if there are blank lines in it."""
        for span in reversed(self._spans):
            self._write(span)
            span.start = 0
        text = "".join(self._pieces)
        self._pieces.clear()
        length = max(self._length, 1)
        bold, linked = self._bold / length, self._linked / length
        bold_start = max(self._bold_start, 0)
        self._length = self._bold = self._linked = self._bold_start = 0
        for part in _parts(text, kind):
            found = Kind.PARAGRAPH if _is_too_long(part, kind) else kind
            text = self._marked(part, kind)
            self.done.append(Rendered(text, found, group, left_out, bold, linked, bold_start))
            bold_start = 0
        aside = _SPACE.sub(" ", " ".join(self._aside)).strip()
        if aside:
            self.done.append(Rendered(aside, Kind.PARAGRAPH, left_out=True))
        self._aside.clear()

    def extend(self, blocks: tuple[TextBlock, ...], *, left_out: bool) -> None:
        """Add blocks that are finished."""
        group = object()
        for block in blocks:
            group = group if block.follows else object()
            kind = block.kind or Kind.PARAGRAPH
            self.done.append(Rendered(block.text, kind, group, left_out or block.left_out))

    def _write(self, span: _Span) -> None:
        """Write the text of an inline element, up to here."""
        text = "".join(self._pieces[span.start :])
        before = next((piece for piece in reversed(self._pieces[: span.start]) if piece), "")
        del self._pieces[span.start :]
        if not text.strip():
            self._pieces.append(text)
        elif span.write is None:
            self._aside.append(text)
        else:
            self._pieces.append(span.write(text, before))

    def _marked(self, text: str, kind: Kind) -> str:
        marker, self.marker = self.marker, ""
        return text if kind is Kind.CODE else marked(text, marker)


def text_blocks(rendered: Iterable[Rendered]) -> Iterator[TextBlock]:
    """Yield blocks as a reading has them."""
    last: object = None
    for block in rendered:
        if block.left_out:
            yield TextBlock(block.text, block.kind, left_out=True)
            continue
        yield TextBlock(
            block.text, block.kind, follows=block.group is not None and block.group is last
        )
        last = block.group


def with_bold_headings(rendered: Iterable[Rendered]) -> Iterator[Rendered]:
    """Yield blocks with short paragraphs that are all bold as headings."""
    for block in rendered:
        yield replace(block, kind=Kind.HEADING) if _is_bold_heading(block) else block


def _is_bold_heading(block: Rendered) -> bool:
    return (
        block.bold == 1
        and block.kind is Kind.PARAGRAPH
        and len(block.text) <= _LONGEST_BOLD_HEADING
        and "\n" not in block.text
        and not block.text.endswith(_NOT_AFTER_HEADING)
    )


def _parts(text: str, kind: Kind) -> list[str]:
    """Return the text of a block, tidied up, in several parts if there are blank lines in it."""
    if kind is Kind.CODE:
        parts = [text.strip("\n")]
    else:
        parts = _BLANK_LINES.split(_SPACE_AROUND_BREAK.sub("\n", _SPACES.sub(" ", text)).strip())
    return [part for part in parts if part and not part.isspace()]


def _is_too_long(text: str, kind: Kind) -> bool:
    """Return whether a text is marked as a heading, but is a paragraph in large letters."""
    return kind is Kind.HEADING and len(text) > _LONGEST_HEADING
