"""Write raised, lowered and struck-out characters in plain text, so that no figure changes."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby


class Position(Enum):
    """Where characters stand on their line."""

    BASELINE = auto()
    RAISED = auto()
    LOWERED = auto()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are formatted alike."""

    text: str
    position: Position = Position.BASELINE
    struck: bool = False


_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
# Raised letters that are written like others after a figure, or have a character of their own.
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "ère", "ème"})
_SIGNS = {"TM": "™", "SM": "℠"}


def plain_text(runs: Iterable[Run]) -> str:
    """Return the runs as one text.

    Raised and lowered figures become Unicode's; other such letters are set apart. What is struck
    out stands between tildes.

    >>> plain_text([Run("10"), Run("1", Position.RAISED), Run("1", Position.RAISED), Run(" m")])
    '10¹¹ m'
    >>> plain_text([Run("Rp75.000 ", struck=True), Run("Rp50.000")])
    '~~Rp75.000~~ Rp50.000'
    """
    text = ""
    for struck, group in groupby(runs, key=lambda run: run.struck):
        part = ""
        for position, alike in groupby(group, key=lambda run: run.position):
            piece = "".join(run.text for run in alike)
            if position is Position.RAISED:
                part += raised(piece, after=part or text)
            elif position is Position.LOWERED:
                part += lowered(piece, after=part or text)
            else:
                part += piece
        text += struck_out(part) if struck else part
    return text


def raised(text: str, after: str = "") -> str:
    """Return raised characters that follow a text.

    >>> raised("2", after="400 m"), raised("st", after="1"), raised("o", after="30")
    ('²', 'st', '°')
    >>> raised("x+1", after="2"), raised("Lampiran", after="")
    ('^(x+1)', 'Lampiran')
    """
    letters = text.strip()
    if after[-1:].isdigit() and letters in {"o", "O"}:
        return text.replace(letters, "°")
    if after[-1:].isdigit() and letters.lower() in _ORDINALS:
        return text
    if letters in _SIGNS:
        return text.replace(letters, _SIGNS[letters])
    # Typed for a minus sign, but for a range between two figures.
    if letters.startswith("–"):
        text = text.replace("–", "-", 1)
    return _set_apart(text, text.translate(_RAISED), "^", after)


def lowered(text: str, after: str = "") -> str:
    """Return lowered characters that follow a text.

    >>> lowered("2", after="CO"), lowered("maks", after="V")
    ('₂', '_(maks)')
    """
    return _set_apart(text, text.translate(_LOWERED), "_", after)


def struck_out(text: str) -> str:
    """Return struck-out text between tildes, line by line, without the spaces around it.

    >>> struck_out(" Rabu ")
    ' ~~Rabu~~ '
    """
    return "\n".join(
        line.replace(inner, f"~~{inner}~~", 1) if (inner := line.strip()) else line
        for line in text.split("\n")
    )


def _set_apart(text: str, converted: str, sign: str, after: str) -> str:
    """Return the converted text if Unicode has all of it, else one that is not glued to a word."""
    if not any(map(_is_plain_letter, converted)):
        return converted
    inner = text.strip()
    if not after or after[-1].isspace() or text[0].isspace():
        return text
    return text.replace(inner, f"{sign}{inner}" if len(inner) == 1 else f"{sign}({inner})", 1)


def _is_plain_letter(character: str) -> bool:
    """Return True for letters and digits, but not those that are raised or lowered themselves."""
    return character.isalnum() and unicodedata.normalize("NFKC", character) == character
