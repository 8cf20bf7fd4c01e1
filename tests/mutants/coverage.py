"""Which functions each test calls, and how long it takes."""

import sys
import threading
import time
from collections.abc import Callable, Generator, Sequence
from types import FrameType
from typing import Any

import pytest


class Coverage:
    """Records the calls of some functions, by the ids of their code.

    What a fixture calls while it is set up counts for each test that uses it: it may be set up for
    many tests once.
    """

    def __init__(self, names: dict[int, str]) -> None:
        """Record calls of the functions with this code, under these names."""
        self._names = names
        self._called: set[str] = set()
        self._by_fixture: dict[int, set[str]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any]
    ) -> Generator[None, object, object]:
        """Keep apart what a fixture calls."""
        before, self._called = self._called, set()
        try:
            return (yield)
        finally:
            self._by_fixture.setdefault(id(fixturedef), set()).update(self._called)
            self._called = before

    def of(self, items: Sequence[pytest.Item], run: Callable[..., None]) -> dict[str, Any]:
        """Run tests, and return the seconds of each (of the processor) and what it calls."""
        recorded: dict[str, Any] = {}
        threading.setprofile(self._profile)
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._called = set()
            before = time.process_time()
            sys.setprofile(self._profile)
            run(item=item, nextitem=following)
            sys.setprofile(None)
            seconds = time.process_time() - before
            for fixtures in getattr(item, "_fixtureinfo").name2fixturedefs.values():  # noqa: B009
                for fixture in fixtures:
                    self._called |= self._by_fixture.get(id(fixture), set())
            recorded[item.nodeid] = {"seconds": seconds, "calls": sorted(self._called)}
        return recorded

    def _profile(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            name = self._names.get(id(frame.f_code))
            if name is not None:
                self._called.add(name)
