"""Custom ids of buttons and menus: all their state, in at most 100 characters.

Custom ids come back from Discord and can't be trusted: one is parsed only if the whole of it
matches the pattern, and the button then looks up what the values refer to.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from string import Formatter
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, get_args, get_origin

QUERY = r"[0-9a-f]{32}"
QueryId: TypeAlias = Annotated[str, QUERY]
ArticleId: TypeAlias = Annotated[str, r"[0-9a-z-]{1,64}"]
VersionNumber: TypeAlias = Annotated[int, r"\d{1,9}"]
Page: TypeAlias = Annotated[int, r"\d{1,4}"]
"""Counted from 0."""


class CustomId:
    r"""A template for custom ids, with a type for each of its fields.

    A type is an int or str `Annotated` with the pattern of its text, a `Literal` of strings, a
    `StrEnum`, or bool, which is written as 0 or 1.

    >>> custom_id = CustomId("kutip:list:{page}", {"page": Annotated[int, r"\d{1,4}"]})
    >>> custom_id.format({"page": 12})
    'kutip:list:12'
    >>> custom_id.parse(custom_id.pattern.fullmatch("kutip:list:12"))
    {'page': 12}
    """

    def __init__(self, template: str, types: Mapping[str, Any]) -> None:
        """Raise TypeError if a type is not one of these, KeyError if a field has none."""
        self._template = template
        self._fields: dict[str, _Field] = {}
        pattern = ""
        for literal, name, _, _ in Formatter().parse(template):
            pattern += re.escape(literal)
            if name is not None:
                field = self._fields[name] = _field(types[name])
                pattern += f"(?P<{name}>{field.pattern})"
        # DOTALL: a search may contain line breaks. ASCII: otherwise \d matches any script's digits.
        self.pattern = re.compile(pattern, re.ASCII | re.DOTALL)

    def format(self, values: Mapping[str, Any]) -> str:
        """Return the custom id with these values; values without a field are ignored."""
        written = {name: field.write(values[name]) for name, field in self._fields.items()}
        return self._template.format_map(written)

    def parse(self, match: re.Match[str]) -> dict[str, Any]:
        """Return the values from a full match of the pattern."""
        return {name: field.read(match[name]) for name, field in self._fields.items()}


class _Field(NamedTuple):
    pattern: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


def _field(kind: Any) -> _Field:  # noqa: ANN401
    if get_origin(kind) is Annotated:
        read, pattern = get_args(kind)
        return _Field(pattern, read)
    if get_origin(kind) is Literal:
        return _Field(_one_of(get_args(kind)), str)
    if kind is bool:
        return _Field("[01]", lambda text: text == "1", lambda value: f"{value:d}")
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _Field(_one_of(kind), kind)
    raise TypeError(f"{kind} has no pattern for a custom id")


def _one_of(values: Iterable[str]) -> str:
    return "|".join(map(re.escape, values))
