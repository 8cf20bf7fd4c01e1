"""What reading a file gives."""

from dataclasses import dataclass
from enum import StrEnum

LARGEST_FILE = 25 * 2**20
"""Bytes; a file of Discord's is at most that without a boost."""
LONGEST_BODY = 2_000_000
"""Code points of a text: about 1,000 pages, more than any article and most books."""
LONGEST_LINE = 300
"""Code points of a title, source or author; what is longer is none."""


class ReadingWarning(StrEnum):
    """What a moderator should look at before publishing."""

    FEW_LETTERS = "few_letters"
    """Most of the text is digits and signs."""
    UNSURE_LANGUAGE = "unsure_language"
    """The text does not say clearly in which language it is."""
    OTHER_ENCODING = "other_encoding"
    """The file does not say how its letters are encoded, so it was guessed."""
    PAGES_WITHOUT_TEXT = "pages_without_text"
    """Some pages hold only pictures."""


@dataclass(frozen=True, slots=True)
class Extract:
    """What a format gives of a file, as it stands there."""

    body: str
    """Its text, in paragraphs parted by blank lines."""
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: str | None = None
    """Of any form."""
    url: str | None = None
    language: str | None = None
    """As the file declares it, e.g. `id-ID`."""
    language_is_certain: bool = False
    """Whether what it declares is to be believed against its letters."""
    verbatim: bool = False
    """Whether the body is kept to the letter, but for unseen characters."""
    warnings: tuple[ReadingWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's text and what it says of itself, cleaned; lines are at most LONGEST_LINE."""

    title: str | None
    """None when it names none."""
    source: str | None
    """The site or publisher that it names."""
    author: str | None
    """Who wrote it, by what it says."""
    published: str | None
    """The day, as `YYYY-MM-DD`."""
    url: str | None
    """Where it can be read, by what it says: an address with http or https."""
    language: str
    """ISO 639-1."""
    body: str
    """At most LONGEST_BODY code points, paragraphs parted by blank lines."""
    warnings: tuple[ReadingWarning, ...]
    """Each at most once."""
