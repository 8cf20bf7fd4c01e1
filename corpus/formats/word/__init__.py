"""Word documents (.docx): Office Open XML in a zip archive."""

import re
from collections.abc import Iterable

from corpus.formats.archive import Archive
from corpus.formats.office.elements import attribute, children
from corpus.formats.office.package import Package
from corpus.formats.reading import Extract, ReadingWarning
from corpus.formats.word.document import Document
from corpus.formats.word.numbering import Numbering
from corpus.formats.word.styles import Styles

_DOCUMENT = "word/document.xml"
# Word Online adds a number.
_DOCUMENTS = re.compile(r"word/document[0-9]*\.xml")
# Default titles, and the names of programs and computers in place of an author's.
_NO_TITLE = re.compile(
    r"(?:word )?document\d*|dokumen\d*|untitled|microsoft word .*", re.IGNORECASE
)
_NO_AUTHOR = re.compile(
    r"python-docx|un-?named|unknown|(?:microsoft office |windows )?user|admin(?:istrator)?",
    re.IGNORECASE,
)


def is_word(names: Iterable[str]) -> bool:
    """Return whether an archive of these files is a Word document.

    >>> is_word(["_rels/.rels", "word/document.xml"])
    True
    """
    return any(map(_DOCUMENTS.fullmatch, names))


def read_word(data: bytes) -> Extract:
    """Return the document's current text, without tracked deletions and hidden text.

    Headings are separate lines, list items start with `• ` or their number, table rows are lines of
    cells separated by ` | `, and notes follow the paragraph that refers to them. Headers, footers
    and comments are left out.
    """
    with Archive(data) as archive:
        package = Package(archive, _DOCUMENT)
        root = package.xml(package.main)
        styles = Styles(package.part("styles"))
        numbering = Numbering(package.part("numbering"), styles)
        notes = {
            (kind, attribute(element, "id") or ""): element
            for kind in ("footnote", "endnote")
            for element in children(package.part(f"{kind}s"), kind)
        }
        title, author = package.property("title"), package.property("creator")
    document = Document(root, styles, numbering, notes)
    front = document.front
    if _NO_TITLE.fullmatch(title):
        title = ""
    if _NO_AUTHOR.fullmatch(author):
        author = ""
    return Extract(
        blocks=tuple(document.flow.blocks),
        title=front.title or title or front.likely_title,
        author=front.author or author or None,
        published=front.published,
        warnings=(ReadingWarning.PLACEHOLDERS,) if document.has_prompts else (),
    )
