"""MIME messages: web pages saved in one file (.mhtml), and mail (.eml)."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from corpus.cleaning import strip_invisible
from corpus.formats.encoding import decode
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.html import declared_charset, read_html
from corpus.formats.plain import read_plain
from corpus.formats.reading import LONGEST_BODY, Extract, ReadingWarning

_HEADERS_WITHIN = 16 * 2**10  # bytes
_HEADER = re.compile(rb"(?:From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]{0,60}:")
_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:|[ \t]|From |\Z")
_VERSION = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_ENCRYPTED = frozenset({
    *("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"),
})  # fmt: skip
_LOCATIONS = ("Snapshot-Content-Location", "Content-Location")
_SIGNATURE = "-- "
_LONGEST_HEADER = 2000  # bytes of a subject or address; the standard library needs long for more
_LARGEST_MARKUP = 10
"""How many times longer than LONGEST_BODY a page with its markup may be."""


def is_message(data: bytes, *, named_so: bool = False) -> bool:
    r"""Return whether data starts with the headers of a MIME message.

    With a name of such files, the first header is enough.

    >>> is_message(b"Subject: Ayam\nMIME-Version: 1.0\n\nAyam."), is_message(b"Ayam: bebek.")
    (True, False)
    """
    start = data[:_HEADERS_WITHIN].lstrip(b"\r\n\t ")
    if not _HEADER.match(start):
        return False
    headers = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    lines = headers.splitlines()
    return named_so or (_VERSION.search(headers) is not None and all(map(_LINE.match, lines)))


def read_message(data: bytes) -> Extract:
    """Return the page that was saved, or the text of a mail, without what is attached.

    Raises UnreadableError: ENCRYPTED, BINARY, DAMAGED, NO_TEXT or TOO_MANY_CHARACTERS.
    """
    message = message_from_bytes(data.lstrip(b"\r\n\t "))
    parts = list(_parts(message))
    if any(part.get_content_type() in _ENCRYPTED for part in parts):
        raise UnreadableError(Unreadable.ENCRYPTED)
    page = _page(message, parts)
    texts = (part for part in parts if part.get_content_type() == "text/plain")
    text = next((part for part in texts if str(part.get_payload()).strip()), None)
    if page is not None:
        found = _read(page)
    elif text is not None:
        found = _read(text)
    else:
        raise UnreadableError(Unreadable.NO_TEXT)
    return _saved(message, page, found) if _location(message, page) else _sent(message, found)


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a message that are neither attached nor messages themselves."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        content = part.get_payload()
        if part.get_content_maintype() == "message" or _is_attached(part):
            continue
        yield part
        if isinstance(content, list):
            waiting += (each for each in reversed(content) if isinstance(each, Message))


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _page(message: Message, parts: list[Message]) -> Message | None:
    """Return the web page of a message: the one that it names as its root, or the first."""
    pages = [
        part for part in parts if part.get_content_type() in {"text/html", "application/xhtml+xml"}
    ]
    root = message.get_param("start")
    named = (part for part in pages if part.get("Content-ID") == root)
    return next(named, None) or next(iter(pages), None)


def _read(part: Message) -> Extract:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    is_plain = part.get_content_type() == "text/plain"
    charset = part.get_content_charset() or (None if is_plain else declared_charset(payload))
    decoded = decode(payload, charset)
    if len(decoded.text) > _LARGEST_MARKUP * LONGEST_BODY:
        raise UnreadableError(Unreadable.TOO_MANY_CHARACTERS)
    text = strip_invisible(decoded.text)
    if not is_plain:
        found = read_html(text)
    elif part.get_param("format") == "flowed":
        found = read_plain(_unflowed(text))
    else:
        found = read_plain(text)
    warnings = (ReadingWarning.OTHER_ENCODING,) if decoded.guessed else ()
    return replace(found, warnings=(*found.warnings, *warnings))


def _unflowed(text: str) -> str:
    """Join lines that end in a space, as RFC 3676 has it; a signature follows such a line too."""
    pieces: list[str] = []
    is_open = True
    for line in text.split("\n"):
        if not is_open or line == _SIGNATURE:
            pieces.append("\n")
        pieces.append(line)
        is_open = line.endswith(" ") and line != _SIGNATURE
    return "".join(pieces)


def _saved(message: Message, page: Message | None, found: Extract) -> Extract:
    """Return a saved page with what the message says of it."""
    return replace(
        found,
        title=found.title or _header(message, "Subject"),
        url=found.url or _location(message, page),
    )


def _sent(message: Message, found: Extract) -> Extract:
    """Return a mail with its subject, sender and date."""
    name, address = parseaddr(_header(message, "From") or "")
    published = None
    with suppress(ValueError, TypeError):
        published = parsedate_to_datetime(_header(message, "Date") or "").date().isoformat()
    return replace(
        found,
        title=_header(message, "Subject") or found.title,
        author=name or address or None,
        published=published,
    )


def _location(message: Message, page: Message | None) -> str | None:
    locations = (
        _header(part, name) for part in (message, page) if part is not None for name in _LOCATIONS
    )
    return next((location for location in locations if location), None)


def _header(message: Message, name: str) -> str | None:
    """Return a header in plain text; what is not ASCII may be encoded or not."""
    raw = next(
        (str(value) for key, value in message.raw_items() if key.lower() == name.lower()), None
    )
    if raw is None:
        return None
    data = raw.encode(errors="surrogateescape").strip()[:_LONGEST_HEADER]
    text = " ".join(decode(data).text.split()) if data else ""
    with suppress(LookupError, ValueError):
        text = str(make_header(decode_header(text)))
    return text.strip() or None
