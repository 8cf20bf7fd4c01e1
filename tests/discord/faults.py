"""What may go wrong between the bot and Discord's HTTP API, on demand.

A fault stands between a request and what handles it. Some end the connection; then nothing that it
returns arrives.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from aiohttp import web

from tests.discord.answers import RefusedError
from tests.discord.transcript import Request, Wanted

Handle: TypeAlias = Callable[[], Awaitable[web.StreamResponse]]
"""Handles the request, as if nothing were wrong, and returns the answer."""
Fault: TypeAlias = Callable[[web.Request, Handle], Awaitable[web.StreamResponse]]
VIA = {"Via": "1.1 google"}
"""What Discord's own answers have; discord.py takes a 429 without it for a ban by Cloudflare."""


async def cut_before(request: web.Request, _handle: Handle) -> web.StreamResponse:
    """Cut the connection; the request is not handled."""
    _abort(request)
    return web.Response()


async def cut_after(request: web.Request, handle: Handle) -> web.StreamResponse:
    """Handle the request, and cut the connection before the answer."""
    response = await handle()
    _abort(request)
    return response


def cut_within(at: int) -> Fault:
    """Handle the request, and cut the connection after this many bytes of the answer.

    Less than zero leaves that many bytes out at the end.
    """

    async def cut(request: web.Request, handle: Handle) -> web.StreamResponse:
        response = await handle()
        if request.transport is not None:
            request.transport.write(raw(response)[:at])
        _abort(request)
        return response

    return cut


def late(released: asyncio.Event) -> Fault:
    """Handle the request, and hold back the answer until then."""

    async def wait(_request: web.Request, handle: Handle) -> web.StreamResponse:
        response = await handle()
        await released.wait()
        return response

    return wait


def slow(seconds: float) -> Fault:
    """Handle the request so many seconds later."""

    async def wait(_request: web.Request, handle: Handle) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await handle()

    return wait


def fails(status: int = 503, *, handled: bool = False) -> Fault:
    """Answer with an error of the server, perhaps although the request was handled."""

    async def fail(_request: web.Request, handle: Handle) -> web.StreamResponse:
        if handled:
            await handle()
        text = "<html><body>upstream connect error</body></html>"
        return web.Response(text=text, status=status, content_type="text/html", headers=VIA)

    return fail


def refuses(status: int, code: int = 0, message: str = "Refused") -> Fault:
    """Refuse the request with one of Discord's codes."""

    async def refuse(_request: web.Request, _handle: Handle) -> web.StreamResponse:
        return RefusedError(status, message, code).response

    return refuse


def too_many(
    retry_after: float = 0.0, scope: Literal["user", "shared", "global"] = "user"
) -> Fault:
    """Refuse the request for so many seconds: over the limit of its bucket, or of all."""

    async def refuse(_request: web.Request, _handle: Handle) -> web.StreamResponse:
        return limited(retry_after, scope, {})

    return refuse


async def banned(_request: web.Request, _handle: Handle) -> web.StreamResponse:
    """Refuse the request as Cloudflare does: 429 without Via, and not in JSON."""
    text = "<html><body>error code: 1015</body></html>"
    return web.Response(text=text, status=429, content_type="text/html")


async def garbled(_request: web.Request, handle: Handle) -> web.StreamResponse:
    """Handle the request, and answer with something that is not JSON."""
    await handle()
    return web.Response(body=b'{"id": ', content_type="application/json")


def limited(retry_after: float, scope: str, headers: dict[str, str]) -> web.Response:
    """Return the refusal of a request over a limit."""
    everything = scope == "global"
    body = {"message": "You are being rate limited.", "retry_after": retry_after}
    headers = VIA | {"Retry-After": str(retry_after), "X-RateLimit-Scope": scope} | headers
    if everything:
        headers["X-RateLimit-Global"] = "true"
    return web.Response(
        body=json.dumps(body | {"global": everything}).encode(),
        status=429,
        content_type="application/json",
        headers=headers,
    )


def raw(response: web.StreamResponse) -> bytes:
    """Return an answer as the bytes that would be sent."""
    assert isinstance(response, web.Response)
    body = response.body if isinstance(response.body, bytes) else b""
    headers = {**response.headers, "Content-Length": str(len(body))}
    if response.content_type and body:
        headers["Content-Type"] = response.content_type
    lines = [f"HTTP/1.1 {response.status} {response.reason}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _abort(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()


@dataclass(slots=True, eq=False)
class Planned:
    """A fault that the next wanted requests meet, at most so many of them."""

    wanted: Wanted
    fault: Fault
    times: int | None
    met: list[Request] = field(default_factory=list)


class Faults:
    """The faults that are planned."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []

    @contextmanager
    def plan(
        self, wanted: Wanted, fault: Fault, times: int | None = None
    ) -> Iterator[list[Request]]:
        """Let wanted requests meet a fault within the block; return those that did so far."""
        planned = Planned(wanted, fault, times)
        self._planned.append(planned)
        try:
            yield planned.met
        finally:
            self._planned.remove(planned)

    def find(self, request: Request) -> Fault | None:
        """Return the fault that a request meets, of those planned the earliest."""
        for planned in self._planned:
            spent = planned.times is not None and len(planned.met) >= planned.times
            if not spent and planned.wanted(request):
                planned.met.append(request)
                return planned.fault
        return None
