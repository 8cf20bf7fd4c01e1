"""The wall clock of a bot in a process of its own, which a test lets jump.

Only what Python reads jumps, `time.time` and `datetime.now`: no clock of the event loop, as when
somebody sets the clock of a machine.
"""

import copyreg
import datetime as dt
import mmap
import struct
import time
from pathlib import Path
from typing import Any, Self

VARIABLE = "WALL_CLOCK"
"""The environment variable with the path of the file."""
_OFFSET = struct.Struct("d")


class WallClock:
    """By how many seconds the clock of a process is off, in a file that both processes map."""

    def __init__(self, path: Path) -> None:
        """Share the file; create it if there is none."""
        if not path.exists():
            path.write_bytes(_OFFSET.pack(0.0))
        self.environment = {VARIABLE: str(path)}
        """For the launcher."""
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _OFFSET.size)

    @property
    def offset(self) -> float:
        offset: float = _OFFSET.unpack_from(self._shared)[0]
        return offset

    def jump(self, seconds: float) -> None:
        """Set the clock forward, or back."""
        _OFFSET.pack_into(self._shared, 0, self.offset + seconds)


def follow(path: Path) -> None:
    """Let this process have that clock; call it before anything imports `datetime` by name."""
    clock, real_time, real_time_ns = WallClock(path), time.time, time.time_ns
    time.time = lambda: real_time() + clock.offset
    time.time_ns = lambda: real_time_ns() + int(clock.offset * 1e9)
    # A datetime that exists is of the real class, which pickle would not find under its name.
    copyreg.pickle(_REAL, _reduce)
    dt.datetime = _Jumping  # type: ignore[misc]


def _reduce(moment: dt.datetime) -> tuple[type[dt.datetime], tuple[Any, ...]]:
    made_of = moment.__reduce__()[1]
    assert isinstance(made_of, tuple)
    return dt.datetime, made_of


_REAL = dt.datetime


class _Class(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _REAL)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, _REAL)


class _Jumping(_REAL, metaclass=_Class):
    """Makes real datetimes, by the clock that jumps where they are of now."""

    def __new__(cls, *given: Any, **named: Any) -> Self:  # noqa: ANN401
        return _REAL(*given, **named)  # type: ignore[return-value]

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Self:
        return _REAL.fromtimestamp(time.time(), tz)  # type: ignore[return-value]

    @classmethod
    def utcnow(cls) -> Self:
        return cls.now(dt.UTC).replace(tzinfo=None)


# As what pickle looks for.
_Jumping.__module__, _Jumping.__qualname__ = _REAL.__module__, _REAL.__qualname__
