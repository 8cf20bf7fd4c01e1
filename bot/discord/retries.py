"""Repeats requests to Discord when the connection is cut, stalls, or Discord has a fault.

discord.py repeats only some of them, after pauses longer than the three seconds in which Discord
accepts the response to an interaction. These are repeated, because nothing happens twice:

- requests whose method is idempotent: reading, editing, setting, deleting;
- the response to an interaction, of which Discord accepts only one;
- a message to a channel with a nonce, which discord.py adds to each: Discord posts it only once;
- any request that could not be sent, because there was no connection.

A follow-up to an interaction is not: Discord would post it twice. discord.py would repeat it after
any server error, and may only after 503, which says that nothing was done. Prefer to edit the
response.
"""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHandlerType,
    ClientRequest,
    ClientResponse,
    ConnectionTimeoutError,
    MultipartWriter,
    hdrs,
)
from aiohttp.payload import BytesPayload
from discord.http import HTTPClient

# The version of Discord's API stands before these.
_CALLBACK = re.compile(r".*/interactions/(?P<id>\d+)/[^/]+/callback")
_HARMLESS = re.compile(r".*(/channels/\d+/typing|/users/@me/channels)")
"""Says that Kutip is typing, or opens a direct message, which may be open already."""
_ALREADY_ACKNOWLEDGED = 40060
"""Discord's error code for a second response to an interaction."""
_TOKEN = re.compile(r"(?<=\d/)[^/\s]{20,}")
"""Of an interaction, in a path: anybody who has it can reply."""
_NO_CONNECTION = (ClientConnectorError, ConnectionTimeoutError)  # Nothing was sent.


class UndeliveredError(ClientError):
    """Discord did not answer a request, or answered with a server error; it may have acted on it.

    Not an OSError, because discord.py repeats a request after some of these.
    """


class UnsentError(UndeliveredError):
    """There was no connection to Discord at any try: it certainly did not act on the request."""


@dataclass(frozen=True, slots=True)
class Patience:
    """When to repeat a request; all numbers are in seconds."""

    pauses: tuple[float, ...]
    """Before each further try."""
    first: float
    """How long the first try may take before it counts as stalled."""
    further: float
    """How long each further one may take."""
    within: float
    """No try starts later than this after the first."""


RESPONSE = Patience(pauses=(0.1, 0.2, 0.4, 0.8), first=1.0, further=5.0, within=2.9)
"""For the response to an interaction. A further try may take longer than Discord's three seconds,
because they count until Discord gets the response, not until Kutip knows of it."""
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4) + 5 * (10.0,)
OTHERS = Patience(pauses=_PAUSES, first=10.0, further=10.0, within=65.0)
"""For other requests, so that a reply outlasts an outage of a minute. Discord accepts it for 15
minutes, but after a minute most people have asked again."""


class Retries:
    """A middleware for all requests of a Discord client."""

    def __init__(
        self,
        response: Patience = RESPONSE,
        others: Patience = OTHERS,
        may_act: Callable[[], bool] = lambda: True,
    ) -> None:
        """Refuse to send what changes something while `may_act` returns False."""
        self._response = response
        self._others = others
        self._may_act = may_act

    def install(self, http: HTTPClient) -> None:
        """Pass all requests of a client, which must have logged in, through this."""
        # discord.py gives no access to its session, which it makes at login. Interactions use the
        # same one, but not HTTPClient.request, so there is no other place that all requests pass.
        session = http._HTTPClient__session  # type: ignore[attr-defined]
        session._middlewares = (self,)

    async def __call__(self, request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
        """Send a request, again if need be; raise UndeliveredError if no try succeeds."""
        if hdrs.UPGRADE in request.headers:  # The gateway's connection, which discord.py restores.
            return await handler(request)
        handler = self._while_it_may(handler)
        if callback := _posts_to(_CALLBACK, request):
            response, tries = await _send(request, handler, self._response)
            if tries > 1:
                await _take_as_accepted(response, callback["id"])
            return response
        response, _ = await _send(request, handler, self._others, twice=_may_be_sent_twice(request))
        return response

    def _while_it_may(self, handler: ClientHandlerType) -> ClientHandlerType:
        async def handle(request: ClientRequest) -> ClientResponse:
            if request.method != hdrs.METH_GET and not self._may_act():
                raise _ForbiddenError("another process may do this by now")
            return await handler(request)

        return handle


class _ForbiddenError(ClientError):
    """This process may not act now."""


async def _send(
    request: ClientRequest, handler: ClientHandlerType, patience: Patience, *, twice: bool = True
) -> tuple[ClientResponse, int]:
    """Return the response to a request, and how many tries it took.

    Unless the request may be sent twice, repeat it only if it was not sent.
    """
    clock = asyncio.get_running_loop().time
    latest = clock() + patience.within
    limit, was_sent = patience.first, False
    for tries, pause in enumerate((*patience.pauses, None), start=1):
        reason: object
        try:
            async with asyncio.timeout(limit if twice and not _is_upload(request) else None):
                response = await handler(request)
                # Here, because the connection may also be cut while the response arrives.
                body = await response.read()
        except _ForbiddenError as error:
            reason, again = error, False
        except (ClientError, OSError) as error:
            was_sent = was_sent or not isinstance(error, _NO_CONNECTION)
            reason, again = error, twice or isinstance(error, _NO_CONNECTION)
        else:
            fault = _fault_in(response, body)
            if fault is None or (response.status == HTTPStatus.SERVICE_UNAVAILABLE and not twice):
                return response, tries
            reason, again, was_sent = fault, twice, True
        if not again or pause is None or clock() + pause > latest:
            break
        await asyncio.sleep(pause)
        await request.close()  # Its body may still be being written to the former connection.
        if request.body and request.body.consumed:
            break
        limit = patience.further
    what = f"{request.method} {request.url.path}, tried {tries} times: {reason!r}"
    # Not as the cause of this, because it may contain the token, too.
    kind = UndeliveredError if was_sent else UnsentError
    raise kind(_TOKEN.sub("…", what)) from None


async def _take_as_accepted(response: ClientResponse, interaction_id: str) -> None:
    """Turn the refusal of a second response to an interaction into the answer to the first one."""
    if response.status != HTTPStatus.BAD_REQUEST or response.content_type != "application/json":
        return
    if (await response.json()).get("code") == _ALREADY_ACKNOWLEDGED:
        response.status = HTTPStatus.OK
        # All that discord.py needs; aiohttp has no way to make a response.
        response._body = json.dumps({"interaction": {"id": interaction_id, "type": 2}}).encode()


def _fault_in(response: ClientResponse, body: bytes) -> str | None:
    """Return what is wrong with a response, so that it doesn't say what became of the request."""
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"{response.status} {response.reason}"
    if response.content_type == "application/json":
        try:
            json.loads(body)
        except ValueError:  # discord.py would raise it, too.
            return "not JSON"
    return None


def _may_be_sent_twice(request: ClientRequest) -> bool:
    return (
        request.method != hdrs.METH_POST
        or "enforce_nonce" in _json_of(request)
        or _posts_to(_HARMLESS, request) is not None
    )


def _json_of(request: ClientRequest) -> dict[str, Any]:
    """Return the object that a request sends; empty if it sends another thing, such as files."""
    if not isinstance(request.body, BytesPayload):
        return {}
    sent = json.loads(request.body.decode())
    return sent if isinstance(sent, dict) else {}


def _posts_to(path: re.Pattern[str], request: ClientRequest) -> re.Match[str] | None:
    return path.fullmatch(request.url.path) if request.method == hdrs.METH_POST else None


def _is_upload(request: ClientRequest) -> bool:
    """Whether a request sends files: how long that takes depends on their size."""
    return isinstance(request.body, MultipartWriter)
