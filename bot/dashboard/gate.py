"""Who and what gets in: an ASGI application before Datasette's, which would let in anybody."""

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.plugins import pm  # type: ignore[import-untyped]
from datasette.utils import await_me_maybe  # type: ignore[import-untyped]
from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

from bot.dashboard.csv import is_csv, safe_line
from bot.dashboard.filters import problem
from bot.dashboard.pages import DASHBOARD
from bot.dashboard.password import Password
from bot.dashboard.sql import DAYS

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LOG_IN = "/-/login"
LARGEST_FORM = 10_000
"""Bytes that somebody who is not known may send; the form to log in takes some hundreds."""
NO_COLUMNS = "This SQL can't be run; without .csv in its address, the page tells why."

_BEFORE_LOG_IN = ("/-/static/", "/-/static-plugins/", "/favicon.ico")
_READING = frozenset({"GET", "HEAD"})
_HEADERS = {
    # Nothing is loaded from elsewhere. Vega makes functions of its expressions; Datasette's pages
    # have scripts and styles in them, so what keeps others' scripts out is that texts are escaped:
    # one that got in could still lead the browser elsewhere.
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
}


class Gate:
    """Lets requests in to Datasette, or answers them itself."""

    def __init__(self, datasette: Datasette, password: Password | None) -> None:
        """Without a password only this machine's own names are answered to.

        A page elsewhere could otherwise make its name point here (DNS rebinding), and then read
        whatever the browser of somebody at this machine can.
        """
        self._datasette = datasette
        self._application = datasette.app()
        self._password = password

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        authorization = Request(scope, receive).headers.get("authorization")
        # It is looked at here alone: Datasette would do so again, and fail where it is malformed.
        headers = [pair for pair in scope["headers"] if pair[0] != b"authorization"]
        scope = {**scope, "headers": headers}
        request = Request(scope, receive)
        send = _kept_here(send)
        response = await self._answer(request, authorization)
        if response is None and request.method not in _READING:
            response = await self._take_form(request)
        if response is None:
            await self._application(scope, request.receive, _as_csv(send))
        else:
            await response.asgi_send(send)

    async def _answer(self, request: Request, authorization: str | None) -> Response | None:
        """Return what Datasette is not asked, or None."""
        if self._password is None and not _is_local(request.host):
            return Response.text("This page answers only as http://127.0.0.1.", status=403)
        if request.method not in _READING and not self._is_about_login(request):
            return Response.text("This page only reads: nothing was changed.", status=405)
        if not await self._may_see(request, authorization):
            return _login_first(request)
        arguments = {key: request.args.get(key) for key in request.args}
        wrong = await problem(self._datasette, request.path, arguments)
        if wrong:
            return await self._sentence(wrong)
        if request.path == "/" or (request.path == DASHBOARD and not arguments):
            return Response.redirect(f"{DASHBOARD}?{urlencode(_last_days())}")
        return None

    def _is_about_login(self, request: Request) -> bool:
        return self._password is not None and request.path in {LOG_IN, "/-/logout"}

    async def _may_see(self, request: Request, authorization: str | None) -> bool:
        if self._password is None:
            return True
        if request.path == LOG_IN or request.path.startswith(_BEFORE_LOG_IN):
            return True
        for actor in pm.hook.actor_from_request(datasette=self._datasette, request=request):
            if await await_me_maybe(actor):
                return True
        return authorization is not None and await self._password.matches_basic(authorization)

    async def _take_form(self, request: Request) -> Response | None:
        """Read a form for Datasette; return what it is not asked, or None.

        Of a wrong password it is asked with the form's other parts alone, which it refuses without
        working out a hash.
        """
        form = await _form(request.receive)
        if form is None:
            return Response.text("This form is too long.", status=413)
        if request.path == LOG_IN and self._password is not None:
            user, password = (form.get(name, [""])[-1] for name in ("username", "password"))
            if not await self._password.matches(user, password):
                form.pop("username", None)
        request.receive = _given(urlencode(form, doseq=True).encode(), request.receive)
        return None

    async def _sentence(self, sentence: str) -> Response:
        # As Datasette shows its own errors: outside of its application a page has no more.
        shown = {
            "title": "This can't be shown",
            "error": sentence,
            "urls": self._datasette.urls,
            "app_css_hash": self._datasette.app_css_hash(),
            "menu_links": list,
        }
        page = self._datasette.jinja_env.get_template("error.html")
        return Response.html(await page.render_async(shown), status=400)


def _is_local(host: str) -> bool:
    """Tell whether a header names this machine as it names itself."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _login_first(request: Request) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return Response.redirect(LOG_IN)
    challenge = {"www-authenticate": 'Basic realm="Kutip", charset="UTF-8"'}
    return Response.text("Log in first.", status=401, headers=challenge)


def _last_days() -> dict[str, str]:
    today = datetime.now(UTC).date()
    return {"since": f"{today - timedelta(days=DAYS - 1)}", "until": f"{today}"}


def _kept_here(send: Send) -> Send:
    """Return what sends responses with headers that keep data, and cookies from scripts, here."""

    async def send_kept(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [
                (name, value + b"; HttpOnly" if name.lower() == b"set-cookie" else value)
                for name, value in message["headers"]
            ]
            more = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
            message = {**message, "headers": [*own, *more]}
        await send(message)

    return send_kept


def _as_csv(send: Send) -> Send:
    """Return what sends CSV as texts, if it has columns, and all else as it is."""
    sends_csv = False
    start: Message | None = None

    async def send_texts(message: Message) -> None:
        nonlocal sends_csv, start
        if message["type"] == "http.response.start" and is_csv(message["headers"]):
            sends_csv, start = True, message
            return
        if sends_csv:
            line = message.get("body", b"")
            if start is not None:
                # So Datasette sends what SQLite could not run.
                fails = line == b"\r\n"
                await send({**start, "status": 400} if fails else start)
                line = f"{NO_COLUMNS}\r\n".encode() if fails else line
                start = None
            message = {**message, "body": safe_line(line)}
        await send(message)

    return send_texts


async def _form(receive: Receive) -> dict[str, list[str]] | None:
    """Return the fields of a form, None if it is longer than LARGEST_FORM."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LARGEST_FORM:
            return None
    return parse_qs(body.decode(errors="replace"), keep_blank_values=True)


def _given(body: bytes, receive: Receive) -> Receive:
    """Return what receives a body that was received already, and then what comes after."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again
