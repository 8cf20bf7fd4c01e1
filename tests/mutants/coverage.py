"""Which functions each test calls, and how long it takes."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from types import FrameType
from typing import Any

import pytest


class Coverage:
    """Records the calls of some functions, by the ids of their code.

    A fixture may be set up once for many tests. What it calls counts for each of them, and its time
    in equal parts.
    """

    def __init__(self, names: dict[int, str]) -> None:
        """Record calls of the functions with this code, under these names."""
        self._names = names
        self._called: set[str] = set()
        self._by_fixture: dict[int, set[str]] = {}
        self._seconds: dict[int, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any]
    ) -> Generator[None, object, object]:
        """Keep apart what a fixture calls."""
        before, self._called = self._called, set()
        started = time.process_time()
        try:
            return (yield)
        finally:
            self._by_fixture.setdefault(id(fixturedef), set()).update(self._called)
            self._called = before
            if fixturedef.scope != "function":
                self._seconds[id(fixturedef)] = time.process_time() - started

    def of(self, items: Sequence[pytest.Item], run: Callable[..., None]) -> dict[str, Any]:
        """Run tests, and return the seconds of each (of the processor) and what it calls."""
        recorded: dict[str, Any] = {}
        threading.setprofile(self._profile)
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._called = set()
            shared = sum(self._seconds.values())
            before = time.process_time()
            sys.setprofile(self._profile)
            run(item=item, nextitem=following)
            sys.setprofile(None)
            seconds = time.process_time() - before - (sum(self._seconds.values()) - shared)
            for fixture in _fixtures(item):
                self._called |= self._by_fixture.get(fixture, set())
            recorded[item.nodeid] = {"seconds": seconds, "calls": sorted(self._called)}
        uses = Counter(fixture for item in items for fixture in _fixtures(item))
        for item in items:
            recorded[item.nodeid]["seconds"] += sum(
                self._seconds.get(fixture, 0.0) / uses[fixture] for fixture in _fixtures(item)
            )
        return recorded

    def _profile(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            name = self._names.get(id(frame.f_code))
            if name is not None:
                self._called.add(name)


def _fixtures(item: pytest.Item) -> set[int]:
    """Return the ids of the fixtures that a test uses."""
    by_name = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009
    return {id(fixture) for fixtures in by_name.values() for fixture in fixtures}
