"""MIME messages: web pages saved in one file (.mhtml), and mail (.eml)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.mail import read_mail
from corpus.formats.mime_parts import PAGES, header, is_attached, is_text, read_part
from corpus.formats.reading import Extract

_HEADERS_WITHIN = 16 * 2**10  # bytes
_HEADER = re.compile(rb"(?:From [^\r\n]*\r?\n)?[A-Za-z][A-Za-z0-9-]{0,60}:")
_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:|[ \t]|From |\Z")
_VERSION = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_ENCRYPTED = frozenset({
    *("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"),
})  # fmt: skip
_LOCATIONS = ("Snapshot-Content-Location", "Content-Location")


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
    """Return the page that was saved, or a mail with the texts and messages that are attached.

    Raises UnreadableError: ENCRYPTED, BINARY, DAMAGED, NO_TEXT or TOO_MANY_CHARACTERS.
    """
    message = message_from_bytes(data.lstrip(b"\r\n\t "))
    parts = list(_parts(message))
    if any(part.get_content_type() in _ENCRYPTED for part in parts):
        raise UnreadableError(Unreadable.ENCRYPTED)
    page = _page(message, parts)
    location = _location(message, page)
    if location is None:
        return read_mail(message)
    text = page or next((part for part in parts if is_text(part)), None)
    if text is None:
        raise UnreadableError(Unreadable.NO_TEXT)
    found = read_part(text)
    return replace(
        found, title=found.title or header(message, "Subject"), url=found.url or location
    )


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a message that are neither attached nor messages themselves."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        content = part.get_payload()
        if part.get_content_maintype() == "message" or is_attached(part):
            continue
        yield part
        if isinstance(content, list):
            waiting += (each for each in reversed(content) if isinstance(each, Message))


def _page(message: Message, parts: list[Message]) -> Message | None:
    """Return the web page of a message: the one that it names as its root, or the first."""
    pages = [part for part in parts if part.get_content_type() in PAGES]
    root = message.get_param("start")
    named = (part for part in pages if part.get("Content-ID") == root)
    return next(named, None) or next(iter(pages), None)


def _location(message: Message, page: Message | None) -> str | None:
    locations = (
        header(part, name) for part in (message, page) if part is not None for name in _LOCATIONS
    )
    return next((location for location in locations if location), None)
