"""Read a file's bytes: extract text and metadata by its format, then clean and check them."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

from corpus.article import Kind
from corpus.cleaning import clean_body, clean_line, strip_invisible
from corpus.formats.assembly import assemble
from corpus.formats.delimited import read_delimited
from corpus.formats.detection import charset_of, detect_format
from corpus.formats.discord_markup import read_discord
from corpus.formats.encoding import decode
from corpus.formats.epub import read_epub
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.html import declared_charset, read_html
from corpus.formats.markdown import read_markdown
from corpus.formats.mime import read_message
from corpus.formats.odt import read_odt
from corpus.formats.pdf import read_pdf
from corpus.formats.plain import read_plain
from corpus.formats.reading import (
    LARGEST_FILE,
    LONGEST_BODY,
    LONGEST_LINE,
    MOST_BLOCKS,
    Extract,
    Format,
    Reading,
    ReadingWarning,
)
from corpus.formats.rtf import read_rtf
from corpus.formats.slides import read_slides
from corpus.formats.word import read_word
from corpus.language import detect_language
from corpus.placeholders import placeholders

SAMPLE = 20_000
"""Code points from which the share of letters is measured."""
LONGEST_URL = 2048
"""Code points of a URL; browsers and Discord hardly accept longer ones."""
LONGEST_WORD = 10_000
"""Code points without a space; in a script with spaces, a longer run is encoded data."""
_LARGEST_MARKUP = 10
"""How many times longer than LONGEST_BODY a text with its markup may be."""

_READ_BYTES = {
    Format.PDF: read_pdf,
    Format.WORD: read_word,
    Format.EPUB: read_epub,
    Format.ODT: read_odt,
    Format.RTF: read_rtf,
    Format.MESSAGE: read_message,
    Format.SLIDES: read_slides,
}
_READ_TEXT = {
    Format.PLAIN: read_plain,
    Format.MARKDOWN: read_markdown,
    Format.HTML: read_html,
    Format.DELIMITED: read_delimited,
    Format.DISCORD: read_discord,
}
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][\w-]*)?", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_URL = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)


def extract(data: bytes, name: str | None, media_type: str | None) -> Extract:
    """Extract text and metadata from a file; raise UnreadableError if it can't be read."""
    if len(data) > LARGEST_FILE:
        raise UnreadableError(Unreadable.TOO_MANY_BYTES)
    if not data.strip(b"\x00 \t\r\n\f"):
        raise UnreadableError(Unreadable.EMPTY)
    file_format = detect_format(data, name, media_type)
    if file_format in _READ_BYTES:
        return replace(_READ_BYTES[file_format](data), format=file_format)
    declared = charset_of(media_type)
    if declared is None and file_format is Format.HTML:
        declared = declared_charset(data)
    decoded = decode(data, declared)
    if not decoded.text.strip("\ufeff \t\r\n\f"):
        raise UnreadableError(Unreadable.EMPTY)
    # Checked before parsing, to waste no time on a text that is far too long.
    factor = 1 if file_format is Format.PLAIN else _LARGEST_MARKUP
    if len(decoded.text) > factor * LONGEST_BODY:
        raise UnreadableError(Unreadable.TOO_MANY_CHARACTERS)
    extracted = replace(_READ_TEXT[file_format](strip_invisible(decoded.text)), format=file_format)
    if decoded.guessed:
        warnings = (*extracted.warnings, ReadingWarning.OTHER_ENCODING)
        extracted = replace(extracted, warnings=warnings)
    return extracted


def to_reading(found: Extract) -> Reading:
    """Clean an extract and determine its language; raise UnreadableError if it is not text."""
    length = sum(len(block.text) for block in found.blocks)
    if length > LONGEST_BODY or len(found.blocks) > MOST_BLOCKS:
        raise UnreadableError(Unreadable.TOO_MANY_CHARACTERS)
    assembly = assemble(found.blocks, strip_invisible if found.verbatim else clean_body)
    body = assembly.body
    if len(body) > LONGEST_BODY:
        raise UnreadableError(Unreadable.TOO_MANY_CHARACTERS)
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
        warnings=(*found.warnings, *_few_letters(body), *_unfilled(found), *warnings),
        format=found.format,
        blocks=found.marked if found.verbatim else assembly.blocks,
        left_out=assembly.left_out,
        pages=found.pages,
        next_page=_reference(found.next_page),
    )


def _is_encoded(body: str) -> bool:
    longest = max(body.split(), key=len)
    # Scripts without spaces have long runs too, but not of ASCII letters.
    ascii_only = longest.encode("ascii", errors="ignore")
    return len(longest) > LONGEST_WORD and len(ascii_only) > len(longest) / 2


def _few_letters(body: str) -> tuple[ReadingWarning, ...]:
    visible = [character for character in body[:SAMPLE] if not character.isspace()]
    # Combining marks count, because they are the vowels of many scripts.
    letters = sum(1 for character in visible if unicodedata.category(character)[0] in "LM")
    return (ReadingWarning.FEW_LETTERS,) if letters < len(visible) / 2 else ()


def _unfilled(found: Extract) -> tuple[ReadingWarning, ...]:
    texts = [
        block.text for block in found.blocks if block.kind is not Kind.CODE and not block.left_out
    ]
    known = ReadingWarning.PLACEHOLDERS in found.warnings
    return (ReadingWarning.PLACEHOLDERS,) if not known and any(map(placeholders, texts)) else ()


def _language(found: Extract, body: str) -> tuple[str, tuple[ReadingWarning, ...]]:
    """Return the language detected in the text, or else the declared one, which is often wrong.

    A declaration that is certainly deliberate takes precedence over both.
    """
    declared = _LANGUAGE.fullmatch((found.language or "").strip())
    if declared and found.language_is_certain:
        return declared[1].lower(), ()
    detected = detect_language(body)
    if detected.confident:
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


def _reference(text: str | None) -> str | None:
    reference = (text or "").strip()
    is_one = 0 < len(reference) <= LONGEST_URL and not re.search(r"[\s\"<>]", reference)
    return reference if is_one else None


def _address(text: str | None) -> str | None:
    address = (text or "").strip()
    return address if len(address) <= LONGEST_URL and _URL.fullmatch(address) else None
