"""The bullets and numbers of list items in HTML, as their author sees them."""

import re
from dataclasses import dataclass

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.numerals import Numeral, written

BULLET = "• "
OWN_SYMBOL = "\0"
"""The marker of an item of Word's, whose text starts with its number or symbol."""

_TYPES = {
    "1": Numeral.DECIMAL,
    "a": Numeral.LOWER_LETTER,
    "A": Numeral.UPPER_LETTER,
    "i": Numeral.LOWER_ROMAN,
    "I": Numeral.UPPER_ROMAN,
}
"""Values of the attribute `type`."""
_STYLES = {
    "decimal": Numeral.DECIMAL,
    "decimal-leading-zero": Numeral.ZERO_PADDED,
    "lower-alpha": Numeral.LOWER_LETTER,
    "lower-latin": Numeral.LOWER_LETTER,
    "upper-alpha": Numeral.UPPER_LETTER,
    "upper-latin": Numeral.UPPER_LETTER,
    "lower-roman": Numeral.LOWER_ROMAN,
    "upper-roman": Numeral.UPPER_ROMAN,
    "thai": Numeral.THAI,
    "none": Numeral.NONE,
}
"""Values of the CSS property `list-style-type`."""
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_INTEGER = re.compile(r"\s*(-?[0-9]{1,6})(?![0-9])")
_LETTERS = {Numeral.LOWER_LETTER: "a", Numeral.UPPER_LETTER: "A"}

# Word marks the items of lists as paragraphs. Their bullets are letters of fonts of symbols.
_WORD_LIST = re.compile(r"mso-list:\s*(l\d+)", re.IGNORECASE)
_WORD_CLASS = "MsoListParagraph"
_SYMBOL = re.compile(r"(?:[·•◦▪‣●○■□➢✓§Øvqoüà*–-]\s|[\ue000-\uf8ff]+)\s*")
_BULLET = re.compile(r"(?:[·•◦▪‣●]\s|[\ue000-\uf8ff]+)\s*")


@dataclass(slots=True)
class Numbering:
    """The numbers of a list's items, or its bullets."""

    numeral: Numeral | None
    """None for bullets."""
    next_number: int
    step: int = 1

    @classmethod
    def of(cls, element: etree._Element) -> "Numbering":
        """Return the numbering of an `ol`, `ul` or the like."""
        numeral = _numeral(element)
        if element.tag != "ol":
            # Lists of links without bullets are still lists.
            return cls(None if numeral is Numeral.NONE else numeral, 1)
        backwards = element.get("reversed") is not None
        start = _integer(element.get("start"))
        if start is None:
            start = int(element.xpath("count(li)")) if backwards else 1
        return cls(numeral or Numeral.DECIMAL, start, -1 if backwards else 1)

    def marker(self, item: etree._Element) -> str:
        """Return what stands before the next item."""
        value = _integer(item.get("value"))
        number = self.next_number if value is None else value
        self.next_number = number + self.step
        numeral = _numeral(item) or self.numeral
        if numeral is None:
            return BULLET
        label = _written(number, numeral)
        return f"{label}. " if label else ""


def _numeral(element: etree._Element) -> Numeral | None:
    style = _STYLE.search(element.get("style") or "")
    if style:
        return _STYLES.get(style[1].lower())
    return _TYPES.get(element.get("type") or "")


def _integer(value: str | None) -> int | None:
    found = _INTEGER.match(value or "")
    return int(found[1]) if found else None


def _written(number: int, numeral: Numeral) -> str:
    """Return a number as browsers write it: z is followed by aa, ab, ac."""
    first = _LETTERS.get(numeral)
    if first is None or number < 1:
        return written(number, numeral)
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord(first) + letter) + letters
    return letters


def word_list(element: etree._Element) -> str | None:
    """Return the name of the list that a paragraph of a page saved by Word is an item of, or None.

    >>> from corpus.formats.markup import parse_html
    >>> word_list(parse_html("<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>a")[0][0])
    'l0'
    """
    found = _WORD_LIST.search(element.get("style") or "")
    if found:
        return found[1]
    return _WORD_CLASS if (element.get("class") or "").startswith(_WORD_CLASS) else None


def marked(text: str, marker: str) -> str:
    """Return the text of an item after its marker, which is not repeated if the text has it.

    >>> marked("telur", BULLET), marked("2.telur", "2. "), marked("o telur", OWN_SYMBOL)
    ('• telur', '2. telur', '• telur')
    """
    symbol = {OWN_SYMBOL: _SYMBOL, BULLET: _BULLET}.get(marker)
    if symbol is not None and symbol.match(text):
        return symbol.sub(BULLET, text, count=1)
    if marker == OWN_SYMBOL:
        return text
    # Some programs write the number in the text of the item too.
    return marker + text.removeprefix(marker.rstrip()).lstrip() if marker else text
