"""Time that passes only when a test says so."""

import asyncio

import pytest


class Clock:
    """The running event loop's clock, stopped: no time limit is reached until a test moves it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        loop = asyncio.get_running_loop()
        self._now = loop.time()
        patch.setattr(loop, "time", lambda: self._now)

    def move(self, seconds: float) -> None:
        self._now += seconds
