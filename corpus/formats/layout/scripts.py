"""Raised and lowered digits, so that 10¹¹ doesn't become 1011."""

from typing import NamedTuple

SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
SUPERSCRIPTS = dict(zip("0123456789", SUPERSCRIPT_DIGITS, strict=True))
SUBSCRIPTS = dict(zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True))
SIGNS = {"+": "⁺", "-": "⁻", "−": "⁻"}
"""Those that may be raised before a digit; one that is raised by itself is a mark."""
RAISED = 0.18
"""How far above the baseline a raised digit starts, in font sizes of the text."""
RAISED_SIGN = 0.42
"""How far above the baseline the middle of a raised sign is; that of others is about 0.3."""
LOWERED = 0.06
"""How far below the baseline a lowered digit starts."""
LOWERED_TOP = 0.42
"""How far above it such a digit ends at most, in one as high as old-style digits, which also reach
below the baseline."""
LOWERED_HEIGHT = 0.58
"""The largest height of a digit that is lower than old-style digits."""


class Digit(NamedTuple):
    """A digit or sign of a line, and where its ink is."""

    position: int
    """Which of the line's letters it is."""
    bottom: float
    top: float


def apply_scripts(letters: list[str], digits: list[Digit], baseline: float, size: float) -> None:
    """Replace raised and lowered digits, and signs beside them, by Unicode's.

    Programs raise digits in three ways: by a smaller font above the baseline, by moving those of
    the same font, and by other glyphs of the same font on the baseline. Only the ink shows all.
    """
    for digit in digits:
        letter = letters[digit.position]
        bottom, top = (digit.bottom - baseline) / size, (digit.top - baseline) / size
        if not letter.isdecimal():
            continue
        if bottom >= RAISED:
            letters[digit.position] = SUPERSCRIPTS[letter]
        elif bottom <= -LOWERED and (top <= LOWERED_TOP or top - bottom <= LOWERED_HEIGHT):
            letters[digit.position] = SUBSCRIPTS[letter]
    for sign in digits:
        letter, following = letters[sign.position], letters[sign.position + 1 : sign.position + 2]
        middle = ((sign.bottom + sign.top) / 2 - baseline) / size
        if letter in SIGNS and middle >= RAISED_SIGN and set(following) & set(SUPERSCRIPT_DIGITS):
            letters[sign.position] = SIGNS[letter]
