"""Write numbers as lists show them: 3, III, iii, C, c and the like."""

from collections.abc import Callable
from enum import Enum, auto


class Numeral(Enum):
    """How the number of a list item is written."""

    DECIMAL = auto()
    ZERO_PADDED = auto()
    """With a zero before numbers below 10."""
    UPPER_ROMAN = auto()
    LOWER_ROMAN = auto()
    UPPER_LETTER = auto()
    LOWER_LETTER = auto()
    ORDINAL = auto()
    """1st, 2nd."""
    DASHED = auto()
    """- 1 -"""
    CIRCLED = auto()
    """①; plain above 20, where Unicode has no more."""
    SYMBOL = auto()
    """*, †, ‡, §, **, ††."""
    THAI = auto()
    NONE = auto()
    """Not written at all."""


_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
LARGEST_ROMAN = 3999
"""The largest number that is written with Roman letters."""
_LONGEST_LETTERS = 30
_SYMBOLS = "*†‡§"
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def written(number: int, numeral: Numeral) -> str:
    """Return a number as it is written; what can't be written so is decimal.

    >>> written(4, Numeral.UPPER_ROMAN), written(28, Numeral.LOWER_LETTER)
    ('IV', 'bb')
    """
    if numeral is Numeral.NONE:
        return ""
    write = _WRITERS.get(numeral)
    return (write(number) if write and number > 0 else None) or str(number)


def _roman(number: int) -> str | None:
    if number > LARGEST_ROMAN:
        return None
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (number // value)
        number %= value
    return letters


def _letters(number: int) -> str | None:
    """Return a, b … z, aa, bb … as word processors count, not aa, ab."""
    times, letter = divmod(number - 1, 26)
    return None if times >= _LONGEST_LETTERS else chr(ord("a") + letter) * (times + 1)


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def _symbols(number: int) -> str | None:
    times, symbol = divmod(number - 1, len(_SYMBOLS))
    return None if times >= _LONGEST_LETTERS else _SYMBOLS[symbol] * (times + 1)


_WRITERS: dict[Numeral, Callable[[int], str | None]] = {
    Numeral.ZERO_PADDED: lambda number: f"{number:02}",
    Numeral.UPPER_ROMAN: _roman,
    Numeral.LOWER_ROMAN: lambda number: (_roman(number) or "").lower(),
    Numeral.UPPER_LETTER: lambda number: (_letters(number) or "").upper(),
    Numeral.LOWER_LETTER: _letters,
    Numeral.ORDINAL: _ordinal,
    Numeral.DASHED: lambda number: f"- {number} -",
    Numeral.CIRCLED: lambda number: chr(ord("①") + number - 1) if number <= 20 else None,
    Numeral.SYMBOL: _symbols,
    Numeral.THAI: lambda number: str(number).translate(_THAI),
}
