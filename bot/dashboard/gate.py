"""Who and what gets in: an ASGI application before Datasette's, which would let in anybody."""

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.plugins import pm  # type: ignore[import-untyped]
from datasette.utils import await_me_maybe  # type: ignore[import-untyped]
from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

from bot.dashboard.blanks import complaint
from bot.dashboard.csv import is_csv, safe_line
from bot.dashboard.pages import DASHBOARD
from bot.dashboard.sql import DAYS

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LOG_IN = "/-/login"

_BEFORE_LOG_IN = ("/-/static/", "/-/static-plugins/", "/favicon.ico")
_READING = frozenset({"GET", "HEAD"})
_HEADERS = {
    # Nothing is loaded from elsewhere or sent there, even if a text got in as HTML. Vega makes
    # functions of its expressions; Datasette's pages have scripts and styles in them.
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
}


class Gate:
    """Lets requests in to Datasette, or answers them itself."""

    def __init__(self, datasette: Datasette, *, needs_login: bool) -> None:
        """Without a login only this machine's own names are answered to.

        A page elsewhere could otherwise make its name point here (DNS rebinding), and then read
        whatever the browser of somebody at this machine can.
        """
        self._datasette = datasette
        self._application = datasette.app()
        self._needs_login = needs_login

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        request = Request(scope, receive)
        send = _kept_here(send)
        response = await self._answer(request)
        if response is None:
            await self._application(scope, receive, _without_formulas(send))
        else:
            await response.asgi_send(send)

    async def _answer(self, request: Request) -> Response | None:
        """Return what Datasette is not asked, or None."""
        if not self._needs_login and not _is_local(request.host):
            return Response.text("This page answers only as http://127.0.0.1.", status=403)
        if request.method not in _READING and not self._is_about_login(request):
            return Response.text("This page only reads: nothing was changed.", status=405)
        if self._needs_login and not await self._may_see(request):
            return _login_first(request)
        arguments = {key: request.args.get(key) for key in request.args}
        wrong = await complaint(self._datasette, request.path, arguments)
        if wrong:
            return await self._sentence(wrong)
        if request.path == "/" or (request.path == DASHBOARD and not arguments):
            return Response.redirect(f"{DASHBOARD}?{urlencode(_last_days())}")
        return None

    def _is_about_login(self, request: Request) -> bool:
        return self._needs_login and request.path in {LOG_IN, "/-/logout"}

    async def _may_see(self, request: Request) -> bool:
        if request.path == LOG_IN or request.path.startswith(_BEFORE_LOG_IN):
            return True
        try:
            for actor in pm.hook.actor_from_request(datasette=self._datasette, request=request):
                if await await_me_maybe(actor):
                    return True
        except ValueError:
            return False  # The header Authorization is not what it should be.
        return False

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
    """Return what sends responses with headers that keep data here."""

    async def send_kept(message: Message) -> None:
        if message["type"] == "http.response.start":
            more = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return send_kept


def _without_formulas(send: Send) -> Send:
    """Return what sends CSV as texts, and all else as it is."""
    sends_csv = False

    async def send_texts(message: Message) -> None:
        nonlocal sends_csv
        if message["type"] == "http.response.start":
            sends_csv = is_csv(message["headers"])
        elif sends_csv:
            message = {**message, "body": safe_line(message.get("body", b""))}
        await send(message)

    return send_texts
