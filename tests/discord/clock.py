"""The stand-in's clock, by which interactions expire: it passes only when a test says so."""


class Clock:
    """Seconds since the stand-in was made."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        return self._now

    def move(self, seconds: float) -> None:
        self._now += seconds
