"""Error pages, without logging what a reader searched for."""

import logging
import sys
import traceback
from collections.abc import Awaitable, Callable

from datasette import handle_exception as theirs  # type: ignore[import-untyped]
from datasette import hookimpl
from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.plugins import pm  # type: ignore[import-untyped]
from datasette.utils.asgi import Base400, Request, Response  # type: ignore[import-untyped]
from datasette.views.base import DatasetteError  # type: ignore[import-untyped]

from bot.dashboard.language import texts_of
from bot.dashboard.reading import TOO_LONG, TooLongError
from bot.faults import sentence
from bot.locales import Texts
from corpus.errors import KutipError

log = logging.getLogger(__name__)

FAILED = "This page failed; see the log of `kutip review`."
BAD_REQUEST, FAILURE = 400, 500


def install() -> None:
    """Replace Datasette's error handler.

    Its own prints tracebacks, including the values of all variables if Rich is installed.
    """
    theirs.rich = None
    if pm.is_registered(theirs):
        pm.unregister(theirs)
        pm.register(sys.modules[__name__])


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]]:
    """Return a function that makes the response to a failed request."""
    public = _public(exception, texts_of(request))

    async def response() -> Response:
        if request.path.endswith(".json"):
            return await theirs.handle_exception(datasette, request, public)()
        shown = {
            "title": public.title if isinstance(public, DatasetteError) else None,
            "error": getattr(public, "message", None) or str(public),
            "error_is_html": getattr(public, "message_is_html", False),
        }
        request.scope.setdefault("csrftoken", str)
        page = await datasette.render_template("error.html", shown, request=request)
        return Response.html(page, status=public.status)

    return response


def _public(exception: Exception, texts: Texts) -> Base400 | DatasetteError:
    """Return the exception to show to the reader; log it if it is an error of the page."""
    public = exception
    if isinstance(exception, TooLongError) or isinstance(exception.__context__, TooLongError):
        public = DatasetteError(TOO_LONG, status=BAD_REQUEST)
    elif isinstance(exception, DatasetteError):
        # These are client errors, although most have a server error's status.
        exception.status = BAD_REQUEST if exception.status == FAILURE else exception.status
    elif isinstance(exception, KutipError):
        public = DatasetteError(sentence(exception, texts), status=FAILURE)
    elif not isinstance(exception, Base400):
        # Without its message, which may contain the search.
        frames = "".join(traceback.format_tb(exception.__traceback__))
        log.error("Page failed with %s:\n%s", type(exception).__name__, frames)
        public = DatasetteError(FAILED, status=FAILURE)
    return public
