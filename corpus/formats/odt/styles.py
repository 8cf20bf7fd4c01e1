"""OpenDocument's styles: what a paragraph is by its style, and how its characters are formatted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.odt.names import full, get
from corpus.formats.runs import Position

DEFAULT_SIZE = 12.0
"""Points; what LibreOffice takes where a document gives no size."""
MOST_STYLES = 50
"""How many styles may be based on each other."""
_SPACE = "_20_"  # as spaces are written in the names of styles
_POINTS = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(pt|%)")
_PERCENT = re.compile(r"(-?\d{1,3})(?:\.\d+)?%")


@dataclass(frozen=True, slots=True)
class Format:
    """How characters are formatted."""

    hidden: bool = False
    struck: bool = False
    bold: bool = False
    position: Position = Position.BASELINE
    size: float = DEFAULT_SIZE
    """In points."""
    font: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of paragraphs, with what it takes over from the styles that it is based on."""

    names: tuple[str, ...] = ()
    """Its name in lower case, and those of the styles that it is based on."""
    centred: bool = False
    list_style: str | None = None
    """The list that numbers it; empty for none, None if it is not said."""
    format: Format = Format()


class Styles:
    """The styles of a document."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._elements: dict[tuple[str | None, str | None], etree._Element] = {}
        self.lists: dict[str | None, etree._Element] = {}
        """The styles of lists by name."""
        self.outline: etree._Element | None = None
        """That of headings outside of lists."""
        self._paragraphs: dict[str | None, Style] = {}
        self._texts: dict[tuple[str | None, Format], Format] = {}
        for root in roots:
            self._collect(root)

    def _collect(self, root: etree._Element | None) -> None:
        if root is None:
            return
        for element in root.iter(full("style:style"), full("style:default-style")):
            self._elements[get(element, "style:family"), get(element, "style:name")] = element
        for element in root.iter(full("text:list-style")):
            self.lists[get(element, "style:name")] = element
        for element in root.iter(full("text:outline-style")):
            self.outline = element

    def paragraph(self, name: str | None) -> Style:
        """Return a style of paragraphs by its name."""
        if name not in self._paragraphs:
            self._paragraphs[name] = self._resolved(name)
        return self._paragraphs[name]

    def text(self, name: str | None, outer: Format) -> Format:
        """Return the format of characters with a style, within those of an outer format."""
        key = name, outer
        if key not in self._texts:
            found = outer
            for element in reversed(list(self._chain("text", name))):
                found = _formatted(element, found)
            self._texts[key] = found
        return self._texts[key]

    def _resolved(self, name: str | None) -> Style:
        chain = list(self._chain("paragraph", name))
        style = Style(names=(_readable(name or ""),))
        default = self._elements.get(("paragraph", None))
        for element in reversed([*chain, *([default] if default is not None else [])]):
            style = _styled(element, style)
        names = tuple(
            _readable(get(each, "style:display-name") or get(each, "style:name") or "")
            for each in chain
        )
        return replace(style, names=names or style.names)

    def _chain(self, family: str, name: str | None) -> Iterator[etree._Element]:
        """Yield a style and those that it is based on; a circle ends where it began."""
        seen: set[str | None] = set()
        while (family, name) in self._elements and name not in seen and len(seen) < MOST_STYLES:
            seen.add(name)
            element = self._elements[family, name]
            yield element
            name = get(element, "style:parent-style-name")


def _readable(name: str) -> str:
    return name.replace(_SPACE, " ").lower()


def _styled(element: etree._Element, outer: Style) -> Style:
    properties = element.find(full("style:paragraph-properties"))
    alignment = get(properties, "fo:text-align")
    list_style = get(element, "style:list-style-name")
    return replace(
        outer,
        centred=outer.centred if alignment is None else alignment == "center",
        list_style=outer.list_style if list_style is None else list_style,
        format=_formatted(element, outer.format),
    )


def _formatted(element: etree._Element, outer: Format) -> Format:
    """Return the format that a style makes of an outer one."""
    properties = element.find(full("style:text-properties"))
    if properties is None:
        return outer
    display = get(properties, "text:display")
    line = get(properties, "style:text-line-through-style") or get(
        properties, "style:text-line-through-type"
    )
    weight = get(properties, "fo:font-weight")
    return Format(
        hidden=outer.hidden if display is None else display == "none",
        struck=outer.struck if line is None else line != "none",
        bold=outer.bold if weight is None else weight in {"bold", "600", "700", "800", "900"},
        position=_position(get(properties, "style:text-position"), outer.position),
        size=_size(get(properties, "fo:font-size"), outer.size),
        font=get(properties, "style:font-name") or get(properties, "fo:font-family") or outer.font,
    )


def _position(value: str | None, outer: Position) -> Position:
    """Return a `text-position`, such as `super 58%` or `-33% 58%`."""
    if not value:
        return outer
    if value.startswith("super"):
        return Position.RAISED
    if value.startswith("sub"):
        return Position.LOWERED
    percent = _PERCENT.match(value)
    by = int(percent[1]) if percent else 0
    return Position.RAISED if by > 0 else Position.LOWERED if by < 0 else Position.BASELINE


def _size(value: str | None, outer: float) -> float:
    found = _POINTS.fullmatch(value or "")
    if not found:
        return outer
    return float(found[1]) if found[2] == "pt" else outer * float(found[1]) / 100
