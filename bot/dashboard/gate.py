"""Access control: an ASGI application in front of Datasette, which has none."""

import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.plugins import pm  # type: ignore[import-untyped]
from datasette.utils import await_me_maybe  # type: ignore[import-untyped]
from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

from bot.dashboard.csv import is_csv, safe_line
from bot.dashboard.filters import arguments, problem
from bot.dashboard.language import COOKIE, SWITCH, YEAR, local_path, texts_of
from bot.dashboard.password import Password, TooManyGuessesError
from bot.dashboard.plugin import SEES_ALL
from bot.dashboard.reading import NAME
from bot.locales import LANGUAGES, Texts

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

LOG_IN = "/-/login"
LARGEST_FORM = 10_000
"""Bytes of a request body before login; the login form takes some hundreds."""
_FILTERED = ("/", "/-/article", "/-/article/near", "/-/question")
"""The pages with filters, besides the lists."""
_BEFORE_LOG_IN = ("/-/static/", "/kutip-page/", "/favicon.ico")
_READING = frozenset({"GET", "HEAD"})
FORBIDDEN = 403
_HEADERS = {
    # Nothing is loaded from elsewhere. Datasette's pages have inline scripts and styles, so
    # injected scripts are kept out by escaping alone: one that got in could still navigate the
    # browser elsewhere.
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
}


class Gate:
    """Forwards requests to Datasette or answers them itself."""

    def __init__(self, datasette: Datasette, password: Password | None) -> None:
        """Without a password, answer only to this machine's own host names.

        Otherwise, a site elsewhere could make its name point here (DNS rebinding) and read the
        page through the browser of somebody at this machine.
        """
        self._datasette = datasette
        self._application = datasette.app()
        self._password = password

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Handle an ASGI request."""
        authorization = Request(scope, receive).headers.get("authorization")
        # The header is only read here: Datasette would read it again, and fail if it is malformed.
        headers = [pair for pair in scope["headers"] if pair[0] != b"authorization"]
        scope = {**scope, "headers": headers}
        request = Request(scope, receive)
        send, texts = _kept_here(send), texts_of(request)
        try:
            response = await self._answer(request, authorization)
            if response is None and request.method not in _READING:
                response = await self._take_form(request)
        except TooManyGuessesError:
            response = Response.text(texts("page.too_many_guesses"), status=429)
        if response is not None:
            await response.asgi_send(send)
        elif request.method in _READING:
            await self._application(scope, request.receive, _as_csv(send, texts))
        else:
            await self._forward_form(scope, request, send)

    async def _answer(self, request: Request, authorization: str | None) -> Response | None:
        """Return the gate's own response, or None to forward the request."""
        texts = texts_of(request)
        if self._password is None and not _is_local(request.host):
            return Response.text(texts("page.only_here"), status=403)
        if request.method not in _READING and not self._is_about_login(request):
            return Response.text(texts("page.read_only"), status=405)
        if request.path == SWITCH:
            return _switch_language(request)
        if not await self._may_see(request, authorization):
            return _login_first(request)
        return await self._instead(request)

    async def _instead(self, request: Request) -> Response | None:
        """Return what a reader who may see the page gets in place of what they asked for."""
        if request.path == LOG_IN and request.method in _READING and request.scope[SEES_ALL]:
            return Response.redirect("/")
        wrong = None
        if request.path in _FILTERED or request.path.startswith(f"/{NAME}/"):
            wrong = await problem(self._datasette, arguments(request), texts_of(request))
        return None if wrong is None else await self._sentence(wrong, request, 400)

    def _is_about_login(self, request: Request) -> bool:
        return self._password is not None and request.path in {LOG_IN, "/-/logout"}

    async def _may_see(self, request: Request, authorization: str | None) -> bool:
        before_log_in = request.path == LOG_IN or request.path.startswith(_BEFORE_LOG_IN)
        sees = await self._sees_all(request, None if before_log_in else authorization)
        request.scope[SEES_ALL] = sees
        return sees or before_log_in

    async def _sees_all(self, request: Request, authorization: str | None) -> bool:
        if self._password is None:
            return True
        for actor in pm.hook.actor_from_request(datasette=self._datasette, request=request):
            if await await_me_maybe(actor):
                return True
        return authorization is not None and await self._password.matches_basic(
            authorization, _address(request)
        )

    async def _take_form(self, request: Request) -> Response | None:
        """Read a form for Datasette; return the gate's own response, or None.

        A wrong password is forwarded without a username, so that Datasette refuses it without
        computing a hash.
        """
        form = await _form(request.receive)
        if form is None:
            texts = texts_of(request)
            return Response.text(texts("page.form_too_long"), status=413)
        if request.path == LOG_IN and self._password is not None:
            user, password = (form.get(name, [""])[-1] for name in ("username", "password"))
            if not await self._password.matches(user, password, _address(request)):
                form.pop("username", None)
        request.receive = _given(urlencode(form, doseq=True).encode(), request.receive)
        return None

    async def _forward_form(self, scope: Message, request: Request, send: Send) -> None:
        """Forward a form; say so if it is older than the cookie that it must match."""
        expired = False

        async def send_unless_expired(message: Message) -> None:
            nonlocal expired
            expired = expired or message.get("status") == FORBIDDEN
            if not expired:
                await send(message)

        await self._application(scope, request.receive, send_unless_expired)
        if expired:
            texts = texts_of(request)
            response = await self._sentence(texts("page.form_expired"), request, FORBIDDEN)
            await response.asgi_send(send)

    async def _sentence(self, sentence: str, request: Request, status: int) -> Response:
        request.scope.setdefault("csrftoken", str)  # Datasette's middleware comes later.
        page = await self._datasette.render_template(
            "error.html", {"error": sentence}, request=request
        )
        return Response.html(page, status=status)


def _address(request: Request) -> str:
    """Return the address that a request comes from; a proxy on this machine names it (uvicorn)."""
    client = request.scope.get("client")
    return str(client[0]) if client else ""


def _is_local(host: str) -> bool:
    """Whether a Host header names this machine's loopback interface."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _login_first(request: Request) -> Response:
    texts = texts_of(request)
    if "text/html" in request.headers.get("accept", ""):
        return Response.redirect(LOG_IN)
    challenge = {"www-authenticate": 'Basic realm="Kutip", charset="UTF-8"'}
    return Response.text(texts("page.log_in_first"), status=401, headers=challenge)


def _switch_language(request: Request) -> Response:
    response = Response.redirect(local_path(request.args.get("next") or "/"))
    language = request.args.get("to")
    if language in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=YEAR)
    return response


def _kept_here(send: Send) -> Send:
    """Wrap `send` to add security headers and to hide cookies from scripts."""

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


def _as_csv(send: Send, texts: Texts) -> Send:
    """Wrap `send` to escape formulas in CSV and to report CSV without columns as an error."""
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
                # Datasette's response to SQL that SQLite could not run.
                fails = line == b"\r\n"
                await send({**start, "status": 400} if fails else start)
                line = f"{texts('page.no_columns')}\r\n".encode() if fails else line
                start = None
            message = {**message, "body": safe_line(line)}
        await send(message)

    return send_texts


async def _form(receive: Receive) -> dict[str, list[str]] | None:
    """Return the fields of a form, or None if it is longer than LARGEST_FORM."""
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
