"""A tree of HTML as readable text: headings, paragraphs, lists and tables."""

import re
from dataclasses import dataclass, field

# Without types of its own.
from lxml import etree  # type: ignore[import-untyped]

BULLET = "• "
LONGEST_LABEL = 80
"""Code points of a table's column heading; a longer one is no heading, and repeated in each row it
would make a small file a huge text."""
LONGEST_ROW = 600
"""Code points of a table's row; a longer one is a page laid out as a table."""

_UNSEEN = (
    *("head", "script", "style", "template", "noscript", "iframe", "object", "svg", "math"),
    *("button", "select", "textarea", "audio", "video", "canvas"),
    *("rt", "rp"),  # How a word is pronounced, in the midst of it.
)
# Any other element stands within a line.
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
    "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})
# fmt: on
_SPACE = re.compile(r"\s+")
_SPACE_AROUND_BREAK = re.compile(r" ?\n ?")


@dataclass(slots=True)
class _List:
    """A list that is open."""

    ordered: bool
    items: int
    """So far, or before its first as it says."""


@dataclass(slots=True)
class _Table:
    """A table that is open."""

    outer: "_Blocks"
    """Where its text goes in the end."""
    labels: list[str] | None = None
    """Its column headings, once the first row has been read and is one."""
    row: list["_Cell"] = field(default_factory=list)
    rows: int = 0


@dataclass(slots=True)
class _Cell:
    """A cell of the row that is open."""

    heading: bool
    blocks: "_Blocks"

    @property
    def line(self) -> str:
        return _SPACE.sub(" ", " ".join(text for text, _ in self.blocks.done))


@dataclass(slots=True)
class _Blocks:
    """Text so far: finished blocks, each with what it is a line of, and the pieces of the next."""

    done: list[tuple[str, object]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    marker: str = ""
    """What the next block begins with, as an item of a list."""

    def end_block(self, group: object = None, *, preformatted: bool = False) -> None:
        text = "".join(self.pieces)
        text = text.strip("\n") if preformatted else _SPACE_AROUND_BREAK.sub("\n", text).strip()
        self.pieces.clear()
        if text and not text.isspace():
            self.done.append((self.marker + text, group))
            self.marker = ""

    def text(self) -> str:
        """Return the blocks, parted by blank lines; lines of one list or table by newlines."""
        parts: list[str] = []
        last: object = None
        for text, group in self.done:
            if parts:
                parts.append("\n" if group is not None and group is last else "\n\n")
            parts.append(text)
            last = group
        return "".join(parts)


def text_of(root: etree._Element) -> str:
    """Return the text of a tree, which loses its unseen elements; deep trees take no stack.

    Items of lists are lines that begin with `• ` or their number; rows of tables are lines of
    cells parted by ` | `, each with the heading of its column, if there are headings.
    """
    etree.strip_elements(
        root, *_UNSEEN, etree.Comment, etree.ProcessingInstruction, etree.Entity, with_tail=False
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
    return walk.blocks.text()


class _Walk:
    """Where a walk through a tree stands."""

    def __init__(self) -> None:
        self.blocks = _Blocks()
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._preformatted = 0

    def start(self, element: etree._Element) -> None:
        tag = _tag(element)
        if tag == "br":
            self.blocks.pieces.append("\n")
        elif tag in _BLOCKS:
            self._end_block()
            self._open(tag, element)
        self.add(element.text)

    def _open(self, tag: str, element: etree._Element) -> None:
        if tag in {"ul", "ol"}:
            self._lists.append(_List(tag == "ol", _items_before(element.get("start"))))
        elif tag == "li":
            self.blocks.marker = self._marker()
        elif tag == "pre":
            self._preformatted += 1
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
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            self.blocks.marker = ""
        elif tag == "pre":
            self._preformatted -= 1
        elif tag == "table":
            self._end_table()
        elif tag in {"td", "th"} and self._tables:
            self.blocks = self._tables[-1].outer
        elif tag == "tr" and self._tables:
            self._end_row()

    def add(self, text: str | None) -> None:
        """Take in text that stands in the tree here."""
        if text:
            self.blocks.pieces.append(text if self._preformatted else _SPACE.sub(" ", text))

    def _end_block(self) -> None:
        self.blocks.end_block(
            self._lists[0] if self._lists else None, preformatted=self._preformatted > 0
        )

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
            table.outer.done.append((row_text(table.labels), table))
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
        table.outer.done.append((row_text(_labelled(cells), table.labels), table))


def _items_before(start: str | None) -> int:
    return int(start) - 1 if start and re.fullmatch("[0-9]{1,6}", start) else 0


def _labelled(cells: list[_Cell]) -> list[str]:
    """Return the cells' texts; a heading at the row's begin labels what follows it."""
    lines = [cell.line for cell in cells]
    if len(cells) == 2 and cells[0].heading and not cells[1].heading and all(lines):
        return [f"{lines[0].removesuffix(':')}: {lines[1]}"]
    return lines


def row_text(cells: list[str], labels: list[str] | None = None) -> str:
    """Return a row as a line, each cell that has a label with it; empty cells left out."""
    if labels and len(labels) == len(cells):
        cells = [
            f"{label}: {cell}" if label and cell else cell
            for label, cell in zip(labels, cells, strict=True)
        ]
    return " | ".join(cell for cell in cells if cell)


def _tag(element: etree._Element | None) -> str:
    """Return an element's name, lower-case; nothing for what is no element."""
    return element.tag if element is not None and isinstance(element.tag, str) else ""
