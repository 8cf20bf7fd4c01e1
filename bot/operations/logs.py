"""The program's log on standard error, in text or JSON, with every secret struck out.

Secrets are known by their shape, wherever they come from, and those of the settings by themselves:
a library's error may hold an address with a token in it, or a header.
"""

import copy
import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType

STRUCK = "***"
SHORTEST = 8
"""Characters of a secret that is known by itself: a shorter one would be found in other words."""
PACKAGES = ("bot", "corpus")
"""Whose level is set; below WARNING, the libraries print what people ask."""

_SHAPES = (
    # Discord's token: in Base64 an id, six characters of time, a signature.
    (re.compile(r"(?<![\w-])[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,}"), STRUCK),
    # Who has the address of a webhook or an interaction may write in its place.
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w-]+"), rf"\1{STRUCK}"),
    (re.compile(r"\b(Bearer|Basic|Bot) +[\w.~+/=-]{8,}"), rf"\1 {STRUCK}"),
    (re.compile(r"(://)[^\s/:@]*:[^\s/@]+@"), rf"\1{STRUCK}@"),
    (
        re.compile(
            r"(?i)((?:password|passwd|secret|token|api[_-]?key)"
            # Either as password=…, or as a dictionary's "password": "…".
            r"(?:[\"']?\s*=\s*|[\"']\s*:\s*))(?:\"[^\"]*\"|'[^']*'|[^\s,;&)}\]]+)"
        ),
        rf"\1{STRUCK}",
    ),
)


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
        return super().format(clean)


def log_to_standard_error(level: str, form: str, secrets: Iterable[str]) -> None:
    """Set the program's log up, at `debug`, `info`, `warning` or `error`, as `text` or `json`.

    What ends the program unexpectedly is written there as well. A later call takes the place of
    an earlier one.
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
