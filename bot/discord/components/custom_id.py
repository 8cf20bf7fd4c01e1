"""The custom id of a button or menu: everything it needs to know, in at most 100 characters.

Custom ids come back from Discord and are not to be trusted: one is parsed only if the pattern
matches all of it, and the button then looks up what the values name.
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
    r"""A template for custom ids, and what each of its fields may be.

    A field is an int or str `Annotated` with the pattern of its text, a `Literal` of strings, a
    `StrEnum`, or a bool, which is written 0 or 1.

    >>> custom_id = CustomId("kutip:list:{page}", {"page": Annotated[int, r"\d{1,4}"]})
    >>> custom_id.format({"page": 12})
    'kutip:list:12'
    >>> custom_id.parse(custom_id.pattern.fullmatch("kutip:list:12"))
    {'page': 12}
    """

    def __init__(self, template: str, types: Mapping[str, Any]) -> None:
        """Raise TypeError if a field is of no such type, KeyError if its type is missing."""
        self._template = template
        self._fields: dict[str, _Field] = {}
        pattern = ""
        for literal, name, _, _ in Formatter().parse(template):
            pattern += re.escape(literal)
            if name is not None:
                field = self._fields[name] = _field(types[name])
                pattern += f"(?P<{name}>{field.pattern})"
        # DOTALL: a search may hold line breaks. ASCII: \d matches the digits of every script else.
        self.pattern = re.compile(pattern, re.ASCII | re.DOTALL)

    def format(self, values: Mapping[str, Any]) -> str:
        """Return the custom id that holds these values; those it has no field for are left out."""
        written = {name: field.write(values[name]) for name, field in self._fields.items()}
        return self._template.format_map(written)

    def parse(self, match: re.Match[str]) -> dict[str, Any]:
        """Return the values in a custom id that the pattern matched as a whole."""
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
