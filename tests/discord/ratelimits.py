"""Rate limits: a bucket lets so many requests through in a time, for each channel or webhook."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from tests.discord.faults import Handle, limited

_MAJOR = ("channel", "guild", "token")
"""The parts of a path that have a bucket of their own. Rate Limits, Major Parameters."""


@dataclass(slots=True)
class Window:
    ends: float
    used: int = 0


class Bucket:
    """A fault that requests meet only when they are over the limit; all learn how much is left."""

    def __init__(self, limit: int, seconds: float, clock: Callable[[], float]) -> None:
        """Let `limit` requests through in so many seconds by a clock."""
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._windows: dict[str, Window] = {}

    async def __call__(self, request: web.Request, handle: Handle) -> web.StreamResponse:
        major = next((request.match_info[key] for key in _MAJOR if key in request.match_info), "")
        window = self._windows.get(major)
        if window is None or self._clock() >= window.ends:
            window = self._windows[major] = Window(self._clock() + self._seconds)
        if window.used >= self._limit:
            left = window.ends - self._clock()
            return limited(left, "user", self._headers(request, window))
        window.used += 1
        response = await handle()
        response.headers.update(self._headers(request, window))
        return response

    def _headers(self, request: web.Request, window: Window) -> dict[str, str]:
        resource = request.match_info.route.resource
        return {
            "X-RateLimit-Limit": str(self._limit),
            "X-RateLimit-Remaining": str(self._limit - window.used),
            "X-RateLimit-Reset": str(window.ends),
            "X-RateLimit-Reset-After": str(max(window.ends - self._clock(), 0.0)),
            "X-RateLimit-Bucket": f"{hash((request.method, str(resource))):x}",
        }
