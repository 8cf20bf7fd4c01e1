"""Plain text to Discord's markdown and back: what Discord renders equals the text, exactly."""

import re
import unicodedata

_SPECIAL = re.compile(
    r"""
      (^[^\S\n]*) (?: \d+(?=[.)]) | (?=[-+]) )  # the head of a numbered or bulleted line
    | (?= [\\*_~`|<>\[\]@\#] )                  # emphasis, code, links, mentions, headings, quotes
    | (?= :// )                                 # within an address, else it becomes a link
    | (?= :[^\s:]+: )                           # the name of an emoji
    """,
    re.MULTILINE | re.VERBOSE,
)
_ESCAPED_OR_BOLD = re.compile(r"\\([^0-9A-Za-z\s])|\*\*")
_JOINERS = "\u200c\u200d"
"""Invisible, but words of many scripts, and many emoji, need them."""


def escape(text: str) -> str:
    """Return markdown that Discord renders as this text, character for character."""
    return _SPECIAL.sub(lambda found: f"{found[0]}\\", text)


def unescape(markdown: str) -> str:
    """Return the text that Discord renders for escaped text with parts of it in bold."""
    return _ESCAPED_OR_BOLD.sub(lambda found: found[1] or "", markdown)


def one_line(text: str) -> str:
    """Return the text on one line, without characters that are unseen or change its direction."""
    seen = (
        character
        for character in " ".join(text.split())
        if character in _JOINERS or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )
    return "".join(seen).strip()
