"""A clock that a test moves."""


class MovedClock:
    """Returns a time in seconds that stands still until a test moves it."""

    def __init__(self) -> None:
        self._now = 1000.0

    def __call__(self) -> float:
        return self._now

    def move(self, seconds: float) -> None:
        self._now += seconds
