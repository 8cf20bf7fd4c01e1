"""The parts of a MIME message: which kind of text they have, and their headers."""

from contextlib import suppress
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import Message

from corpus.cleaning import strip_invisible
from corpus.formats.delimited import read_delimited
from corpus.formats.encoding import decode
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.html import declared_charset, read_html
from corpus.formats.markdown import read_markdown
from corpus.formats.plain import read_plain
from corpus.formats.reading import LONGEST_BODY, Extract, ReadingWarning

PAGES = frozenset({"text/html", "application/xhtml+xml"})
"""The types of web pages."""
PLAIN = "text/plain"
_READ = {
    **dict.fromkeys(PAGES, read_html),
    PLAIN: read_plain,
    "text/markdown": read_markdown,
    "text/csv": read_delimited,
}
_SIGNATURE = "-- "
_LONGEST_HEADER = 2000  # bytes of a subject or address; the standard library needs long for more
_LARGEST_MARKUP = 10
"""How many times longer than LONGEST_BODY a page with its markup may be."""


def is_text(part: Message) -> bool:
    """Return whether a part has a text that can be read."""
    return part.get_content_type() in _READ and not part.is_multipart()


def is_attached(part: Message) -> bool:
    """Return whether a part is an attachment, not shown with the message."""
    return part.get_content_disposition() == "attachment"


def read_part(part: Message) -> Extract:
    """Return the text of a part for which is_text is true; raise UnreadableError if there is none.

    The error is BINARY, DAMAGED, NO_TEXT or TOO_MANY_CHARACTERS.
    """
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    kind = part.get_content_type()
    charset = part.get_content_charset() or (declared_charset(payload) if kind in PAGES else None)
    decoded = decode(payload, charset)
    if len(decoded.text) > _LARGEST_MARKUP * LONGEST_BODY:
        raise UnreadableError(Unreadable.TOO_MANY_CHARACTERS)
    text = strip_invisible(decoded.text)
    if kind == PLAIN and part.get_param("format") == "flowed":
        text = _unflowed(text)
    found = _READ[kind](text)
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


def header(message: Message, name: str) -> str | None:
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
