"""PDF files with a text layer."""

import logging
import re
from contextlib import closing
from dataclasses import replace

# Ships no type hints.
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from corpus.formats.drawings import drawn, with_bullets
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.fields import filled_in
from corpus.formats.layout.document import lay_out
from corpus.formats.layout.pages import Page
from corpus.formats.letters import read_letters
from corpus.formats.printed import without_added
from corpus.formats.reading import Extract, ReadingWarning
from corpus.formats.regulations import names_regulation
from corpus.formats.rules import with_rules
from corpus.formats.strikes import with_strikes

FEW_LETTERS = 100
"""Letters of a page that may be a picture of text with no more than a header or stamp as text."""

# The last lines of a PDF: where its cross-reference table is, and its end, which Acrobat expects
# within the last 1,024 bytes. A truncated file lacks them; PDFium would return its remaining pages
# as if they were all.
_END = b"%%EOF"
_END_WITHIN = 1024
_TABLE = re.compile(rb"startxref\s+(\d{1,10})\s")
_TABLE_START = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024
# Titles that programs write by default, and names of files.
_NO_TITLE = re.compile(
    r"untitled.*|\(?(?:anonymous|unspecified)\)?|document\d*|slide \d+|title|\W*"
    r"|microsoft (?:word|powerpoint|excel) .*"
    r"|powerpoint presentation|.*\.(?:docx?|pdf|odt|indd|tex|rtf|html?|xlsx?|pptx?|cdr|wpd)"
    r"|(?=\S*[\d_])\S+|about:blank|(?:https?|file):\S+",
    re.IGNORECASE,
)
# What follows the title of a web page: the name of its site.
_SITE = re.compile(r"\s+[-–—|·•:]\s+")

# It warns of forms in XML (XFA), whose fields are read all the same.
logging.getLogger("pypdfium2").setLevel(logging.ERROR)


def read_pdf(data: bytes) -> Extract:
    """Return the text in reading order, without page numbers and running headers and footers.

    Raises UnreadableError: ENCRYPTED, DAMAGED, or SCANNED if there are only images.
    """
    if not _is_whole(data):
        raise UnreadableError(Unreadable.DAMAGED)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = error.err_code == pdfium_c.FPDF_ERR_PASSWORD
        reason = Unreadable.ENCRYPTED if encrypted else Unreadable.DAMAGED
        raise UnreadableError(reason) from error
    with closing(document):
        return _extract(document)


def _is_whole(data: bytes) -> bool:
    """Return True if a file has an end, with nothing but other bytes after it.

    Viewers accept files to which a server has added a page, and files that lack the very last line.
    """
    if _END in data.rstrip(b"\x00\t\n\r ")[-_END_WITHIN:]:
        return True
    found = _TABLE.match(data, max(data.rfind(b"startxref"), 0))
    if found is None or _OBJECT.search(data, found.end()):
        return False
    # Where a file has other bytes before its header, places may be counted from either.
    starts = (0, max(data.find(_HEADER, 0, _HEADER_WITHIN), 0))
    return any(_TABLE_START.match(data, start + int(found[1])) for start in starts)


def _extract(document: pdfium.PdfDocument) -> Extract:
    document.init_forms()
    pages: list[Page] = []
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError as error:
            raise UnreadableError(Unreadable.DAMAGED) from error
        with closing(page):
            pages.append(_read(page))
    if not pages:
        raise UnreadableError(Unreadable.DAMAGED)
    laid_out = lay_out(pages)
    if laid_out.pictures and not laid_out.blocks:
        raise UnreadableError(Unreadable.SCANNED)
    metadata = document.get_metadata_dict()
    title = _title(metadata.get("Title", "").strip(), laid_out.title)
    warnings = {
        ReadingWarning.PAGES_WITHOUT_TEXT: laid_out.pictures,
        ReadingWarning.UNCLEAR_PAGES: laid_out.unclear,
    }
    return Extract(
        blocks=tuple(without_added(laid_out.blocks, title or "")),
        title=title,
        author=metadata.get("Author") or None,
        warnings=tuple(warning for warning, numbers in warnings.items() if numbers),
        pages=tuple(sorted({*laid_out.pictures, *laid_out.unclear})),
    )


def _read(page: pdfium.PdfPage) -> Page:
    found, turn = read_letters(page)
    boxes = drawn(page, turn)
    runs = with_strikes(with_rules(with_bullets(found.runs, boxes), boxes), boxes)
    runs += filled_in(page, turn)
    few = sum(len(run.text) for run in runs) < FEW_LETTERS
    return replace(found, runs=runs, has_picture=few and _has_picture(page))


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,)))


def _title(stated: str, found: str | None) -> str | None:
    """Return the title that the metadata state, unless the first page has a better one."""
    if _NO_TITLE.fullmatch(stated) or (found and names_regulation(found)):
        return found
    if found and stated.startswith(found) and _SITE.match(stated[len(found) :]):
        return found
    return stated
