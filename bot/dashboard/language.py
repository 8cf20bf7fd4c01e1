"""The language of the page: the one that its reader chose, else that of the browser."""

from datasette.utils.asgi import Request  # type: ignore[import-untyped]

from bot.locales import LANGUAGES, Texts, language_of, texts_for, texts_in

COOKIE = "kutip_language"
SWITCH = "/-/language"
"""The path that sets the cookie."""
YEAR = 365 * 24 * 3600


def texts_of(request: Request | None) -> Texts:
    """Return the texts in the language of a request."""
    if request is None:
        return texts_for(None, "")
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return texts_in(chosen)
    return texts_for(_accepted(request.headers.get("accept-language", "")), "")


def _accepted(header: str) -> str | None:
    """Return the first language of an Accept-Language header (RFC 9110) that Kutip speaks.

    Browsers list them by preference, so the weights are not read.
    """
    for each in header.split(","):
        language = language_of(each.partition(";")[0].strip())
        if language is not None:
            return language
    return None


def local_path(path: str) -> str:
    r"""Return a path of this page, or its start in place of what leads elsewhere.

    >>> local_path("/kutip/poor?guild=7"), local_path("//elsewhere.example"), local_path("/\\x")
    ('/kutip/poor?guild=7', '/', '/')
    """
    inside = path.startswith("/") and not path.startswith("//")
    return path if inside and "\\" not in path and path.isprintable() else "/"
