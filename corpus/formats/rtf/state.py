"""What holds at a point of a Rich Text Format file, and ends with its group."""

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.formats.runs import Position

DEFAULT_SIZE = 24
"""Half-points; what the format takes where a document gives no size."""
_RAISED_BY = 6  # half-points by which `up` raises if it doesn't say


@dataclass(slots=True)
class State:
    """Formatting and the like; a group starts with a copy of what was before it."""

    destination: str = ""
    """What the text goes to, such as `fonttbl`; empty for the document."""
    is_contents: bool = False
    """Whether it is within a table of contents."""
    field: list[str] = field(default_factory=list)
    """The parts of the code of the innermost field."""
    after_unicode: int = 1
    """The characters for older programs after each one in Unicode."""

    font: int | None = None
    size: int = DEFAULT_SIZE
    """In half-points."""
    position: Position = Position.BASELINE
    is_bold: bool = False
    is_struck: bool = False
    is_hidden: bool = False
    is_deleted: bool = False

    style: int = 0
    outline: int | None = None
    is_centred: bool = False
    is_in_table: bool = False
    list: int | None = None
    first_indent: int = 0
    """The indent of its first line against the others, in twentieths of a point."""


Setting = Callable[[State, int | None], None]


def _reset_characters(state: State, _: int | None) -> None:
    state.font, state.size, state.position = None, DEFAULT_SIZE, Position.BASELINE
    state.is_bold = state.is_struck = state.is_hidden = state.is_deleted = False


def _reset_paragraph(state: State, _: int | None) -> None:
    state.style, state.outline, state.list, state.first_indent = 0, None, None, 0
    state.is_centred = state.is_in_table = False


def _set_switch(name: str) -> Setting:
    return lambda state, number: setattr(state, name, number != 0)


def _set_number(name: str) -> Setting:
    return lambda state, number: setattr(state, name, number or 0)


def _set_position(position: Position) -> Setting:
    return lambda state, _: setattr(state, "position", position)


def _move(position: Position) -> Setting:
    def move(state: State, number: int | None) -> None:
        is_moved = (_RAISED_BY if number is None else number) != 0
        state.position = position if is_moved else Position.BASELINE

    return move


SETTINGS: dict[str, Setting] = {
    "b": _set_switch("is_bold"),
    "deleted": _set_switch("is_deleted"),
    "dn": _move(Position.LOWERED),
    "f": _set_number("font"),
    "fi": _set_number("first_indent"),
    "fs": _set_number("size"),
    "intbl": _set_switch("is_in_table"),
    "ls": _set_number("list"),
    "nosupersub": _set_position(Position.BASELINE),
    "outlinelevel": _set_number("outline"),
    "pard": _reset_paragraph,
    "plain": _reset_characters,
    "qc": _set_switch("is_centred"),
    "s": _set_number("style"),
    "strike": _set_switch("is_struck"),
    "striked": _set_switch("is_struck"),
    "sub": _set_position(Position.LOWERED),
    "super": _set_position(Position.RAISED),
    "uc": _set_number("after_unicode"),
    "up": _move(Position.RAISED),
    "v": _set_switch("is_hidden"),
}
"""The control words that change formatting."""
