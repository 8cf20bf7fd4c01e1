"""From a file's bytes to its reading: what its format gives, cleaned and judged."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from corpus.cleaning import clean_body, clean_line, without_unseen
from corpus.formats.encoding import decode
from corpus.formats.epub import read_epub
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.html import declared_charset, read_html
from corpus.formats.kind import Kind, charset_of, kind_of
from corpus.formats.markdown import read_markdown
from corpus.formats.pdf import read_pdf
from corpus.formats.plain import read_plain
from corpus.formats.reading import (
    LARGEST_FILE,
    LONGEST_BODY,
    LONGEST_LINE,
    Extract,
    Reading,
    ReadingWarning,
)
from corpus.formats.word import read_word
from corpus.language import detect_language

SAMPLE = 20_000
"""Code points that tell whether a text is one of letters."""
LONGEST_URL = 2048
"""Code points of an address; browsers and Discord take hardly longer ones."""
LONGEST_WORD = 10_000
"""Code points without a space from which on a text in a script with spaces is encoded data."""

_OF_BYTES = {Kind.PDF: read_pdf, Kind.WORD: read_word, Kind.EPUB: read_epub}
_OF_TEXT = {Kind.PLAIN: read_plain, Kind.MARKDOWN: read_markdown, Kind.HTML: read_html}
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][\w-]*)?", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_URL = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)


def extract(data: bytes, name: str | None, media_type: str | None) -> Extract:
    """Return what the file's format gives; raise UnreadableError if it can't be read."""
    if len(data) > LARGEST_FILE:
        raise UnreadableError(Unreadable.TOO_MANY_BYTES)
    if not data.strip(b"\x00 \t\r\n\f"):
        raise UnreadableError(Unreadable.EMPTY)
    kind = kind_of(data, name, media_type)
    if kind in _OF_BYTES:
        return _OF_BYTES[kind](data)
    declared = charset_of(media_type)
    if declared is None and kind is Kind.HTML:
        declared = declared_charset(data)
    decoded = decode(data, declared)
    if not decoded.text.strip("\ufeff \t\r\n\f"):
        raise UnreadableError(Unreadable.EMPTY)
    # A text is at most a tenth marks, so that no time is lost on one that is far too long.
    if len(decoded.text) > (LONGEST_BODY if kind is Kind.PLAIN else 10 * LONGEST_BODY):
        raise UnreadableError(Unreadable.TOO_MANY_CHARACTERS)
    found = _OF_TEXT[kind](without_unseen(decoded.text))
    if decoded.guessed:
        found = replace(found, warnings=(*found.warnings, ReadingWarning.OTHER_ENCODING))
    return found


def finish(found: Extract) -> Reading:
    """Clean what was found, and tell its language; raise UnreadableError if it is no text."""
    if len(found.body) > LONGEST_BODY:
        raise UnreadableError(Unreadable.TOO_MANY_CHARACTERS)
    body = without_unseen(found.body) if found.verbatim else clean_body(found.body)
    if not any(map(str.isalpha, body)):
        raise UnreadableError(Unreadable.NO_TEXT)
    if _is_encoded(body):
        raise UnreadableError(Unreadable.BINARY)
    language, warnings = _language(found, body)
    return Reading(
        title=_line(found.title),
        source=_line(found.source),
        author=_line(found.author),
        published=_day(found.published),
        url=_address(found.url),
        language=language,
        body=body,
        warnings=(*found.warnings, *_few_letters(body), *warnings),
    )


def _is_encoded(body: str) -> bool:
    longest = max(body.split(), key=len)
    # Scripts without spaces have long runs too, but not of letters of ASCII.
    ascii_only = longest.encode("ascii", errors="ignore")
    return len(longest) > LONGEST_WORD and len(ascii_only) > len(longest) / 2


def _few_letters(body: str) -> tuple[ReadingWarning, ...]:
    seen = [character for character in body[:SAMPLE] if not character.isspace()]
    # Marks are the vowels of many scripts.
    letters = sum(1 for character in seen if unicodedata.category(character)[0] in "LM")
    return (ReadingWarning.FEW_LETTERS,) if letters < len(seen) / 2 else ()


def _language(found: Extract, body: str) -> tuple[str, tuple[ReadingWarning, ...]]:
    """Return the language that the text tells, or else the file: pages often declare a wrong one.

    What is certain to be declared on purpose goes before both.
    """
    declared = _LANGUAGE.fullmatch((found.language or "").strip())
    if declared and found.language_is_certain:
        return declared[1].lower(), ()
    detected = detect_language(body)
    if detected.sure:
        return detected.code, ()
    if declared:
        return declared[1].lower(), ()
    return detected.code, (ReadingWarning.UNSURE_LANGUAGE,)


def _line(text: str | None) -> str | None:
    line = clean_line(text or "")
    return line if 0 < len(line) <= LONGEST_LINE else None


def _day(text: str | None) -> str | None:
    found = _DATE.match((text or "").strip())
    try:
        return date.fromisoformat(found[0]).isoformat() if found else None
    except ValueError:
        return None


def _address(text: str | None) -> str | None:
    address = (text or "").strip()
    return address if len(address) <= LONGEST_URL and _URL.fullmatch(address) else None
