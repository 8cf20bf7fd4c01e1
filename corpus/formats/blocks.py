"""Render an HTML tree as readable text: headings, paragraphs, lists and tables."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.article import Kind
from corpus.formats.reading import TextBlock
from corpus.sentences import CELL

BULLET = "• "
LONGEST_LABEL = 80
"""Code points of a column heading; a longer one is not a heading. Headings are repeated in every
row, so long ones could turn a small file into a huge text."""
LONGEST_ROW = 600
"""Code points of a table row; a longer one means that the table is used for page layout."""

_HIDDEN = (
    *("head", "script", "style", "template", "noscript", "iframe", "object", "svg", "math"),
    *("button", "select", "textarea", "audio", "video", "canvas"),
    *("rt", "rp"),  # ruby: pronunciation in the middle of a word
)
# Block-level elements; all others are inline.
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
    "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})
# fmt: on
# Elements that mark the kind of all blocks in them.
_MARKING = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.HEADING),
    "pre": Kind.CODE,
    "blockquote": Kind.QUOTATION,
}
_SPACE = re.compile(r"\s+")
_SPACE_AROUND_BREAK = re.compile(r" ?\n ?")


@dataclass(slots=True)
class _List:
    """A list being read."""

    ordered: bool
    items: int
    """The number of the last item; at first, one less than the `start` attribute."""


@dataclass(slots=True)
class _Table:
    """A table being read."""

    outer: "_Blocks"
    """Where its text is added."""
    labels: list[str] | None = None
    """The column headings, if the first row has been read and consists of headings."""
    row: list["_Cell"] = field(default_factory=list)
    rows: int = 0


@dataclass(slots=True)
class _Cell:
    """A cell of the row being read."""

    heading: bool
    blocks: "_Blocks"

    @property
    def line(self) -> str:
        return _SPACE.sub(" ", " ".join(text for text, _, _ in self.blocks.done))


@dataclass(slots=True)
class _Blocks:
    """The text so far: finished blocks, and the pieces of the next one."""

    done: list[tuple[str, Kind, object]] = field(default_factory=list)
    """Blocks, each with its kind and the list or table that it is a line of, or None."""
    pieces: list[str] = field(default_factory=list)
    marker: str = ""
    """The bullet or number of the next block, if it is a list item."""

    def end_block(
        self,
        kind: Kind = Kind.PARAGRAPH,
        group: object = None,
        *,
        preformatted: bool = False,
    ) -> None:
        text = "".join(self.pieces)
        text = text.strip("\n") if preformatted else _SPACE_AROUND_BREAK.sub("\n", text).strip()
        self.pieces.clear()
        if text and not text.isspace():
            self.done.append((self.marker + text, kind, group))
            self.marker = ""

    def text_blocks(self) -> Iterator[TextBlock]:
        last: object = None
        for text, kind, group in self.done:
            yield TextBlock(text, kind, follows=group is not None and group is last)
            last = group


def blocks_of(root: etree._Element) -> tuple[TextBlock, ...]:
    """Return the text of a tree in blocks; hidden elements are removed from it.

    List items become lines that start with `• ` or a number. Table rows become lines of cells
    separated by ` | `, each cell preceded by its column heading, if any. It doesn't recurse, so
    that the depth of the tree is not limited by the stack.

    >>> from corpus.formats.markup import parse_html
    >>> root = parse_html("<h1>Ayam</h1><ul><li>telur<li>bulu</ul>")
    >>> [(block.text, block.kind.value) for block in blocks_of(root)]
    [('Ayam', 'heading'), ('• telur', 'list_item'), ('• bulu', 'list_item')]
    """
    etree.strip_elements(
        root, *_HIDDEN, etree.Comment, etree.ProcessingInstruction, etree.Entity, with_tail=False
    )
    walk = _Walk()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            walk.start(element)
        else:
            walk.end(element)
            if element is not root:
                walk.add(element.tail)
    walk.blocks.end_block()
    return tuple(walk.blocks.text_blocks())


class _Walk:
    """The state of a walk through a tree."""

    def __init__(self) -> None:
        self.blocks = _Blocks()
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._open = Counter[str]()
        """How many elements of each kind of _MARKING are open."""

    def start(self, element: etree._Element) -> None:
        tag = _tag(element)
        if tag == "br":
            self.blocks.pieces.append("\n")
        elif tag in _BLOCKS:
            self._end_block()
            self._begin(tag, element)
        self.add(element.text)

    def _begin(self, tag: str, element: etree._Element) -> None:
        self._open[_MARKING.get(tag, "")] += 1
        if tag in {"ul", "ol"}:
            self._lists.append(_List(tag == "ol", _items_before(element.get("start"))))
        elif tag == "li":
            self.blocks.marker = self._marker()
        elif tag == "table":
            self._tables.append(_Table(self.blocks))
        elif tag in {"td", "th"} and self._tables:
            cell = _Cell(tag == "th" or _tag(element.getparent().getparent()) == "thead", _Blocks())
            self._tables[-1].row.append(cell)
            self.blocks = cell.blocks

    def end(self, element: etree._Element) -> None:
        tag = _tag(element)
        if tag not in _BLOCKS:
            return
        self._end_block()
        self._open[_MARKING.get(tag, "")] -= 1
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            self.blocks.marker = ""
        elif tag == "table":
            self._end_table()
        elif tag in {"td", "th"} and self._tables:
            self.blocks = self._tables[-1].outer
        elif tag == "tr" and self._tables:
            self._end_row()

    def add(self, text: str | None) -> None:
        """Add the text at this point of the tree."""
        if text:
            self.blocks.pieces.append(text if self._open[Kind.CODE] else _SPACE.sub(" ", text))

    def _end_block(self) -> None:
        self.blocks.end_block(
            self._kind(),
            self._lists[0] if self._lists else None,
            preformatted=self._open[Kind.CODE] > 0,
        )

    def _kind(self) -> Kind:
        if self._open[Kind.HEADING]:
            return Kind.HEADING
        if self._open[Kind.CODE]:
            return Kind.CODE
        if self._lists:
            return Kind.LIST_ITEM
        return Kind.QUOTATION if self._open[Kind.QUOTATION] else Kind.PARAGRAPH

    def _marker(self) -> str:
        if not self._lists:
            return BULLET
        innermost = self._lists[-1]
        innermost.items += 1
        return f"{innermost.items}. " if innermost.ordered else BULLET

    def _end_table(self) -> None:
        self._end_row()
        table = self._tables.pop()
        if table.rows == 1 and table.labels:
            table.outer.done.append((row_text(table.labels), Kind.TABLE_ROW, table))
        self.blocks = table.outer

    def _end_row(self) -> None:
        table = self._tables[-1]
        cells, table.row = table.row, []
        if not any(cell.blocks.done for cell in cells):
            return
        table.rows += 1
        if sum(len(cell.line) for cell in cells) > LONGEST_ROW:
            for cell in cells:
                table.outer.done += cell.blocks.done
            return
        if table.rows == 1 and len(cells) > 1 and all(cell.heading for cell in cells):
            table.labels = [cell.line for cell in cells]
            if max(map(len, table.labels)) <= LONGEST_LABEL:
                return
            table.labels = None
        row = row_text(_labelled(cells), table.labels)
        table.outer.done.append((row, Kind.TABLE_ROW, table))


def _items_before(start: str | None) -> int:
    return int(start) - 1 if start and re.fullmatch("[0-9]{1,6}", start) else 0


def _labelled(cells: list[_Cell]) -> list[str]:
    """Return the cells' texts; in a row of a heading and one cell, the heading labels the cell."""
    lines = [cell.line for cell in cells]
    if len(cells) == 2 and cells[0].heading and not cells[1].heading and all(lines):
        return [f"{lines[0].removesuffix(':')}: {lines[1]}"]
    return lines


def row_text(cells: list[str], labels: list[str] | None = None) -> str:
    """Return a table row as a line, each cell with its label if any, without empty cells.

    >>> row_text(["ayam", "", "8"], ["Hewan", "Warna", "Telur"])
    'Hewan: ayam | Telur: 8'
    """
    if labels and len(labels) == len(cells):
        cells = [
            f"{label}: {cell}" if label and cell else cell
            for label, cell in zip(labels, cells, strict=True)
        ]
    return CELL.join(cell for cell in cells if cell)


def _tag(element: etree._Element | None) -> str:
    """Return an element's name in lower case; empty for comments and the like."""
    return element.tag if element is not None and isinstance(element.tag, str) else ""
