"""The result of reading a file."""

from dataclasses import dataclass
from enum import StrEnum

from corpus.article import Block, Kind

LARGEST_FILE = 25 * 2**20
"""Bytes; attachments on a Discord server without boosts are not larger."""
LONGEST_BODY = 2_000_000
"""Code points of a text: about 1,000 pages, more than any article and most books."""
MOST_BLOCKS = 100_000
"""Blocks of a text; 20 code points each in the longest, as short as the rows of a table."""
LONGEST_LINE = 300
"""Code points of a title, source or author; a longer one is ignored."""


class Format(StrEnum):
    """The file formats that can be read."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    WORD = "word"
    EPUB = "epub"
    ODT = "odt"
    RTF = "rtf"
    MESSAGE = "message"
    """Mail, and web pages saved as such."""
    SLIDES = "slides"
    DELIMITED = "delimited"
    """Rows of values between commas or tabs."""
    DISCORD = "discord"
    """A message on Discord, in its markdown."""


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
    PARTS_UNREADABLE = "parts_unreadable"
    """Some parts, such as a chapter of an e-book, could not be read and are missing."""
    UNCLEAR_PAGES = "unclear_pages"
    """The text of some pages could not be read well, because it is turned, for example."""
    TEXT_MISSING = "text_missing"
    """Headings, list items or more than a tenth of the visible text were not taken in."""
    PLACEHOLDERS = "placeholders"
    """The text has placeholders that were not filled in, such as `{{ name }}`."""
    ONE_OF_SEVERAL_PAGES = "one_of_several_pages"
    """The article continues on other web pages that were not read."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of a text as a format marks it, before cleaning."""

    text: str
    """Never blank."""
    kind: Kind | None = Kind.PARAGRAPH
    """None if the format doesn't mark its blocks, as plain text; the text may then be several."""
    follows: bool = False
    """Whether it is on the line after the block before, without a blank line: the next item of the
    same list, or the next row of the same table."""
    left_out: bool = False
    """Whether it is not part of the article: an advertisement, or a link to another article."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A block that was not taken for a part of the article; a moderator may put it back."""

    text: str
    at: int
    """Where in the body it stood: the start of the block after it, or the end of the body."""


@dataclass(frozen=True, slots=True)
class Extract:
    """Text and metadata extracted from a file, before cleaning."""

    blocks: tuple[TextBlock, ...]
    """The text."""
    format: Format = Format.PLAIN
    """What it was extracted from."""
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
    marked: tuple[Block, ...] = ()
    """The blocks of a verbatim body, in order and without overlap."""
    warnings: tuple[ReadingWarning, ...] = ()
    pages: tuple[int, ...] = ()
    """The pages that PAGES_WITHOUT_TEXT and UNCLEAR_PAGES are about, in order, from 1."""
    next_page: str | None = None
    """The address on which the article goes on, as its page states it: it may be relative."""

    @property
    def body(self) -> str:
        """The text without what was left out, paragraphs separated by blank lines."""
        kept = [block for block in self.blocks if not block.left_out]
        gaps = ["", *("\n" if block.follows else "\n\n" for block in kept[1:])]
        return "".join(gap + block.text for gap, block in zip(gaps, kept, strict=False))


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
    blocks: tuple[Block, ...] = ()
    """The blocks of the body that the format marks, in order and without overlap."""
    left_out: tuple[LeftOut, ...] = ()
    """What is not part of the article, in order."""
    pages: tuple[int, ...] = ()
    """The pages that PAGES_WITHOUT_TEXT and UNCLEAR_PAGES are about, in order, from 1."""
    next_page: str | None = None
    """The address on which the article goes on, as its page states it: it may be relative."""
    format: Format = Format.PLAIN
    """What it was read from."""
