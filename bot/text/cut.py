"""Shortening text with an ellipsis."""

import regex

ELLIPSIS = "…"
"""Marks omitted text; placed next to a quote, never inside it."""
_CHARACTER = regex.compile(r"\X")
"""What people see as one character: a grapheme cluster (UAX 29), such as a flag or an emoji."""


def cut(text: str, most: int) -> str:
    """Return the text shortened to at most `most` code points, at a word boundary if one is near.

    No character that consists of several code points is cut in two, unless it is the first.

    >>> cut("Where does the ferry leave?", 20)
    'Where does the…'
    """
    if len(text) <= most:
        return text
    kept = _whole_characters(text, most - 1)
    if " " in kept[most // 2 :]:
        kept = kept[: kept.rfind(" ")]
    return f"{kept.rstrip()}{ELLIPSIS}"


def _whole_characters(text: str, most: int) -> str:
    """Return the longest beginning of whole characters with at most `most` code points."""
    # One code point more, by which a character at the end is seen to go on.
    last = 0
    for found in _CHARACTER.finditer(text[: most + 1]):
        if found.end() > most:
            break
        last = found.end()
    return text[: last or most]
