"""A text within a Rich Text Format file: the document, a note or a text box."""

import re
from dataclasses import dataclass, field

from corpus.article import Kind
from corpus.formats.blocks import BULLET
from corpus.formats.office.flow import Flow
from corpus.formats.office.front import Front
from corpus.formats.office.stylenames import is_contents, is_heading, kind_by
from corpus.formats.rtf.header import Header
from corpus.formats.rtf.state import State
from corpus.formats.rtf.tables import Tables
from corpus.formats.runs import Run, plain_text
from corpus.sentences import CELL

_BODY_TEXT = 9  # the outline level of what is not a heading
# A marker that was typed, or written by a program that knows no lists, before a tab.
_TYPED = re.compile(r"([•◦▪–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,6})[.)])\t")


@dataclass(slots=True)
class Story:
    """A text that is being read."""

    header: Header
    front: Front
    flow: Flow = field(default_factory=Flow)
    tables: Tables = field(default_factory=Tables)
    inner: list[tuple[Kind | None, "Story"]] = field(default_factory=list)
    """Notes, with their kind, and text boxes that belong to the current paragraph."""
    marker: str = ""
    """The number or bullet of the current paragraph."""
    _runs: list[Run] = field(default_factory=list)
    _cell: Flow = field(default_factory=Flow)
    _nested: list[str] = field(default_factory=list)
    """The finished cells of a row in a table within a cell."""
    _is_contents: bool = False
    _is_hidden: bool = False
    _is_bold: bool = True
    _size: int = 0

    def add(self, text: str, state: State) -> None:
        """Add characters to the current paragraph."""
        if state.is_hidden or state.is_deleted:
            self._is_hidden = True
            return
        self._is_contents |= state.is_contents
        if not text.isspace():
            self._size = max(self._size, state.size)
            self._is_bold &= state.is_bold
        self._runs.append(Run(text, state.position, state.is_struck))

    def end_paragraph(self, state: State) -> None:
        """End the current paragraph, which has this formatting."""
        in_table = state.is_in_table or bool(self.tables.cells)
        if not in_table:
            self._end_table()
        self._add_line(state, self._cell if in_table else self.flow)
        if not in_table:
            self._add_inner()

    def end_cell(self, state: State) -> None:
        """End the current cell of a table."""
        self._add_line(state, self._cell)
        self.tables.cells.append(self._cell)
        self._cell = Flow()

    def end_nested_cell(self) -> None:
        """End a cell of a table within a cell."""
        self._nested.append(" ".join(self._take().split()))

    def end_nested_row(self) -> None:
        """End a row of a table within a cell."""
        self._cell.add(CELL.join(filter(None, self._nested)), Kind.TABLE_ROW)
        self._nested.clear()

    def end(self, state: State) -> None:
        """End the text."""
        self.end_paragraph(state)
        self._end_table()
        self._add_inner()

    def _end_table(self) -> None:
        self.flow.extend(self.tables.take())

    def _add_line(self, state: State, flow: Flow) -> None:
        names, outline = self.header.style(state.style)
        outline = outline if state.outline is None else state.outline
        heading = is_heading(names) if outline is None else outline < _BODY_TEXT
        kind = Kind.HEADING if heading else kind_by(names)
        size, is_bold, is_hidden = self._size, self._is_bold, self._is_hidden
        left_out = self._is_contents or is_contents(names)
        if left_out:
            flow.leave_out_heading()
        text = self._take()
        marker = "" if is_hidden and not text.strip() else _readable(self.marker)
        self.marker = ""
        if not marker and state.first_indent < 0 and (typed := _TYPED.match(text)):
            marker, text = _readable(typed[1]), text[typed.end() :]
        text = text.replace("\t", " ").strip("\n" if kind is Kind.CODE else None)
        if flow is self.flow and not left_out:
            self.front.note(
                marker + text if text else "",
                names,
                size=size,
                is_heading=heading,
                is_emphasised=is_bold or state.is_centred,
            )
        if not text and flow is self.flow:
            return
        flow.is_bold &= is_bold
        if marker and kind is Kind.PARAGRAPH:
            group = "list", state.list
            flow.add((marker + text).strip(), Kind.LIST_ITEM, group, left_out=left_out)
        else:
            flow.add(marker + text, kind, left_out=left_out)

    def _take(self) -> str:
        """Return the text of the current paragraph, and begin the next."""
        text = plain_text(self._runs)
        if not text.isascii():
            # Characters beyond U+FFFF come as two halves.
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._runs.clear()
        self._is_contents = self._is_hidden = False
        self._is_bold, self._size = True, 0
        return text

    def _add_inner(self) -> None:
        """Add notes and text boxes after the paragraph or table that they belong to."""
        inner, self.inner = self.inner, []
        for kind, story in inner:
            if kind:
                self.flow.add("\n".join(block.text for block in story.flow.blocks), kind)
            else:
                self.flow.extend(story.flow.blocks)


def _readable(marker: str) -> str:
    """Return a marker as it is shown: a sign of any kind is a bullet."""
    marker = marker.strip()
    is_sign = len(marker) == 1 and (not marker.isalnum() or marker == "o")
    return BULLET if is_sign else f"{marker} " if marker else ""
