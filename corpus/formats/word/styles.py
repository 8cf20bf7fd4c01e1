"""Word's styles: what a paragraph is by its style, and how its characters are formatted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.office.elements import attribute, child, children, is_on, name, number, value
from corpus.formats.office.stylenames import is_heading
from corpus.formats.runs import Position

_T = TypeVar("_T")

DEFAULT_SIZE = 20
"""Half-points; what Word takes where a document gives no size."""
_RAISED_BY = 4
"""Half-points from which raised or lowered text is meant as such, not moved to fit."""
MOST_STYLES = 50
"""How many styles may be based on each other."""
BODY_TEXT = 9
"""The outline level of what is not a heading."""


@dataclass(frozen=True, slots=True)
class Format:
    """How characters are formatted; None is what the next outer level says."""

    hidden: bool | None = None
    struck: bool | None = None
    bold: bool | None = None
    position: Position | None = None
    size: int | None = None
    """In half-points."""
    font: str | None = None


PLAIN = Format()
_NO_NUMBER = (None, None)


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it takes over from the styles that it is based on."""

    id: str = ""
    names: tuple[str, ...] = ()
    """Its name in lower case, and those of the styles that it is based on."""
    outline: int | None = None
    """Its level among the headings, from 0; 9 for what is none."""
    number: tuple[str | None, int | None] = _NO_NUMBER
    """The list that numbers it, and its level there."""
    centred: bool | None = None
    format: Format = PLAIN

    @property
    def is_heading(self) -> bool:
        """Whether it is for headings, or for a document's title."""
        return is_heading(self.names) if self.outline is None else self.outline < BODY_TEXT


@dataclass(slots=True)
class Styles:
    """The styles of a document."""

    root: etree._Element | None = None
    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _found: dict[str, Style] = field(default_factory=dict)
    _formats: dict[object, Format] = field(default_factory=dict)
    _default: str = ""
    _size: int = DEFAULT_SIZE

    def __post_init__(self) -> None:
        for element in children(self.root, "style"):
            identity = attribute(element, "styleId") or ""
            self._elements.setdefault(identity, element)
            is_default = attribute(element, "default") in {"1", "true", "on"}
            if is_default and attribute(element, "type") == "paragraph":
                self._default = identity
        self._size = number(self.root, "docDefaults", "rPrDefault", "rPr", "sz") or DEFAULT_SIZE

    def style(self, identity: str | None) -> Style:
        """Return a style by its id; the default style of paragraphs for None."""
        identity = self._default if identity is None else identity
        if identity not in self._found:
            self._found[identity] = self._resolved(identity)
        return self._found[identity]

    def format(self, paragraph: Style, properties: etree._Element | None) -> Format:
        """Return how the characters of a run are formatted, by its own properties and styles."""
        stated = () if properties is None else properties
        # Most runs of a document are formatted alike.
        key = paragraph.id, tuple((each.tag, *each.attrib.values()) for each in stated)
        if key not in self._formats:
            self._formats[key] = self._format(paragraph, properties)
        return self._formats[key]

    def _format(self, paragraph: Style, properties: etree._Element | None) -> Format:
        identity = value(properties, "rStyle")
        character = self.style(identity).format if identity else PLAIN
        direct, outer = _stated(properties), paragraph.format
        return Format(
            hidden=_switched(direct.hidden, character.hidden, outer.hidden),
            struck=_switched(direct.struck, character.struck, outer.struck),
            bold=_switched(direct.bold, character.bold, outer.bold),
            position=direct.position or character.position or outer.position or Position.BASELINE,
            size=direct.size or character.size or outer.size or self._size,
            font=direct.font or character.font or outer.font,
        )

    def emphasises_first_row(self, table: etree._Element) -> bool:
        """Return whether the style of a table shows its first row in bold, as column names."""
        properties = child(table, "tblPr")
        look = child(properties, "tblLook")
        bits = attribute(look, "val") or ""
        named = attribute(look, "firstRow")
        if not (named in {"1", "true"} if named else _has_first_row(bits)):
            return False
        return any(
            attribute(part, "type") == "firstRow" and is_on(child(part, "rPr", "b"))
            for element in self._chain(value(properties, "tblStyle"))
            for part in children(element, "tblStylePr")
        )

    def _resolved(self, identity: str) -> Style:
        chain = list(self._chain(identity))
        if not chain:
            return Style(id=identity, names=(identity.lower(),))
        formats = [_stated(child(element, "rPr")) for element in chain]
        properties = [child(element, "pPr") for element in chain]
        levels = [number(each, "outlineLvl") for each in properties]
        alignments = [value(each, "jc") for each in properties]
        lists = [child(each, "numPr") for each in properties]
        return Style(
            id=identity,
            names=tuple((value(element, "name") or identity).lower() for element in chain),
            outline=_first(levels),
            number=(
                _first([value(each, "numId") for each in lists]),
                _first([number(each, "ilvl") for each in lists]),
            ),
            centred=_first([each == "center" for each in alignments if each]),
            format=Format(
                hidden=_first([each.hidden for each in formats]),
                struck=_first([each.struck for each in formats]),
                bold=_first([each.bold for each in formats]),
                position=_first([each.position for each in formats]),
                size=_first([each.size for each in formats]),
                font=_first([each.font for each in formats]),
            ),
        )

    def _chain(self, identity: str | None) -> Iterator[etree._Element]:
        """Yield a style and those that it is based on; a circle ends where it began."""
        seen: set[str | None] = set()
        while identity in self._elements and identity not in seen and len(seen) < MOST_STYLES:
            seen.add(identity)
            element = self._elements[identity]
            yield element
            identity = value(element, "basedOn")


def _has_first_row(bits: str) -> bool:
    """Return whether a `tblLook` of older documents, in hexadecimal, sets the bit for it."""
    try:
        return bool(int(bits, 16) & 0x20)
    except ValueError:
        return False


def _stated(properties: etree._Element | None) -> Format:
    """Return the formatting that an `rPr` element itself states."""
    found: dict[str, etree._Element] = {}
    for element in properties if properties is not None else ():
        found[name(element)] = element
    if not found:
        return PLAIN
    strikes = [is_on(found.get(tag)) for tag in ("strike", "dstrike")]
    return Format(
        hidden=is_on(found.get("vanish")),
        struck=None if strikes == [None, None] else any(strikes),
        bold=is_on(found.get("b")),
        position=_position(found),
        size=number(found.get("sz")),
        font=attribute(found.get("rFonts"), "ascii"),
    )


def _position(found: dict[str, etree._Element]) -> Position | None:
    alignment = attribute(found.get("vertAlign"), "val")
    if alignment:
        named = {"superscript": Position.RAISED, "subscript": Position.LOWERED}
        return named.get(alignment, Position.BASELINE)
    by = number(found.get("position"))
    if by is None:
        return None
    if abs(by) < _RAISED_BY:
        return Position.BASELINE
    return Position.RAISED if by > 0 else Position.LOWERED


def _switched(direct: bool | None, *styles: bool | None) -> bool:
    """Return a switch: set directly, or by one of the styles; set in both, they undo each other.

    ECMA-376-1, 17.7.3, calls these toggle properties.
    """
    return direct if direct is not None else sum(map(bool, styles)) % 2 == 1


def _first(values: list[_T | None]) -> _T | None:
    return next((each for each in values if each is not None), None)
