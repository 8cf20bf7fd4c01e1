"""Escaping plain text for Discord's markdown, and back."""

import re
import unicodedata

_SPECIAL = re.compile(
    r"""
      (^[^\S\n]*) (?: \d+(?=[.)]) | (?=[-+]) )  # the marker of a list item
    | (?= [\\*_~`|<>\[\]@\#] )                  # emphasis, code, links, mentions, headings, quotes
    | (?= :// )                                 # in an address, which would become a link
    | (?= :[^\s:]+: )                           # the name of an emoji
    """,
    re.MULTILINE | re.VERBOSE,
)
_ESCAPED_OR_BOLD = re.compile(r"\\([^0-9A-Za-z\s])|\*\*")
_JOINERS = "\u200c\u200d"
"""Zero-width joiners, which many scripts and emoji need."""


def escape(text: str) -> str:
    r"""Return markdown that Discord renders as exactly this text.

    >>> print(escape("5 * 3 #1"))
    5 \* 3 \#1
    """
    return _SPECIAL.sub(lambda found: f"{found[0]}\\", text)


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
