"""The result of reading a file."""

from dataclasses import dataclass
from enum import StrEnum

LARGEST_FILE = 25 * 2**20
"""Bytes; attachments on a Discord server without boosts are not larger."""
LONGEST_BODY = 2_000_000
"""Code points of a text: about 1,000 pages, more than any article and most books."""
LONGEST_LINE = 300
"""Code points of a title, source or author; a longer one is ignored."""


class ReadingWarning(StrEnum):
    """What a moderator should check before publishing."""

    FEW_LETTERS = "few_letters"
    """Most of the text is digits and symbols."""
    UNSURE_LANGUAGE = "unsure_language"
    """The language of the text could not be determined with confidence."""
    OTHER_ENCODING = "other_encoding"
    """The file doesn't declare its encoding, so it was guessed."""
    PAGES_WITHOUT_TEXT = "pages_without_text"
    """Some pages contain only images."""


@dataclass(frozen=True, slots=True)
class Extract:
    """Text and metadata extracted from a file, before cleaning."""

    body: str
    """The text, paragraphs separated by blank lines."""
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    """The date, in any format."""
    url: str | None = None
    language: str | None = None
    """As declared in the file, e.g. `id-ID`."""
    language_is_certain: bool = False
    """Whether the declared language takes precedence over the detected one."""
    verbatim: bool = False
    """Whether the body is left as it is, except for invisible characters."""
    warnings: tuple[ReadingWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's text and metadata, cleaned; single lines have at most LONGEST_LINE code points."""

    title: str | None
    """None if the file has none."""
    source: str | None
    """The site or publisher named in the file."""
    author: str | None
    """The author named in the file."""
    published: str | None
    """The date, as `YYYY-MM-DD`."""
    url: str | None
    """The http or https address given in the file."""
    language: str
    """ISO 639-1."""
    body: str
    """At most LONGEST_BODY code points, paragraphs separated by blank lines."""
    warnings: tuple[ReadingWarning, ...]
    """Without duplicates."""
