"""Word's automatic numbers: which a paragraph shows, as its author sees it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.blocks import BULLET
from corpus.formats.numerals import Numeral, written
from corpus.formats.office.elements import attribute, child, children, is_on, number, value
from corpus.formats.word.styles import Style, Styles

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_DIGITS = re.compile(r"(0+)1\b")
_NUMERALS = {
    "decimalZero": Numeral.ZERO_PADDED,
    "upperRoman": Numeral.UPPER_ROMAN,
    "lowerRoman": Numeral.LOWER_ROMAN,
    "upperLetter": Numeral.UPPER_LETTER,
    "lowerLetter": Numeral.LOWER_LETTER,
    "ordinal": Numeral.ORDINAL,
    "numberInDash": Numeral.DASHED,
    "decimalEnclosedCircle": Numeral.CIRCLED,
    "decimalEnclosedCircleChinese": Numeral.CIRCLED,
    "chicago": Numeral.SYMBOL,
    "thaiNumbers": Numeral.THAI,
    "none": Numeral.NONE,
}


@dataclass(frozen=True, slots=True)
class Level:
    """How the paragraphs of one level of a list are numbered."""

    numeral: Numeral = Numeral.DECIMAL
    bullet: bool = False
    digits: int = 0
    """The digits to which numbers are filled up with zeros."""
    start: int = 1
    text: str | None = None
    """What is shown, with `%1` for the number of the first level; None if it is not said."""
    legal: bool = False
    """Whether the numbers of all levels are written as decimals in it."""
    restart: int | None = None
    """The level, from 1, after which it starts anew; 0 for never, None for any above."""
    glued: bool = False
    """Whether nothing stands between number and text."""


@dataclass(slots=True)
class _List:
    """A list, or several that count on from each other."""

    id: str
    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Numbered:
    """A use of a list, with what it does differently."""

    list: _List
    levels: dict[int, Level]
    starts: dict[int, int]
    """The numbers at which levels begin anew, until they have."""


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions = {
            attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")
        }
        self._uses = {attribute(each, "numId"): each for each in children(root, "num")}
        self._lists: dict[str | None, _List] = {}
        self._found: dict[str, _Numbered] = {}
        self._levels: dict[tuple[str, str], int] = {}

    def place(self, direct: etree._Element | None, style: Style) -> tuple[str, int] | None:
        """Return the list and level of a paragraph, by its own `numPr` and style; or None."""
        listed = value(direct, "numId") or style.number[0] or _built_in(style)
        if listed is None or listed == "0":
            return None
        level = number(direct, "ilvl")
        if level is None:
            key = (listed, style.id)
            if key not in self._levels:
                self._levels[key] = self._level_of(listed, style)
            level = self._levels[key]
        return listed, min(max(level, 0), LEVELS - 1)

    def marker(self, listed: str, level: int) -> tuple[str, str]:
        """Count a paragraph; return what it shows before its text, and the id of its list.

        The marker is empty if nothing is shown.
        """
        use = self._use(listed)
        counts = use.list.counts
        for each in range(level):
            counts.setdefault(each, _level(use, each).start)
        if level in use.starts:
            counts[level] = use.starts.pop(level)
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = _level(use, level).start
        for deeper in [each for each in counts if each > level]:
            restart = _level(use, deeper).restart
            if restart is None or level < restart:
                del counts[deeper]
        return _shown(use, level), use.list.id

    def _level_of(self, listed: str, style: Style) -> int:
        """Return the level that is linked to a style, or else the one that the style names."""
        if style.id:
            for level, element in _elements(self._definition(self._uses.get(listed))):
                if value(element, "pStyle") == style.id:
                    return level
        return style.number[1] or 0

    def _use(self, listed: str) -> _Numbered:
        if listed not in self._found:
            self._found[listed] = self._read(listed)
        return self._found[listed]

    def _read(self, listed: str) -> _Numbered:
        element = self._uses.get(listed)
        definition = self._definition(element)
        if element is None or definition is None:
            is_numbered = listed.lower().replace(" ", "").startswith("listnumber")
            level = Level(bullet=not is_numbered)
            return _Numbered(_List(listed, dict.fromkeys(range(LEVELS), level)), {}, {})
        identity = attribute(definition, "abstractNumId") or ""
        if identity not in self._lists:
            levels = {level: _read_level(each) for level, each in _elements(definition)}
            self._lists[identity] = _List(identity, levels)
        overrides = dict(_elements(element, "lvlOverride"))
        starts = {level: number(each, "startOverride") for level, each in overrides.items()}
        own = {level: child(each, "lvl") for level, each in overrides.items()}
        return _Numbered(
            self._lists[identity],
            {level: _read_level(each) for level, each in own.items() if each is not None},
            {level: start for level, start in starts.items() if start is not None},
        )

    def _definition(self, use: etree._Element | None) -> etree._Element | None:
        """Return the definition that a list uses, which may lead to another by way of a style."""
        for _ in range(LEVELS):
            definition = self._definitions.get(value(use, "abstractNumId"))
            link = value(definition, "numStyleLink")
            if link is None:
                return definition
            use = self._uses.get(self._styles.style(link).number[0])
        return None


def _built_in(style: Style) -> str | None:
    """Return the name of a built-in list style, for a document that doesn't define its list."""
    names = (
        each
        for each in style.names
        if each.replace(" ", "").startswith(("listbullet", "listnumber"))
    )
    return next(names, None)


def _elements(
    parent: etree._Element | None, tag: str = "lvl"
) -> Iterator[tuple[int, etree._Element]]:
    for element in children(parent, tag):
        level = attribute(element, "ilvl") or "0"
        if len(level) == 1 and level in "012345678":
            yield int(level), element


def _read_level(element: etree._Element) -> Level:
    style = child(element, "numFmt")
    # Formats that are not in the first edition of the standard, with another for older programs.
    if style is None:
        style = child(element, "AlternateContent", "Choice", "numFmt")
    numeral = attribute(style, "val") or "decimal"
    padded = _DIGITS.match(attribute(style, "format") or "")
    start = number(element, "start")
    is_hidden = is_on(child(element, "rPr", "vanish"))
    return Level(
        numeral=_NUMERALS.get(numeral, Numeral.DECIMAL),
        bullet=numeral == "bullet" or child(element, "lvlPicBulletId") is not None,
        digits=len(padded[0]) if padded else 0,
        start=0 if start is None else start,  # as in ECMA-376-1, 17.9.25
        text="" if is_hidden else value(element, "lvlText"),
        legal=bool(is_on(child(element, "isLgl"))),
        restart=number(element, "lvlRestart"),
        glued=value(element, "suff") == "nothing",
    )


def _level(use: _Numbered, level: int) -> Level:
    return use.levels.get(level) or use.list.levels.get(level) or Level()


def _shown(use: _Numbered, level: int) -> str:
    own = _level(use, level)
    text = f"%{level + 1}." if own.text is None else own.text
    if own.bullet:
        # pandoc's items of several paragraphs have a space for bullet from the second on.
        return BULLET if text.strip() else ""

    def count(place: re.Match[str]) -> str:
        other = int(place[1]) - 1
        if other not in use.list.counts:
            return ""
        numbered = _level(use, other)
        numeral = Numeral.DECIMAL if own.legal else numbered.numeral
        return written(use.list.counts[other], numeral).zfill(numbered.digits)

    shown = _PLACE.sub(count, text).strip()
    return f"{shown} " if shown and not own.glued else shown
