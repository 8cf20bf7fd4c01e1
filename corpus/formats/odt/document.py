"""The text of an OpenDocument text: paragraphs, lists, tables, frames and notes, in order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.article import Kind
from corpus.formats.odt.names import count, full, get, tag
from corpus.formats.odt.numbering import Counter, Numbering
from corpus.formats.odt.paragraph import Line, LineReader
from corpus.formats.odt.styles import Styles
from corpus.formats.office.flow import Flow
from corpus.formats.office.front import Front
from corpus.formats.office.stylenames import is_contents, is_heading, kind_by
from corpus.formats.tables import WIDEST, Cell, Row, table_blocks

_NOT_SHOWN = frozenset({
    *("text:tracked-changes", "office:forms", "office:annotation", "text:note-citation"),
    *("svg:title", "svg:desc", "text:number", "text:index-title-template"),
})  # fmt: skip
_CONTENTS = frozenset({
    *("text:table-of-content", "text:illustration-index", "text:table-index"),
    *("text:object-index", "text:user-index", "text:alphabetical-index"),
})  # fmt: skip
_ROW_GROUPS = frozenset({"table:table-rows", "table:table-row-group", "table:table-header-rows"})


@dataclass(frozen=True, slots=True)
class _List:
    """A list that is being read, or one within it."""

    counter: Counter
    style: str | None
    level: int = 1

    def marker(self, start: int) -> str:
        return self.counter.marker(self.level, start if start >= 0 else None)


class Document:
    """A document that is being read."""

    def __init__(self, body: etree._Element, styles: Styles) -> None:
        self.flow = Flow()
        self.front = Front()
        self.has_prompts = False
        """Whether it has placeholders that were not filled in."""
        self._numbering = Numbering(styles)
        self._lines = LineReader(styles)
        self._notes: list[etree._Element] = []
        """The notes that the text has referred to since notes were last added."""
        self._add(body, self.flow)

    def _add(self, parent: etree._Element, flow: Flow, *, left_out: bool = False) -> None:
        """Add the paragraphs, lists and tables of an element; look into what only groups them."""
        for element in parent:
            name = tag(element)
            if name in {"text:p", "text:h"}:
                self._add_paragraph(element, flow, left_out=left_out)
            elif name == "text:list":
                self._add_list(element, flow, left_out=left_out)
            elif name == "table:table":
                flow.extend(table_blocks(list(self._rows(element))), left_out=left_out)
            elif name not in _NOT_SHOWN and not _is_hidden(element):
                self._add(element, flow, left_out=left_out or name in _CONTENTS)
            if flow is self.flow:
                self._add_notes()

    def _add_paragraph(
        self,
        paragraph: etree._Element,
        flow: Flow,
        marker: str = "",
        group: object = None,
        *,
        left_out: bool = False,
    ) -> None:
        """Add a paragraph or heading; in a list, with its marker and the list's group."""
        line = self._lines.read(paragraph)
        self.has_prompts |= line.has_prompt
        self._notes += line.notes
        if line.is_heading and group is None:
            marker = self._numbering.heading(paragraph)
        self._add_line(line, flow, marker, group, left_out=left_out)
        for box in line.boxes:
            self._add(box, flow, left_out=left_out)

    def _add_line(
        self, line: Line, flow: Flow, marker: str, group: object, *, left_out: bool
    ) -> None:
        names = line.style.names
        kind = Kind.HEADING if line.is_heading or is_heading(names) else kind_by(names)
        if group is not None and kind is Kind.PARAGRAPH:
            kind = Kind.LIST_ITEM
        text = line.text.strip("\n" if kind is Kind.CODE else None)
        left_out = left_out or is_contents(names)
        if flow is self.flow and not left_out:
            self.front.note(
                marker + text if text else "",
                names,
                size=line.size,
                is_heading=kind is Kind.HEADING,
                is_emphasised=line.is_emphasised,
            )
        if text or (marker and flow is not self.flow):
            flow.is_bold &= line.is_bold
            flow.add((marker + text).strip() if marker else text, kind, group, left_out=left_out)

    def _add_list(
        self,
        element: etree._Element,
        flow: Flow,
        outer: _List | None = None,
        *,
        left_out: bool = False,
    ) -> None:
        style = get(element, "text:style-name") or (outer.style if outer else None)
        if outer:
            current = self._restyled(replace(outer, level=outer.level + 1), style)
        else:
            current = _List(self._numbering.begin(element, style), style)
        for item in element:
            shown = self._restyled(current, get(item, "text:style-override") or style)
            is_numbered = tag(item) == "text:list-item"
            start = count(item, "text:start-value", -1)
            for inner in item:
                if tag(inner) == "text:list":
                    self._add_list(inner, flow, shown, left_out=left_out)
                elif tag(inner) in {"text:p", "text:h"}:
                    marker = shown.marker(start) if is_numbered else ""
                    group = shown.counter.group
                    self._add_paragraph(inner, flow, marker, group, left_out=left_out)
                    is_numbered = False

    def _restyled(self, current: _List, style: str | None) -> _List:
        if style == current.style:
            return current
        return replace(
            current, counter=self._numbering.restyled(current.counter, style), style=style
        )

    def _add_notes(self) -> None:
        """Add the notes that stand in the paragraphs before."""
        notes, self._notes = self._notes, []
        for element in notes:
            note = Flow()
            for body in element.iterchildren(full("text:note-body")):
                self._add(body, note)
            self.flow.add("\n".join(block.text for block in note.blocks), Kind.NOTE)

    def _rows(self, table: etree._Element, *, heading: bool = False) -> Iterator[Row]:
        for element in table:
            name = tag(element)
            if name == "table:table-row":
                if get(element, "table:visibility") in {None, "visible"}:
                    yield Row(tuple(self._cells(element)), heading=heading)
            elif name in _ROW_GROUPS:
                is_heading = heading or name == "table:table-header-rows"
                yield from self._rows(element, heading=is_heading)

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        covered = 0
        for element in row:
            name = tag(element)
            repeated = min(count(element, "table:number-columns-repeated", 1), WIDEST)
            if name == "table:covered-table-cell":
                # Those beside a wide cell belong to it, others are merged with the cell above.
                beside = min(covered, repeated)
                covered -= beside
                yield from [Cell((), continues=True)] * (repeated - beside)
            elif name == "table:table-cell":
                flow = Flow()
                self._add(element, flow)
                columns = count(element, "table:number-columns-spanned", 1)
                covered = columns - 1
                cell = Cell(tuple(flow.blocks), columns, emphasised=flow.is_bold)
                yield from [cell] * (1 if flow.blocks else repeated)


def _is_hidden(element: etree._Element) -> bool:
    return get(element, "text:display") == "none" or get(element, "text:is-hidden") == "true"
