"""Presentations (.pptx): the text of their slides, and what the speaker is to say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.article import Kind
from corpus.formats.archive import Archive
from corpus.formats.blocks import BULLET
from corpus.formats.numerals import Numeral, written
from corpus.formats.office.elements import attribute, child, children, name, number_in
from corpus.formats.office.equations import equation_text
from corpus.formats.office.flow import Flow
from corpus.formats.office.package import Package
from corpus.formats.office.symbols import readable
from corpus.formats.reading import Extract, TextBlock
from corpus.formats.runs import Position, Run, plain_text
from corpus.formats.tables import Cell, Row, table_blocks

PRESENTATION = "ppt/presentation.xml"
"""The file by which an archive is recognized as a presentation."""

_TITLES = frozenset({"title", "ctrTitle"})
# Date, footer and number of a slide; and on pages of notes, the slide itself.
_REPEATED = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})
_NO_TITLE = re.compile(r"powerpoint presentation|presentasi powerpoint|slide 1", re.IGNORECASE)
_NUMERALS = {
    "arabic": Numeral.DECIMAL,
    "alphaLc": Numeral.LOWER_LETTER,
    "alphaUc": Numeral.UPPER_LETTER,
    "romanLc": Numeral.LOWER_ROMAN,
    "romanUc": Numeral.UPPER_ROMAN,
}
_NUMBERING = re.compile(r"(arabic|alphaLc|alphaUc|romanLc|romanUc)(Period|ParenR|ParenBoth|Plain)")
_SIGNS = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}


def read_slides(data: bytes) -> Extract:
    """Return the slides in order: title, text, tables, then notes. Hidden slides are left out."""
    with Archive(data) as archive:
        package = Package(archive, PRESENTATION)
        blocks = tuple(block for path in _slides(package) for block in _slide(package, path))
        title, author = package.property("title"), package.property("creator")
    if _NO_TITLE.fullmatch(title):
        title = ""
    headings = (block.text for block in blocks if block.kind is Kind.HEADING)
    return Extract(blocks=blocks, title=title or next(headings, None), author=author or None)


def _slides(package: Package) -> Iterator[str]:
    """Yield the paths of the slides in order, each once."""
    paths = {each.id: each.path for each in package.related(package.main)}
    listed = child(package.xml(package.main), "sldIdLst")
    identities = [
        str(value)
        for slide in children(listed, "sldId")
        for key, value in slide.attrib.items()
        if key.endswith("}id")
    ]
    yield from dict.fromkeys(paths[identity] for identity in identities if identity in paths)


def _slide(package: Package, path: str) -> list[TextBlock]:
    root = package.xml(path)
    if attribute(root, "show") in {"0", "false"}:
        return []
    tree = child(root, "cSld", "spTree")
    shapes = list(_shapes(tree))
    # The title may be drawn last, but is read first.
    shapes.sort(key=lambda shape: _placeholder(shape) not in _TITLES)
    flow = Flow()
    for shape in shapes:
        _add_shape(shape, flow)
    if notes := package.kinds(path).get("notesSlide"):
        _add_notes(package.xml(notes), flow)
    return flow.blocks


def _shapes(tree: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the shapes and tables of a slide, also those in groups; libxml2 limits the depth."""
    for element in tree if tree is not None else ():
        tag = name(element)
        if tag in {"sp", "graphicFrame"}:
            yield element
        elif tag in {"grpSp", "AlternateContent", "Choice"}:
            yield from _shapes(element)


def _placeholder(shape: etree._Element) -> str:
    """Return the type of a placeholder, `body` if it has none; empty for other shapes."""
    found = child(shape, "nvSpPr", "nvPr", "ph")
    return "" if found is None else attribute(found, "type") or "body"


def _add_shape(shape: etree._Element, flow: Flow) -> None:
    placeholder = _placeholder(shape)
    table = child(shape, "graphic", "graphicData", "tbl")
    if table is not None:
        flow.extend(table_blocks(list(_rows(table))))
    elif placeholder in _TITLES:
        paragraphs = children(child(shape, "txBody"), "p")
        flow.add(" ".join(" ".join(map(_text, paragraphs)).split()), Kind.HEADING)
    elif placeholder not in _REPEATED:
        _add_text(child(shape, "txBody"), flow, has_bullets=placeholder in {"body", "obj"})


def _add_notes(root: etree._Element, flow: Flow) -> None:
    note = Flow()
    for shape in _shapes(child(root, "cSld", "spTree")):
        if _placeholder(shape) == "body":
            _add_text(child(shape, "txBody"), note)
    flow.add("\n".join(block.text for block in note.blocks), Kind.NOTE)


def _add_text(body: etree._Element | None, flow: Flow, *, has_bullets: bool = False) -> None:
    """Add the paragraphs of a shape; in a list, those of placeholders have bullets by default."""
    numbering = _Numbering(has_bullets)
    for paragraph in children(body, "p"):
        text = _text(paragraph)
        if text:
            marker = numbering.marker(child(paragraph, "pPr"))
            kind = Kind.LIST_ITEM if marker else Kind.PARAGRAPH
            flow.add(marker + text, kind, numbering if marker else None)


@dataclass(slots=True)
class _Numbering:
    """The bullets and numbers of a shape's paragraphs."""

    has_bullets: bool
    _counts: dict[int, tuple[str, int]] = field(default_factory=dict)
    """By level, how it is numbered and the last number."""

    def marker(self, properties: etree._Element | None) -> str:
        """Return what a paragraph with these properties shows before its text."""
        level = number_in(properties, "lvl") or 0
        self._counts = {other: count for other, count in self._counts.items() if other <= level}
        automatic = child(properties, "buAutoNum")
        if automatic is not None:
            return self._number(level, automatic)
        self._counts.pop(level, None)
        if child(properties, "buChar") is not None or child(properties, "buBlip") is not None:
            return BULLET
        return BULLET if self.has_bullets and child(properties, "buNone") is None else ""

    def _number(self, level: int, automatic: etree._Element) -> str:
        kind = attribute(automatic, "type") or ""
        start = number_in(automatic, "startAt")
        counted, last = self._counts.get(level, ("", 0))
        count = last + 1 if counted == kind else 1 if start is None else start
        self._counts[level] = kind, count
        found = _NUMBERING.fullmatch(kind)
        if not found:
            return f"{count}. "
        return _SIGNS[found[2]].format(written(count, _NUMERALS[found[1]])) + " "


def _text(paragraph: etree._Element) -> str:
    return plain_text(_runs(paragraph)).strip()


def _runs(paragraph: etree._Element) -> Iterator[Run]:
    for element in paragraph:
        tag = name(element)
        if tag in {"r", "fld"}:
            properties = child(element, "rPr")
            raised = number_in(properties, "baseline") or 0
            position = Position.RAISED if raised > 0 else Position.LOWERED
            struck = attribute(properties, "strike") or "noStrike"
            font = attribute(child(properties, "sym"), "typeface") or ""
            text = child(element, "t")
            yield Run(
                readable(text.text or "", font) if text is not None else "",
                position if raised else Position.BASELINE,
                struck != "noStrike",
            )
        elif tag == "br":
            yield Run("\n")
        elif tag in {"m", "AlternateContent"}:
            yield from (Run(equation_text(each)) for each in element.iter("{*}oMath"))


def _rows(table: etree._Element) -> Iterator[Row]:
    is_emphasised = attribute(child(table, "tblPr"), "firstRow") in {"1", "true"}
    for row in children(table, "tr"):
        yield Row(tuple(_cells(row, is_emphasised=is_emphasised)))
        is_emphasised = False


def _cells(row: etree._Element, *, is_emphasised: bool) -> Iterator[Cell]:
    for cell in children(row, "tc"):
        if attribute(cell, "hMerge") in {"1", "true"}:
            continue
        flow = Flow()
        _add_text(child(cell, "txBody"), flow)
        columns = number_in(cell, "gridSpan") or 1
        continues = attribute(cell, "vMerge") in {"1", "true"}
        yield Cell(tuple(flow.blocks), columns, continues, emphasised=is_emphasised)
