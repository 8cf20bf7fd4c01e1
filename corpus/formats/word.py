"""Word documents (.docx): Office Open XML in a zip archive."""

import re
from collections import defaultdict
from collections.abc import Iterator

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.article import Kind
from corpus.formats.archive import Archive
from corpus.formats.blocks import BULLET, row_text
from corpus.formats.reading import Extract, TextBlock

DOCUMENT = "word/document.xml"
"""The file by which an archive is recognized as a Word document."""

_NUMBERING = "word/numbering.xml"
_PROPERTIES = "docProps/core.xml"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
# Documents saved as “strict” use other namespaces, but the same local names.
_NAMESPACE = re.compile(r"\{[^}]*\}")
# Word's built-in list styles, which define the numbering themselves.
_NUMBERED_STYLE = "ListNumber"
_LIST_STYLES = ("ListBullet", _NUMBERED_STYLE)
# Tracked deletions, fallbacks that repeat their alternative, properties, and field codes.
_NOT_SHOWN = frozenset({"del", "moveFrom", "Fallback", "pPr", "instrText"})
# Default titles.
_NO_TITLE = re.compile(
    r"(?:word )?document\d*|dokumen\d*|untitled|microsoft word .*", re.IGNORECASE
)


def read_word(data: bytes) -> Extract:
    """Return the document's current text, without tracked deletions.

    Headings are separate lines, list items start with `• ` or a number, and table rows are lines of
    cells separated by ` | `. Headers, footers, notes and comments are left out.
    """
    with Archive(data) as archive:
        root = archive.xml(DOCUMENT)
        numbering = archive.xml(_NUMBERING) if _NUMBERING in archive.names else None
        properties = archive.xml(_PROPERTIES) if _PROPERTIES in archive.names else None
    document = _Document(_numbered_lists(numbering))
    for element in root:
        if _tag(element) == "body":
            document.add(element)
    title = author = None
    if properties is not None:
        title = (properties.findtext(f"{_DUBLIN_CORE}title") or "").strip()
        author = properties.findtext(f"{_DUBLIN_CORE}creator")
    if not title or _NO_TITLE.fullmatch(title):
        title = document.title
    return Extract(blocks=document.blocks(), title=title, author=author)


class _Document:
    """The lines of a document so far."""

    def __init__(self, numbered: frozenset[tuple[str, str]]) -> None:
        self._numbered = numbered
        self._lines: list[tuple[str, Kind, str | None]] = []
        self._counts: defaultdict[str, defaultdict[str, int]] = defaultdict(
            lambda: defaultdict(int)
        )
        self.title: str | None = None
        """The first paragraph with the style of a title or main heading."""

    def add(self, body: etree._Element) -> None:
        """Add the paragraphs and tables of an element, in order."""
        for element in _outermost(body, "p", "tbl"):
            if _tag(element) == "p":
                self._add_paragraph(element)
            else:
                self._add_table(element)

    def blocks(self) -> tuple[TextBlock, ...]:
        """Return the lines; those of one list or table without blank lines between them."""
        blocks: list[TextBlock] = []
        last = None
        for line, kind, group in self._lines:
            blocks.append(TextBlock(line, kind, follows=group is not None and group == last))
            last = group
        return tuple(blocks)

    def _add_paragraph(self, paragraph: etree._Element) -> None:
        text = _text(paragraph)
        if not text:
            return
        style = _value(paragraph, "pPr", "pStyle")
        if self.title is None and style in {"Title", "Heading1"}:
            self.title = text
        number = _value(paragraph, "pPr", "numPr", "numId")
        if number is None and style and style.startswith(_LIST_STYLES):
            number = style
        heading = (style or "").startswith(("Heading", "Title"))
        if number in {None, "0"} or heading:
            self._lines.append((text, Kind.HEADING if heading else Kind.PARAGRAPH, None))
            return
        assert number is not None
        level = _value(paragraph, "pPr", "numPr", "ilvl") or "0"
        item = self._marker(number, level) + text
        self._lines.append((item, Kind.LIST_ITEM, f"list {number}"))

    def _marker(self, number: str, level: str) -> str:
        if (number, level) not in self._numbered and not number.startswith(_NUMBERED_STYLE):
            return BULLET
        counts = self._counts[number]
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        counts[level] += 1
        return f"{counts[level]}. "

    def _add_table(self, table: etree._Element) -> None:
        labels: list[str] | None = None
        group = f"table {len(self._lines)}"
        for row in _outermost(table, "tr"):
            cells = [_cell_text(cell) for cell in _outermost(row, "tc")]
            if labels is None and _child(_child(row, "trPr"), "tblHeader") is not None:
                labels = cells
                continue
            line = row_text(cells, labels)
            if line:
                self._lines.append((line, Kind.TABLE_ROW, group))
        if labels and (not self._lines or self._lines[-1][2] != group):
            self._lines.append((row_text(labels), Kind.TABLE_ROW, group))


def _outermost(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements with these tags that are not inside another; search content controls."""
    walk = etree.iterwalk(element, events=("start",))
    for _, inner in walk:
        tag = _tag(inner)
        if tag in tags and inner is not element:
            yield inner
            walk.skip_subtree()
        elif tag in _NOT_SHOWN:
            walk.skip_subtree()


def _text(paragraph: etree._Element) -> str:
    """Return a paragraph's text, on one line except for explicit breaks."""
    pieces = []
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        tag = _tag(element)
        if tag in _NOT_SHOWN:
            walk.skip_subtree()
        elif tag == "t":
            pieces.append(element.text or "")
        elif tag == "tab":
            pieces.append(" ")
        elif tag in {"br", "cr"}:
            pieces.append("\n")
        elif tag == "noBreakHyphen":
            pieces.append("-")
        elif tag == "p" and element is not paragraph:
            # A paragraph of a text box that is anchored in this one.
            pieces.append("\n")
    return "".join(pieces).strip()


def _cell_text(cell: etree._Element) -> str:
    return " ".join(" ".join(map(_text, _outermost(cell, "p"))).split())


def _numbered_lists(numbering: etree._Element | None) -> frozenset[tuple[str, str]]:
    """Return the list numbers and levels whose items have numbers rather than bullets."""
    if numbering is None:
        return frozenset()
    levels = {
        _attribute(abstract, "abstractNumId"): [
            _attribute(level, "ilvl") or "0"
            for level in _children(abstract, "lvl")
            if _value(level, "numFmt") not in {None, "bullet", "none"}
        ]
        for abstract in _children(numbering, "abstractNum")
    }
    return frozenset(
        (_attribute(number, "numId") or "", level)
        for number in _children(numbering, "num")
        for level in levels.get(_value(number, "abstractNumId"), [])
    )


def _value(element: etree._Element, *path: str) -> str | None:
    """Return the `val` attribute of the element at the path, None if there is none."""
    inner: etree._Element | None = element
    for tag in path:
        inner = _child(inner, tag)
    return _attribute(inner, "val") if inner is not None else None


def _attribute(element: etree._Element, name: str) -> str | None:
    for key, value in element.attrib.items():
        if _NAMESPACE.sub("", key) == name:
            return str(value)
    return None


def _child(element: etree._Element | None, tag: str) -> etree._Element | None:
    return None if element is None else next(_children(element, tag), None)


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    return (child for child in element if _tag(child) == tag)


def _tag(element: etree._Element) -> str:
    """Return an element's name without its namespace; empty for comments and the like."""
    return _NAMESPACE.sub("", element.tag) if isinstance(element.tag, str) else ""
