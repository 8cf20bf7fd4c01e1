from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from referencing import Registry

class ValidationError(Exception):
    instance: object
    message: str
    validator: str
    path: deque[str | int]
    relative_path: deque[str | int]
    relative_schema_path: deque[str | int]
    context: Sequence[ValidationError]

class Draft202012Validator:
    def __init__(self, schema: dict[str, Any], *, registry: Registry[Any] = ...) -> None: ...
    def iter_errors(self, instance: object) -> Iterator[ValidationError]: ...
