"""Detect the format of a file from its first bytes, or else from its name and media type."""

import re
from email.message import Message
from pathlib import PurePosixPath

from corpus.formats.archive import Archive
from corpus.formats.epub import CONTAINER
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.media_types import DISCORD_MESSAGE
from corpus.formats.mime import is_message
from corpus.formats.odt import MEDIA_TYPE as ODT_TYPE
from corpus.formats.reading import Format
from corpus.formats.rtf import MARK as RTF_MARK
from corpus.formats.slides import PRESENTATION
from corpus.formats.word import is_word

_MARKDOWN_NAMES = {".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"}
_HTML_NAMES = {".html", ".htm", ".xhtml", ".xht"}
_MESSAGE_NAMES = {".mhtml", ".mht", ".eml"}
_MESSAGE_TYPES = {"multipart/related", "message/rfc822", "application/x-mimearchive"}
_DELIMITED_NAMES = {".csv", ".tsv"}
_DELIMITED_TYPES = {"text/csv", "text/tab-separated-values"}
_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_MARKDOWN_TYPES = {"text/markdown", "text/x-markdown"}

_BY_NAME = (
    (Format.MARKDOWN, _MARKDOWN_NAMES, _MARKDOWN_TYPES),
    (Format.HTML, _HTML_NAMES, _HTML_TYPES),
    (Format.DELIMITED, _DELIMITED_NAMES, _DELIMITED_TYPES),
)

# A line may precede the header of a PDF, and so may several lines within the first 1,024 bytes, as
# viewers allow; a mention in a text doesn't count.
_PDF = re.compile(rb"[^\r\n]{0,200}[\r\n]{0,2}%PDF-\d")
_LATE_PDF = re.compile(rb"[\r\n]%PDF-\d\.\d\s")
_PDF_WITHIN = 1024

_MEDIA_TYPE = "mimetype"  # the file in which an OpenDocument archive names its format
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
# Formats that can't be read: Office before 2007, other archives.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNKNOWN = (_OLE, b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ\x00")
_BINARY_WITHIN = 4096  # bytes in which a binary file has a zero byte, unlike a text with its prefix
_START = 2048  # bytes in which a page's doctype or first tags are found
# The name of the password-protected stream that Office writes in an OLE file.
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Images, audio, video, programs; most others are recognized later by their control characters.
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


def detect_format(data: bytes, name: str | None, media_type: str | None) -> Format:
    """Return the format; the bytes take precedence over the name and the media type.

    Raises UnreadableError: BINARY, UNKNOWN_FORMAT, ENCRYPTED, DAMAGED or TOO_BIG_INSIDE.

    >>> detect_format(b"%PDF-1.7", "ayam.html", "text/plain")
    <Format.PDF: 'pdf'>
    """
    if _essence(media_type) == DISCORD_MESSAGE:
        return Format.DISCORD
    if _is_pdf(data):
        return Format.PDF
    if data.startswith(_ZIPS):
        return _detect_zip(data)
    if data[:_START].lstrip(b" \t\r\n").startswith(RTF_MARK):
        return Format.RTF
    if data.startswith(_OLE) and _ENCRYPTED_PACKAGE in data:
        raise UnreadableError(Unreadable.ENCRYPTED)
    if data.startswith(_UNKNOWN):
        raise UnreadableError(Unreadable.UNKNOWN_FORMAT)
    if data.startswith(_BINARIES) and b"\x00" in data[:_BINARY_WITHIN]:
        raise UnreadableError(Unreadable.BINARY)
    return _detect_text(data, name, media_type)


def _is_pdf(data: bytes) -> bool:
    if _PDF.match(data):
        return True
    return bool(_LATE_PDF.search(data[:_PDF_WITHIN])) and b"endobj" in data


def charset_of(media_type: str | None) -> str | None:
    """Return the `charset` parameter of a media type, in lower case.

    >>> charset_of("text/html; charset=UTF-8")
    'utf-8'
    """
    if not media_type:
        return None
    message = Message()
    message["Content-Type"] = " ".join(media_type.split())
    return message.get_content_charset() or None


def _essence(media_type: str | None) -> str:
    return (media_type or "").partition(";")[0].strip().lower()


def _detect_zip(data: bytes) -> Format:
    with Archive(data) as archive:
        if is_word(archive.names):
            return Format.WORD
        if PRESENTATION in archive.names:
            return Format.SLIDES
        if CONTAINER in archive.names:
            return Format.EPUB
        if _MEDIA_TYPE in archive.names and archive.read(_MEDIA_TYPE).startswith(ODT_TYPE):
            return Format.ODT
    raise UnreadableError(Unreadable.UNKNOWN_FORMAT)


def _detect_text(data: bytes, name: str | None, media_type: str | None) -> Format:
    # Without byte-order marks and the zero bytes of UTF-16.
    start = data[:_START].replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return Format.HTML
    if start.startswith(b"<?xml") and b"<html" in start:
        return Format.HTML
    if start.startswith((b"<?xml", b"<svg")):
        raise UnreadableError(Unreadable.UNKNOWN_FORMAT)
    suffix = PurePosixPath(name or "").suffix.lower()
    essence = _essence(media_type)
    if is_message(data, named_so=suffix in _MESSAGE_NAMES or essence in _MESSAGE_TYPES):
        return Format.MESSAGE
    for file_format, names, types in _BY_NAME:
        if suffix in names or essence in types:
            return file_format
    return Format.PLAIN
