"""What kind of file it is: by its first bytes, else by its name and media type."""

import re
from email.message import Message
from enum import Enum, auto
from pathlib import PurePosixPath

from corpus.formats.archive import Archive
from corpus.formats.epub import CONTAINER
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.word import DOCUMENT


class Kind(Enum):
    """The kinds of files that are read."""

    PLAIN = auto()
    MARKDOWN = auto()
    HTML = auto()
    PDF = auto()
    WORD = auto()
    EPUB = auto()


_MARKDOWN_NAMES = {".md", ".markdown", ".mdown", ".mkd"}
_HTML_NAMES = {".html", ".htm", ".xhtml", ".xht"}
_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_MARKDOWN_TYPES = {"text/markdown", "text/x-markdown"}

# A PDF may have a line before it, as Acrobat allows; a text that only speaks of PDFs is none.
_PDF = re.compile(rb"[^\r\n]{0,200}[\r\n]{0,2}%PDF-\d")

_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
# Documents of kinds that are not read: Office before 2007, Rich Text Format, other archives.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNKNOWN = (_OLE, b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\x00")
# How Office names what a password protects, within an OLE file.
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Pictures, sound, films, programs, fonts; most others show by the control characters in them.
_BINARIES = (
    *(
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"RIFF",
        b"II*\x00",
        b"MM\x00*",
        b"BM",
        b"\x00\x00\x01\x00",
    ),
    *(b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3"),
    *(
        b"\x7fELF",
        b"MZ",
        b"\xca\xfe\xba\xbe",
        b"\xcf\xfa\xed\xfe",
        b"\x00asm",
        b"SQLite format 3\x00",
    ),
)


def kind_of(data: bytes, name: str | None, media_type: str | None) -> Kind:
    """Return the kind; what a file is called never makes it what its bytes are not.

    Raises UnreadableError: BINARY, UNKNOWN_FORMAT, ENCRYPTED, DAMAGED or TOO_BIG_INSIDE.
    """
    if _PDF.match(data):
        return Kind.PDF
    if data.startswith(_ZIPS):
        return _kind_of_zip(data)
    if data.startswith(_OLE) and _ENCRYPTED_PACKAGE in data:
        raise UnreadableError(Unreadable.ENCRYPTED)
    if data.startswith(_UNKNOWN):
        raise UnreadableError(Unreadable.UNKNOWN_FORMAT)
    if data.startswith(_BINARIES) and b"\x00" in data[:4096]:
        raise UnreadableError(Unreadable.BINARY)
    return _kind_of_text(data, name, media_type)


def charset_of(media_type: str | None) -> str | None:
    """Return the parameter `charset` of a media type such as `text/html; charset=utf-8`."""
    if not media_type:
        return None
    message = Message()
    message["Content-Type"] = " ".join(media_type.split())
    return message.get_content_charset() or None


def _kind_of_zip(data: bytes) -> Kind:
    with Archive(data) as archive:
        if DOCUMENT in archive.names:
            return Kind.WORD
        if CONTAINER in archive.names:
            return Kind.EPUB
    raise UnreadableError(Unreadable.UNKNOWN_FORMAT)


def _kind_of_text(data: bytes, name: str | None, media_type: str | None) -> Kind:
    # Without the zero bytes of UTF-16 and its mark, or that of UTF-8.
    start = data[:2048].replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return Kind.HTML
    if start.startswith(b"<?xml") and b"<html" in start:
        return Kind.HTML
    suffix = PurePosixPath(name or "").suffix.lower()
    essence = (media_type or "").partition(";")[0].strip().lower()
    if start.startswith((b"<?xml", b"<svg")):
        raise UnreadableError(Unreadable.UNKNOWN_FORMAT)
    if suffix in _MARKDOWN_NAMES or essence in _MARKDOWN_TYPES:
        return Kind.MARKDOWN
    if suffix in _HTML_NAMES or essence in _HTML_TYPES:
        return Kind.HTML
    return Kind.PLAIN
