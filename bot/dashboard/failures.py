"""Error pages, without logging what a reader searched for."""

import logging
import sys
import traceback
from collections.abc import Awaitable, Callable

from datasette import handle_exception as theirs  # type: ignore[import-untyped]
from datasette import hookimpl
from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.plugins import pm  # type: ignore[import-untyped]
from datasette.utils.asgi import Base400, NotFound, Request, Response  # type: ignore[import-untyped]
from datasette.views.base import DatasetteError  # type: ignore[import-untyped]

from bot.dashboard.language import texts_of
from bot.dashboard.reading import LONGEST_MS, TooLongError
from bot.faults import sentence
from bot.locales import Texts
from corpus.errors import KutipError

log = logging.getLogger(__name__)

BAD_REQUEST, FAILURE = 400, 500


class PageError(DatasetteError):  # type: ignore[misc]
    """An error with a sentence in the reader's language."""


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
        request.scope.setdefault("csrftoken", str)
        shown = {"error": public.message}
        page = await datasette.render_template("error.html", shown, request=request)
        return Response.html(page, status=public.status)

    return response


def _public(exception: Exception, texts: Texts) -> PageError:
    """Return what to show to the reader; log an error of the page."""
    if isinstance(exception, PageError):
        return exception
    status = getattr(exception, "status", FAILURE)
    match exception:
        case _ if TooLongError in {type(exception), type(exception.__context__)}:
            message, status = texts("page.stopped", seconds=LONGEST_MS // 1000), BAD_REQUEST
        case KutipError():
            message = sentence(exception, texts)
        case NotFound():
            message = texts("page.not_found")
        case Base400():
            message = texts("page.bad_address", reason=str(exception))
        case DatasetteError():  # Client errors, although most have a server error's status.
            status = BAD_REQUEST
            reason = texts.translated(exception.message)
            if exception.title == "Invalid SQL":
                message = texts("page.bad_sql", reason=reason)
            else:
                message = texts("page.bad_address", reason=reason)
        case _:
            # Without its message, which may contain the search.
            frames = "".join(traceback.format_tb(exception.__traceback__))
            log.error("Page failed with %s:\n%s", type(exception).__name__, frames)
            message = texts("page.failed")
    return PageError(message, status=status)
