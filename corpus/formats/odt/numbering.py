"""OpenDocument's lists and numbered headings: which number a paragraph shows."""

import re
from dataclasses import dataclass, field

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.blocks import BULLET
from corpus.formats.numerals import Numeral, written
from corpus.formats.odt.names import count, full, get, tag
from corpus.formats.odt.styles import Styles

LEVELS = 10
_PLACE = re.compile(r"%(\d{1,2})%")
_PADDED = re.compile(r"(0+)1,")
_NUMERALS = {
    "": Numeral.NONE,
    "A": Numeral.UPPER_LETTER,
    "a": Numeral.LOWER_LETTER,
    "I": Numeral.UPPER_ROMAN,
    "i": Numeral.LOWER_ROMAN,
    "1st": Numeral.ORDINAL,
    "๑, ๒, ๓, ...": Numeral.THAI,
    "①, ②, ③, ...": Numeral.CIRCLED,
}


@dataclass(frozen=True, slots=True)
class Level:
    """How the paragraphs of one level of a list are numbered."""

    bullet: bool = False
    numeral: Numeral = Numeral.DECIMAL
    digits: int = 0
    """The digits to which numbers are filled up with zeros."""
    start: int = 1
    pattern: str = ""
    """What is shown, with `%1%` for the number of the first level."""
    glued: bool = False
    """Whether nothing stands between number and text."""


@dataclass(slots=True)
class Counter:
    """A list that is being counted."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)
    group: object = field(default_factory=object)
    """The same for all of its items."""

    def marker(self, level: int, start: int | None = None) -> str:
        """Count an item of a level, from 1; return what it shows before its text."""
        for above in range(1, level):
            self.counts.setdefault(above, self._level(above).start)
        if start is not None:
            self.counts[level] = start
        elif level in self.counts:
            self.counts[level] += 1
        else:
            self.counts[level] = self._level(level).start
        for deeper in [each for each in self.counts if each > level]:
            del self.counts[deeper]
        return self._shown(level)

    def _level(self, level: int) -> Level:
        return self.levels.get(level) or Level(bullet=True)

    def _shown(self, level: int) -> str:
        own = self._level(level)
        if own.bullet:
            return BULLET
        shown = _PLACE.sub(lambda place: self._number(int(place[1])), own.pattern).strip()
        return f"{shown} " if shown and not own.glued else shown

    def _number(self, level: int) -> str:
        if level not in self.counts:
            return ""
        own = self._level(level)
        return written(self.counts[level], own.numeral).zfill(own.digits)


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._read: dict[str | None, dict[int, Level]] = {}
        self._by_id: dict[str, Counter] = {}
        self._by_style: dict[str | None, Counter] = {}
        self._outline = Counter(_levels(styles.outline))

    def begin(self, element: etree._Element, style: str | None) -> Counter:
        """Return the counter of a list that begins, or continues one before it."""
        continued = self._by_id.get(get(element, "text:continue-list") or "")
        if continued is None and get(element, "text:continue-numbering") == "true":
            continued = self._by_style.get(style)
        counter = self.restyled(continued, style) if continued else Counter(self._levels(style))
        self._by_style[style] = counter
        if identity := get(element, "xml:id"):
            self._by_id[identity] = counter
        return counter

    def restyled(self, counter: Counter, style: str | None) -> Counter:
        """Return a counter that counts on, and shows the numbers in another style."""
        return Counter(self._levels(style), counter.counts, counter.group)

    def heading(self, element: etree._Element) -> str:
        """Count a heading that is in no list; return what it shows before its text."""
        style = self._styles.paragraph(get(element, "text:style-name")).list_style
        if get(element, "text:is-list-header") == "true" or style == "":
            return ""
        level = min(count(element, "text:outline-level", 1), LEVELS)
        restarts = get(element, "text:restart-numbering") == "true"
        start = count(element, "text:start-value", 1) if restarts else None
        return self._outline.marker(level, start) if level in self._outline.levels else ""

    def _levels(self, style: str | None) -> dict[int, Level]:
        if style not in self._read:
            self._read[style] = _levels(self._styles.lists.get(style))
        return self._read[style]


def _levels(style: etree._Element | None) -> dict[int, Level]:
    found = {}
    for element in style if style is not None else ():
        level = count(element, "text:level", 0)
        if 1 <= level <= LEVELS:
            found[level] = _level(element, level)
    return found


def _level(element: etree._Element, level: int) -> Level:
    if tag(element) not in {"text:list-level-style-number", "text:outline-level-style"}:
        # pandoc's items of several paragraphs have a space for bullet from the second on.
        return Level(bullet=get(element, "text:bullet-char") != " ")
    written_as = get(element, "style:num-format") or ""
    padded = _PADDED.match(written_as)
    alignment = element.find(
        f"{full('style:list-level-properties')}/{full('style:list-level-label-alignment')}"
    )
    return Level(
        numeral=_NUMERALS.get(written_as, Numeral.DECIMAL),
        digits=len(padded[1]) + 1 if padded else 0,
        start=count(element, "text:start-value", 1),
        pattern=_pattern(element, level, written_as),
        glued=get(alignment, "text:label-followed-by") == "nothing",
    )


def _pattern(element: etree._Element, level: int, written_as: str) -> str:
    """Return what a level shows; LibreOffice states it as a whole, older programs in parts."""
    whole = get(element, "loext:num-list-format")
    if whole is not None:
        return whole
    shown = min(count(element, "text:display-levels", 1), level)
    numbers = ".".join(f"%{each}%" for each in range(level - shown + 1, level + 1))
    prefix, suffix = get(element, "style:num-prefix") or "", get(element, "style:num-suffix") or ""
    return f"{prefix}{numbers if written_as else ''}{suffix}"
