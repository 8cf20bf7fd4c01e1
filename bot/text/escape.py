"""Escaping plain text for Discord's markdown, and back."""

import re
import unicodedata

_SPECIAL = re.compile(
    r"""
      [\\*_~`|<>\[\]@\#]    # emphasis, code, links, mentions, headings, quotes
    | : (?= // | [^\s:]+: )  # in an address, which would become a link; the name of an emoji
    """,
    re.VERBOSE,
)
_ITEM = re.compile(r"^ [^\S\n]* (?: \d+(?=[.)]) | (?=[-+]) )", re.MULTILINE | re.VERBOSE)
"""What precedes the dot, bracket or sign that marks a list item."""
_ESCAPED_OR_BOLD = re.compile(r"\\([^0-9A-Za-z\s])|\*\*")
_JOINERS = "\u200c\u200d"
"""Zero-width joiners, which many scripts and emoji need."""


def escape(text: str) -> str:
    r"""Return markdown that Discord renders as exactly this text.

    >>> print(escape("5 * 3 #1"))
    5 \* 3 \#1
    """
    # In two passes, because a pattern that may begin with any character takes five times as long.
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    return _ITEM.sub(r"\g<0>\\", escaped)


def unescape(markdown: str) -> str:
    """Return the text that Discord renders for escaped text with bold parts."""
    return _ESCAPED_OR_BOLD.sub(lambda found: found[1] or "", markdown)


def one_line(text: str) -> str:
    """Return the text on one line, without control, format and surrogate characters."""
    line = " ".join(text.split())
    if line.isprintable():
        return line
    seen = (
        character
        for character in line
        if character in _JOINERS or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )
    return "".join(seen).strip()
