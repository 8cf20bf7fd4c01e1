"""Walk through an HTML tree and render it as blocks."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.article import Kind
from corpus.formats.blocks.cells import HtmlTable
from corpus.formats.blocks.flow import Flow, Rendered, text_blocks
from corpus.formats.blocks.markers import BULLET, OWN_SYMBOL, Numbering, word_list
from corpus.formats.blocks.notes import is_note
from corpus.formats.runs import lowered, raised, struck_out

# Block-level elements; all others are inline.
# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
    "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})
# fmt: on
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_MARKING = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"), Kind.HEADING),
    "pre": Kind.CODE,
    "blockquote": Kind.QUOTATION,
    "figcaption": Kind.NOTE,
}
"""Elements that mark the kind of all blocks in them."""
_BOLD = frozenset({"b", "strong"})


def _raised(text: str, before: str) -> str:
    """Return raised text; remarks in brackets stay as they are: [citation needed]."""
    return text if text.strip().startswith("[") else raised(text, before)


_WRITTEN: dict[str, Callable[[str, str], str]] = {
    "sup": _raised,
    "sub": lowered,
    **dict.fromkeys(("del", "s", "strike"), lambda text, _: struck_out(text)),
}
"""Inline elements whose text is written in another way: given the text and what is before it."""
_SPACE = re.compile(r"\s+")


def render(
    root: etree._Element,
    notes: frozenset[etree._Element] = frozenset(),
    left_out: frozenset[etree._Element] = frozenset(),
) -> list[Rendered]:
    """Return the text of a prepared tree in blocks; those in `left_out` are marked so.

    It doesn't recurse, so that the depth of the tree is not limited by the stack.
    """
    walk = _Walk(notes, left_out)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            walk.start(element)
        else:
            walk.end(element)
            if element is not root:
                walk.add(element.tail)
    walk.end_block()
    return walk.flow.done


def is_link(element: etree._Element) -> bool:
    """Return whether an `a` leads to another page or place, rather than to an address."""
    href = element.get("href")
    return href is not None and not href.lower().startswith(("mailto:", "tel:"))


@dataclass(slots=True)
class _Open:
    """An element that marks the kind of the blocks in it, and is being read."""

    element: etree._Element
    kind: Kind
    group: object = None
    """The list that they are lines of, or None."""
    numbering: Numbering | None = None
    """Of a list."""


class _Walk:
    """The state of a walk through a tree."""

    def __init__(
        self, notes: frozenset[etree._Element], left_out: frozenset[etree._Element]
    ) -> None:
        self.flow = Flow()
        self._notes = notes
        self._left_out = left_out
        self._open: list[_Open] = []
        self._tables: list[tuple[HtmlTable, Flow]] = []
        """The open tables, each with the text that it is a part of."""
        self._word_lists: dict[str, object] = {}
        self._leaving_out = self._bold = self._links = self._headings = self._code = 0
        """How many elements of each are open."""

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self.flow.add("\n")
        elif self._is_block(element):
            self.end_block()
            self._leaving_out += element in self._left_out
            self._begin(tag, element)
        elif element in self._left_out:
            self.flow.begin_span(element, None)
        elif tag in _WRITTEN:
            self.flow.begin_span(element, _WRITTEN[tag])
        elif tag in _BOLD:
            self._bold += 1
        if tag == "a":
            self._links += is_link(element)
        self.add(element.text)

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        if self._is_block(element):
            self.end_block()
            self._end(tag, element)
            self._leaving_out -= element in self._left_out
        elif element in self._left_out or tag in _WRITTEN:
            self.flow.end_span(element)
        elif tag in _BOLD:
            self._bold -= 1
        if tag == "a":
            self._links -= is_link(element)

    def add(self, text: str | None) -> None:
        """Add the text at this point of the tree."""
        if text:
            text = text if self._code else _SPACE.sub(" ", text)
            self.flow.add(text, bold=self._bold > 0, linked=self._links > 0)

    def end_block(self) -> None:
        top = self._open[-1] if self._open else None
        kind, group = (top.kind, top.group) if top else (Kind.PARAGRAPH, None)
        if self._code:
            kind, group = Kind.CODE, None
        elif self._headings:
            kind, group = Kind.HEADING, None
            if not self.flow.is_blank:
                self._make_sections()
        self.flow.end_block(kind, group, left_out=self._leaving_out > 0)

    def _is_block(self, element: etree._Element) -> bool:
        return element.tag in BLOCKS or (
            # A link around a whole card, for example.
            element in self._left_out and any(inner.tag in BLOCKS for inner in element.iter())
        )

    def _begin(self, tag: str, element: etree._Element) -> None:
        kind = _MARKING.get(tag)
        self._headings += kind is Kind.HEADING
        self._code += kind is Kind.CODE
        if tag in _LISTS:
            self._begin_list(element)
        elif tag == "li" and element not in self._notes:
            self._begin_item(element)
        elif tag == "table":
            self._tables.append((HtmlTable(), self.flow))
        elif tag in {"td", "th"} and self._tables:
            self.flow = Flow()
        elif kind is not None:
            self._open.append(_Open(element, kind))
        elif element in self._notes or is_note(element):
            self._open.append(_Open(element, Kind.NOTE))
        elif tag == "p" and (name := word_list(element)) is not None:
            group = self._word_lists.setdefault(name, object())
            self._open.append(_Open(element, Kind.LIST_ITEM, group))
            self.flow.marker = OWN_SYMBOL

    def _begin_list(self, element: etree._Element) -> None:
        around = self._open[-1].group if self._open else None
        group = around if around is not None else element
        self._open.append(_Open(element, Kind.LIST_ITEM, group, Numbering.of(element)))

    def _begin_item(self, element: etree._Element) -> None:
        top = self._open[-1] if self._open else None
        if top is None or top.numbering is None:
            self._open.append(_Open(element, Kind.LIST_ITEM, element.getparent()))
            self.flow.marker = BULLET
            return
        self.flow.marker = top.numbering.marker(element)
        if top.kind is not Kind.LIST_ITEM and self.flow.marker == BULLET:
            self.flow.marker = ""

    def _make_sections(self) -> None:
        """Take the items of a list that have headings for sections of the text."""
        for place in reversed(self._open):
            if place.numbering is not None:
                place.kind, place.group = Kind.PARAGRAPH, None
                if self.flow.marker == BULLET:
                    self.flow.marker = ""
                return
            if place.kind not in {Kind.HEADING, Kind.LIST_ITEM}:
                return

    def _end(self, tag: str, element: etree._Element) -> None:
        kind = _MARKING.get(tag)
        self._headings -= kind is Kind.HEADING
        self._code -= kind is Kind.CODE
        if self._open and self._open[-1].element is element:
            self._open.pop()
        if tag == "li" or self.flow.marker == OWN_SYMBOL:
            self.flow.marker = ""
        elif tag == "table" and self._tables:
            self._end_table()
        elif tag in {"td", "th"} and self._tables:
            self._end_cell(element)
        elif tag == "tr" and self._tables:
            parent = element.getparent()
            in_head = parent is not None and parent.tag == "thead"
            self._tables[-1][0].end_row(in_head=in_head)

    def _end_cell(self, element: etree._Element) -> None:
        cell = self.flow
        table, self.flow = self._tables[-1]
        kept = cell.done
        if not self._leaving_out:
            kept = [block for block in cell.done if not block.left_out]
            self.flow.done += (block for block in cell.done if block.left_out)
        table.end_cell(element, tuple(text_blocks(kept)), emphasised=cell.is_bold)

    def _end_table(self) -> None:
        table, self.flow = self._tables.pop()
        self.flow.extend(table.blocks(), left_out=self._leaving_out > 0)
