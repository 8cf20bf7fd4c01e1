"""The program's log on standard error, as text or JSON, with secrets redacted.

Secrets are recognised by their shape, and those from the settings by their value: a library's error
may contain a header, or an address with a token in it. Nothing that people wrote is logged, so
messages of errors that quote values are left out of tracebacks.
"""

import contextlib
import copy
import logging
import re
import sys
import threading
from collections.abc import Iterable
from types import TracebackType

STRUCK = "***"
SHORTEST = 8
"""Characters of a secret redacted by value: a shorter one may be part of ordinary words."""
QUOTING = (ValueError, LookupError)
"""Errors whose messages quote the value that was wrong, which people may have written."""
PACKAGES = ("bot", "corpus")
"""Packages whose level is set; below WARNING, libraries log what people ask."""

_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_SHAPES = (
    # Discord's token in Base64: an id, six characters of time, a signature. No word boundary
    # before it: an escaped line break may end there in the letter n.
    (re.compile(r"[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,}"), STRUCK),
    # The address of a webhook or an interaction is enough to post as it.
    (
        re.compile(r"(?i)((?:/|%2F)(?:webhooks|interactions)(?:/|%2F)\d+(?:/|%2F))[\w-]+"),
        rf"\1{STRUCK}",
    ),
    # A header, up to the end of its line or of the enclosing string.
    (
        re.compile(
            r"(?i)(\b(?:authorization|cookie)[\"']?\s{0,9}[:=]\s{0,9})"
            rf"(?:{_QUOTED}|[^\s\"'][^\n\"']*)"
        ),
        rf"\1{STRUCK}",
    ),
    (re.compile(r"\b((?i:Bearer)|Basic|Bot) {1,9}[\w.~+/=-]{8,}"), rf"\1 {STRUCK}"),
    (re.compile(r"(://)[^\s/:@]*:[^\s/]+@"), rf"\1{STRUCK}@"),
    (
        re.compile(
            r"(?i)((?:password|passwd|secret|token|api[_-]?key)"
            # password=…, a dictionary's "password": "…", or password: … if the value is long.
            r"(?:[\"']?\s{0,9}=\s{0,9}|[\"']\s{0,9}:\s{0,9}"
            r"|\s{0,9}:\s{0,9}(?=[^\s,;&)}\]]{8})))"
            rf"(?:{_QUOTED}|[^\s,;&)}}\]]+)"
        ),
        rf"\1{STRUCK}",
    ),
)
# Attributes of every record; all others came from `extra`, which JSON includes.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(text: str, known: Iterable[str] = ()) -> str:
    """Return the text with *** in place of known secrets and of anything shaped like one.

    >>> redact("https://me:hunter2@example.org/?token=abc")
    'https://***@example.org/?token=***'
    """
    for secret in known:
        text = text.replace(secret, STRUCK)
    for shape, replacement in _SHAPES:
        text = shape.sub(replacement, text)
    return text


class RedactingHandler(logging.Handler):
    """Writes records to standard error with secrets redacted from texts and tracebacks."""

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__()
        self._known = tuple(secret for secret in known if len(secret) >= SHORTEST)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record to the current standard error."""
        try:
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()
        except Exception:  # A failing log must not stop the program.
            self.handleError(record)

    def format(self, record: logging.LogRecord) -> str:
        """Return the redacted text; the record itself stays unchanged for other handlers."""
        clean = copy.copy(record)
        error = record.exc_info[1] if record.exc_info else None
        clean.msg = redact(_without_quotes(record.getMessage(), error), self._known)
        clean.args = None
        if record.exc_info:
            traceback = logging.Formatter().formatException(record.exc_info)
            clean.exc_info = None
            clean.exc_text = redact(_without_quotes(traceback, error), self._known)
        if record.stack_info:
            clean.stack_info = redact(record.stack_info, self._known)
        for name in vars(record).keys() - _OWN:
            setattr(clean, name, redact(str(vars(record)[name]), self._known))
        return super().format(clean)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Report that a record could not be written, without its contents."""
        kind = sys.exc_info()[0]
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"Could not write a log record of {record.name}: {kind}.\n")


def _without_quotes(text: str, error: BaseException | None) -> str:
    """Return a text about an error without the messages of QUOTING errors in its chain."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        if isinstance(each, QUOTING) and each.args:
            name = type(each).__name__
            text = text.replace(f"{name}: {each}", f"{name}: {STRUCK}")
            text = text.replace(repr(each), f"{name}({STRUCK})")
        waiting += [each.__cause__, each.__context__]
        if isinstance(each, BaseExceptionGroup):
            waiting += each.exceptions
    return text


def log_to_standard_error(level: str, form: str, secrets: Iterable[str]) -> None:
    """Configure logging, at `debug`, `info`, `warning` or `error`, as `text` or `json`.

    Uncaught exceptions and warnings are logged too. A later call replaces an earlier one.
    """
    handler = RedactingHandler(secrets)
    handler.setFormatter(_json() if form == "json" else _text())
    root = logging.getLogger()
    for earlier in root.handlers[:]:
        if isinstance(earlier, RedactingHandler):
            root.removeHandler(earlier)
    root.addHandler(handler)
    for package in PACKAGES:
        logging.getLogger(package).setLevel(level.upper())
    sys.excepthook = _log_unexpected
    threading.excepthook = _log_of_thread
    sys.unraisablehook = _log_unraisable
    logging.captureWarnings(True)


def _text() -> logging.Formatter:
    return logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s")


def _json() -> logging.Formatter:
    # Imported here because text logs do not need it.
    from pythonjsonlogger.json import JsonFormatter  # noqa: PLC0415

    return JsonFormatter(
        "%(levelname)s %(name)s %(message)s",
        rename_fields={"levelname": "level", "name": "logger"},
        timestamp="time",
        json_ensure_ascii=False,
    )


def _log_unexpected(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, traceback)
        return
    logging.getLogger(__name__).critical("Uncaught exception", exc_info=(kind, error, traceback))


def _log_of_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_type is not SystemExit and ended.exc_value is not None:
        exc_info = (ended.exc_type, ended.exc_value, ended.exc_traceback)
        logging.getLogger(__name__).critical("Uncaught exception in a thread", exc_info=exc_info)


def _log_unraisable(error: "sys.UnraisableHookArgs") -> None:
    exc_info = (error.exc_type, error.exc_value or error.exc_type(), error.exc_traceback)
    logging.getLogger(__name__).error("Unraisable exception", exc_info=exc_info)
