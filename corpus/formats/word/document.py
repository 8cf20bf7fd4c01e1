"""The text of a Word document: paragraphs, lists, tables, text boxes and notes, in order."""

from collections.abc import Iterator, Mapping

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.article import Kind
from corpus.formats.office.elements import attribute, child, children, is_on, name, number, value
from corpus.formats.office.flow import Flow
from corpus.formats.office.front import Front
from corpus.formats.office.stylenames import is_contents, kind_by
from corpus.formats.runs import Run, plain_text
from corpus.formats.tables import Cell, Row, table_blocks
from corpus.formats.word.fields import Fields
from corpus.formats.word.numbering import Numbering
from corpus.formats.word.paragraph import NOT_SHOWN, Line, LineReader
from corpus.formats.word.styles import Styles

NAMED = 2
"""Words from which an automatic number has a name: “Pasal 2”."""
_GROUPING = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})


class Document:
    """A document that is being read."""

    def __init__(
        self,
        root: etree._Element,
        styles: Styles,
        numbering: Numbering,
        notes: Mapping[tuple[str, str], etree._Element],
    ) -> None:
        self.flow = Flow()
        self.front = Front()
        self.has_prompts = False
        """Whether it has content controls that were not filled in."""
        self._styles = styles
        self._numbering = numbering
        self._notes = dict(notes)
        self._lines = LineReader(styles, Fields(root))
        self._cited: list[tuple[str, str]] = []
        """The notes that the text has referred to since notes were last added."""
        self._carried: list[Run] = []
        """Text that continues in the next paragraph."""
        for body in children(root, "body"):
            self._add(body, self.flow)

    def _add(self, parent: etree._Element, flow: Flow, *, left_out: bool = False) -> None:
        """Add the paragraphs and tables of an element; look into what only groups them."""
        for element in parent:
            tag = name(element)
            if tag == "p":
                self._add_paragraph(element, flow, left_out=left_out)
            elif tag == "tbl":
                flow.extend(table_blocks(list(self._rows(element))), left_out=left_out)
            elif tag == "sdt":
                self._add_control(element, flow, left_out=left_out)
            elif tag not in NOT_SHOWN:
                self._add(element, flow, left_out=left_out)
            if flow is self.flow:
                self._add_notes()
        rest, self._carried = self._carried, []
        flow.add(plain_text(rest), Kind.PARAGRAPH, left_out=left_out)

    def _add_control(self, control: etree._Element, flow: Flow, *, left_out: bool) -> None:
        properties = child(control, "sdtPr")
        gallery = value(properties, "docPartObj", "docPartGallery")
        content = child(control, "sdtContent")
        if child(properties, "showingPlcHdr") is not None:
            self.has_prompts = True
        elif content is not None:
            self._add(content, flow, left_out=left_out or gallery == "Table of Contents")

    def _add_paragraph(self, paragraph: etree._Element, flow: Flow, *, left_out: bool) -> None:
        line = self._lines.read(paragraph)
        self.has_prompts |= line.has_prompt
        self._cited += line.notes
        line.runs[:0], self._carried = self._carried, []
        if line.is_continued:
            self._carried = line.runs
        else:
            self._add_line(line, flow, left_out=left_out)
        for box in line.boxes:
            self._add(box, flow, left_out=left_out)

    def _add_line(self, line: Line, flow: Flow, *, left_out: bool) -> None:
        kind = Kind.HEADING if line.is_heading else kind_by(line.style.names)
        text = line.text.strip("\n" if kind is Kind.CODE else None)
        marker, group = self._marker(line, text)
        if line.is_contents or is_contents(line.style.names):
            if not left_out:
                flow.leave_out_heading()
            left_out = True
        if flow is self.flow and not left_out:
            self.front.note(
                marker + text if text else "",
                line.style.names,
                size=line.size,
                is_heading=line.is_heading,
                is_emphasised=line.is_emphasised,
            )
        if not text and flow is self.flow:
            # “Pasal 2” is a heading by itself; a bare number is a paragraph still to be written.
            if len(marker.split()) < NAMED:
                return
            marker, kind = marker.strip(), Kind.HEADING
        flow.is_bold &= line.is_bold
        if marker and kind is Kind.PARAGRAPH:
            flow.add((marker + text).strip(), Kind.LIST_ITEM, group, left_out=left_out)
        else:
            flow.add(marker + text, kind, left_out=left_out)

    def _marker(self, line: Line, text: str) -> tuple[str, str | None]:
        """Return the automatic number of a paragraph and the list that it is in.

        Empty paragraphs are numbered too, but not those whose text is hidden.
        """
        place = self._numbering.place(line.stated.get("numPr"), line.style)
        if place is None or (not text and line.is_hidden):
            return "", None
        return self._numbering.marker(*place)

    def _add_notes(self) -> None:
        """Add the notes that were referred to, each once."""
        while self._cited:
            cited, self._cited = self._cited, []
            for key in cited:
                found = self._notes.pop(key, None)
                if found is not None:
                    note = Flow()
                    self._add(found, note)
                    self.flow.add("\n".join(block.text for block in note.blocks), Kind.NOTE)

    def _rows(self, table: etree._Element) -> Iterator[Row]:
        is_bold = self._styles.emphasises_first_row(table)
        for row in _within(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is None and not is_on(child(properties, "hidden")):
                before = number(properties, "gridBefore")
                cells = [Cell((), columns=before)] if before else []
                cells += (self._cell(cell, is_bold=is_bold) for cell in _within(row, "tc"))
                yield Row(tuple(cells), heading=bool(is_on(child(properties, "tblHeader"))))
                is_bold = False

    def _cell(self, cell: etree._Element, *, is_bold: bool) -> Cell:
        properties = child(cell, "tcPr")
        merge = child(properties, "vMerge")
        flow = Flow()
        self._add(cell, flow)
        return Cell(
            tuple(flow.blocks),
            columns=number(properties, "gridSpan") or 1,
            continues=merge is not None and attribute(merge, "val") != "restart",
            emphasised=is_bold or flow.is_bold,
        )


def _within(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for inner in element:
        found = name(inner)
        if found == tag:
            yield inner
        elif found in _GROUPING:
            yield from _within(inner, tag)
