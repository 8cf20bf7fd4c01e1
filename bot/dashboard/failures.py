"""What a reader is told when a page fails; what was asked for goes into no log."""

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

from bot.dashboard.reading import TOO_LONG, TooLongError

log = logging.getLogger(__name__)

FAILED = "This page failed; what went wrong is in the log of `kutip review`."
BAD_REQUEST, FAILURE = 400, 500


def install() -> None:
    """Let Datasette tell of errors as here.

    Its own way prints tracebacks, with what is in all variables where it finds Rich.
    """
    theirs.rich = None
    if pm.is_registered(theirs):
        pm.unregister(theirs)
        pm.register(sys.modules[__name__])


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Callable[[], Awaitable[Response]]:
    """Return what makes the response to a request that raised an exception."""
    told = _told(exception)
    shown: Callable[[], Awaitable[Response]] = theirs.handle_exception(datasette, request, told)
    return shown


def _told(exception: Exception) -> Exception:
    """Return the exception as a reader is told of it; log it if it is an error of the page's."""
    told: Exception = exception
    if isinstance(exception, TooLongError) or isinstance(exception.__context__, TooLongError):
        told = DatasetteError(TOO_LONG, status=BAD_REQUEST)
    elif isinstance(exception, DatasetteError):
        # They are about what was asked for, though most say that they are not.
        exception.status = BAD_REQUEST if exception.status == FAILURE else exception.status
    elif not isinstance(exception, Base400):
        # Without its text, which may hold what was searched for.
        frames = "".join(traceback.format_tb(exception.__traceback__))
        log.error("A page failed with %s:\n%s", type(exception).__name__, frames)
        told = DatasetteError(FAILED, status=FAILURE)
    return told
