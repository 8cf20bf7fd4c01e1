"""The program's log on standard error, in text or JSON, with every secret struck out.

Secrets are known by their shape, wherever they come from, and those of the settings by themselves:
a library's error may hold an address with a token in it, or a header.
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
"""Characters of a secret that is known by itself: a shorter one would be found in other words."""
PACKAGES = ("bot", "corpus")
"""Whose level is set; below WARNING, the libraries print what people ask."""

_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_SHAPES = (
    # Discord's token: in Base64 an id, six characters of time, a signature. Whatever stands before
    # it, such as the n of a line break that is written as \n.
    (re.compile(r"[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,}"), STRUCK),
    # Who has the address of a webhook or an interaction may write in its place.
    (
        re.compile(r"(?i)((?:/|%2F)(?:webhooks|interactions)(?:/|%2F)\d+(?:/|%2F))[\w-]+"),
        rf"\1{STRUCK}",
    ),
    # A header, to the end of its line or of the text that holds it.
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
            # As password=…, as a dictionary's "password": "…", or as password: … if that is long.
            r"(?:[\"']?\s{0,9}=\s{0,9}|[\"']\s{0,9}:\s{0,9}"
            r"|\s{0,9}:\s{0,9}(?=[^\s,;&)}\]]{8})))"
            rf"(?:{_QUOTED}|[^\s,;&)}}\]]+)"
        ),
        rf"\1{STRUCK}",
    ),
)
# What every record has: all else was given as `extra`, which JSON shows too.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(text: str, known: Iterable[str] = ()) -> str:
    """Return the text with *** for what has the shape of a secret, and for the known ones."""
    for secret in known:
        text = text.replace(secret, STRUCK)
    for shape, replacement in _SHAPES:
        text = shape.sub(replacement, text)
    return text


class RedactingHandler(logging.Handler):
    """Writes records to standard error without the secrets in their texts and tracebacks."""

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__()
        self._known = tuple(secret for secret in known if len(secret) >= SHORTEST)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record to what is standard error now."""
        try:
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()
        except Exception:  # A log that can't be written must not stop what is told about in it.
            self.handleError(record)

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as it is to be written; other handlers get it as it was."""
        clean = copy.copy(record)
        clean.msg = redact(record.getMessage(), self._known)
        clean.args = None
        if record.exc_info:
            traceback = logging.Formatter().formatException(record.exc_info)
            clean.exc_info, clean.exc_text = None, redact(traceback, self._known)
        if record.stack_info:
            clean.stack_info = redact(record.stack_info, self._known)
        for name in vars(record).keys() - _OWN:
            setattr(clean, name, redact(str(vars(record)[name]), self._known))
        return super().format(clean)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Tell that a record could not be written, without what is in it."""
        kind = sys.exc_info()[0]
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"A line of {record.name} could not be logged: {kind}.\n")


def log_to_standard_error(level: str, form: str, secrets: Iterable[str]) -> None:
    """Set the program's log up, at `debug`, `info`, `warning` or `error`, as `text` or `json`.

    What ends the program or a thread unexpectedly is written there as well, and so are warnings.
    A later call takes the place of an earlier one.
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
    # Only here: who logs text need not wait for it.
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
    logging.getLogger(__name__).critical("Kutip ended.", exc_info=(kind, error, traceback))


def _log_of_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_type is not SystemExit and ended.exc_value is not None:
        told = (ended.exc_type, ended.exc_value, ended.exc_traceback)
        logging.getLogger(__name__).critical("A thread ended.", exc_info=told)


def _log_unraisable(error: "sys.UnraisableHookArgs") -> None:
    told = (error.exc_type, error.exc_value or error.exc_type(), error.exc_traceback)
    logging.getLogger(__name__).error("An error could not be raised.", exc_info=told)
