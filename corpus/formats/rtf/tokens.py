"""Split Rich Text Format into groups, control words and characters."""

import re
from collections.abc import Collection, Iterator
from enum import Enum, auto
from typing import NamedTuple

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"
    r"|\\'([0-9a-fA-F]{2})"
    r"|\\(\r\n|[^a-zA-Z])"
    r"|([^\\{}\r\n]+)"
    r"|([{}])"
)
# All that matters in a group that is skipped: braces, those that are characters, and raw data.
_BRACE = re.compile(r"[{}]|\\bin([0-9]{1,10}) ?|\\[^b]|\\b", re.DOTALL)


class Type(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    """A control word, e.g. `par`, with its number."""
    SIGN = auto()
    """A control symbol, e.g. `~`."""
    TEXT = auto()
    """Characters in the encoding of their font, as Latin-1."""
    BYTE = auto()
    """One such character that is written as two digits."""


class Token(NamedTuple):
    """A piece of a file."""

    type: Type
    text: str = ""
    number: int | None = None


_OPEN, _CLOSE = Token(Type.OPEN), Token(Type.CLOSE)


class Tokens:
    r"""The tokens of a file, one after another; whole groups can be skipped.

    Most control words say how text looks; those that are not known are left out, but after `\\*`.
    """

    def __init__(self, data: bytes, known: Collection[str]) -> None:
        self._known = known
        # Bytes keep their values, whatever their encoding.
        self._text = data.decode("latin-1")
        self._end = 0
        self._found = _TOKEN.finditer(self._text)

    def __iter__(self) -> Iterator[Token]:
        is_optional = False
        while (match := next(self._found, None)) is not None:
            self._end = match.end()
            word, number, digits, sign, text, brace = match.groups()
            if word:
                if word in self._known or is_optional:
                    yield Token(Type.WORD, word, int(number) if number else None)
                elif word == "bin":
                    self._go(self._end + max(int(number or 0), 0))
            elif text:
                yield Token(Type.TEXT, text)
            elif brace:
                yield _OPEN if brace == "{" else _CLOSE
            elif digits:
                yield Token(Type.BYTE, chr(int(digits, 16)))
            else:
                yield Token(Type.SIGN, sign)
            is_optional = sign == "*"

    def skip_group(self) -> None:
        """Go to the closing brace of the innermost open group."""
        self._go(self._closing_brace(self._end))

    def skip_next_group(self) -> None:
        """Go past the group that opens next."""
        start = self._text.find("{", self._end)
        if start >= 0:
            self._go(self._closing_brace(start + 1) + 1)

    def _closing_brace(self, position: int) -> int:
        depth = 1
        while match := _BRACE.search(self._text, position):
            position = match.end()
            if match[1]:
                position += int(match[1])
            elif match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
                if not depth:
                    return match.start()
        return len(self._text)

    def _go(self, position: int) -> None:
        self._end = position
        self._found = _TOKEN.finditer(self._text, position)
