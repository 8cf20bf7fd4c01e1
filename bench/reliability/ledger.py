"""What people were promised: the values that each thing in the database may have by now.

A thing is a key such as `("article", guild_id, title)`. While somebody tries to change it, it may
have its old value or the new one; once the bot has confirmed the change, only the new one.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Key: TypeAlias = tuple[Hashable, ...]
Value: TypeAlias = Hashable


@dataclass(slots=True)
class Ledger:
    """The values allowed for each thing, and the questions and notices that were shown."""

    allowed: dict[Key, set[Value]] = field(default_factory=dict)
    confirmed: int = 0
    """How many changes were confirmed."""
    unconfirmed: int = 0
    """How many were tried, but not (yet) confirmed."""
    together: list[tuple[Key, Value, Key, Value]] = field(default_factory=list)
    """Pairs of changes of which both or none may have been made."""
    shown: dict[str, int] = field(default_factory=dict)
    """The server of each query id that a reply has shown."""
    asked: int = 0

    def attempt(self, key: Key, value: Value, before: Value = None) -> None:
        """Note that somebody tries to give a thing a value; a new one has the value `before`."""
        self.allowed.setdefault(key, {before}).add(value)
        self.unconfirmed += 1

    def confirm(self, key: Key, value: Value) -> None:
        """Note that the bot has said that a thing has a value, which was tried before."""
        self.allowed[key] = {value}
        self.confirmed += 1
        self.unconfirmed -= 1

    def let_expire(self, kind: str) -> None:
        """Forget the things of a kind, which may be gone or go from now on."""
        for key in [key for key in self.allowed if key[0] == kind]:
            del self.allowed[key]

    def known(self, kind: str) -> Iterator[tuple[Key, Value]]:
        """Yield the things of a kind that have one allowed value."""
        for key, values in self.allowed.items():
            if key[0] == kind and len(values) == 1:
                yield key, next(iter(values))

    def settle(self, actual: Callable[[Key], Value]) -> list[str]:
        """Compare each thing with its actual value, and return a line for each that is wrong.

        From now on each has its actual value.
        """
        wrong = [
            f"{one} is {value!r} without {other} being {its!r}, or the other way round"
            for one, value, other, its in self.together
            if (actual(one) == value) != (actual(other) == its)
        ]
        self.together.clear()
        for key, values in self.allowed.items():
            found = actual(key)
            if found not in values:
                expected = " or ".join(sorted(map(repr, values)))
                wrong.append(f"{key} is {found!r}, but should be {expected}")
            self.allowed[key] = {found}
        self.unconfirmed = 0
        return wrong
