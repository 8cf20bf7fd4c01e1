"""What a function returned before."""

from collections.abc import Callable, Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memo(dict[Key, Value]):
    """The values of a function, forgotten when there are more than `most` of them.

    >>> lengths = Memo(len, most=100)
    >>> lengths["abc"]
    3
    """

    def __init__(self, function: Callable[[Key], Value], most: int) -> None:
        self._function = function
        self._most = most

    def __missing__(self, key: Key) -> Value:
        """Compute the value of a key."""
        value = self._function(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
