"""PDF files with a text layer."""

import re
from collections.abc import Iterator
from contextlib import closing

# Ship no type hints.
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.layout import Run, lay_out
from corpus.formats.reading import Extract, ReadingWarning

WIDEST_GAP = 1.2
"""The widest gap between two letters of the same run, in letter heights; a wider one separates
columns."""

# The last line of a PDF, which Acrobat expects within the last 1,024 bytes. A truncated file lacks
# it; PDFium would return its remaining pages as if they were all.
_END = b"%%EOF"
_END_WITHIN = 1024
# PDFium's codes for a hyphen at the end of a line.
_HYPHENS = (0x02, 0xFFFE)
_LINE_ENDS = (0x0A, 0x0D)
# Titles that programs write by default.
_NO_TITLE = re.compile(
    r"untitled.*|document\d*|microsoft (?:word|powerpoint|excel) .*|slide \d+|title|\W*"
    r"|powerpoint presentation|.*\.(?:docx?|pdf|odt|indd|tex|rtf)",
    re.IGNORECASE,
)


def read_pdf(data: bytes) -> Extract:
    """Return the text in reading order, without page numbers and running headers and footers.

    Raises UnreadableError: ENCRYPTED, DAMAGED, or SCANNED if there are only images.
    """
    if _END not in data.rstrip(b"\x00\t\n\r ")[-_END_WITHIN:]:
        raise UnreadableError(Unreadable.DAMAGED)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = error.err_code == pdfium_c.FPDF_ERR_PASSWORD
        reason = Unreadable.ENCRYPTED if encrypted else Unreadable.DAMAGED
        raise UnreadableError(reason) from error
    with closing(document):
        return _extract(document)


def _extract(document: pdfium.PdfDocument) -> Extract:
    pages: list[list[Run]] = []
    pictures = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError as error:
            raise UnreadableError(Unreadable.DAMAGED) from error
        with closing(page):
            runs = list(_runs(page))
            pictures += not runs and _has_picture(page)
        pages.append(runs)
    if not pages:
        raise UnreadableError(Unreadable.DAMAGED)
    if pictures and not any(pages):
        raise UnreadableError(Unreadable.SCANNED)
    laid_out = lay_out(pages)
    metadata = document.get_metadata_dict()
    title = metadata.get("Title", "").strip()
    return Extract(
        blocks=laid_out.blocks,
        title=laid_out.title if _NO_TITLE.fullmatch(title) else title,
        author=metadata.get("Author") or None,
        warnings=(ReadingWarning.PAGES_WITHOUT_TEXT,) if pictures else (),
    )


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,)))


def _runs(page: pdfium.PdfPage) -> Iterator[Run]:
    """Yield the runs of letters that follow each other on a line, in file order."""
    with closing(page.get_textpage()) as text:
        builder = _RunBuilder()
        for index in range(text.count_chars()):
            code = pdfium_c.FPDFText_GetUnicode(text, index)
            if code in _LINE_ENDS:
                yield from builder.finished()
            elif chr(code).isspace():
                builder.add_space()
            elif code:
                box = pdfium_c.FS_RECTF()
                pdfium_c.FPDFText_GetLooseCharBox(text, index, box)
                if not builder.reaches(box):
                    yield from builder.finished()
                builder.add("-" if code in _HYPHENS else chr(code), box)
                if code in _HYPHENS:
                    yield from builder.finished()
        yield from builder.finished()


class _RunBuilder:
    """The run of letters being read."""

    def __init__(self) -> None:
        self._letters: list[str] = []
        self._boxes: list[pdfium_c.FS_RECTF] = []

    def reaches(self, box: pdfium_c.FS_RECTF) -> bool:
        """Return True if a letter there is on the same line, close enough to the last one."""
        if not self._boxes:
            return True
        last = self._boxes[-1]
        height = min(last.top - last.bottom, box.top - box.bottom)
        overlap = min(last.top, box.top) - max(last.bottom, box.bottom)
        # In either direction, because of right-to-left scripts.
        gap = max(box.left - last.right, last.left - box.right)
        return bool(overlap >= height / 2 and gap <= WIDEST_GAP * max(height, 1))

    def add(self, letter: str, box: pdfium_c.FS_RECTF) -> None:
        self._letters.append(letter)
        self._boxes.append(box)

    def add_space(self) -> None:
        if self._letters:
            self._letters.append(" ")

    def finished(self) -> Iterator[Run]:
        """Yield the run, if there is one, and begin the next."""
        letters, boxes = "".join(self._letters), self._boxes
        self._letters, self._boxes = [], []
        if boxes:
            yield Run(
                # Characters beyond U+FFFF may come as two surrogates.
                text=letters.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip(),
                left=min(box.left for box in boxes),
                right=max(box.right for box in boxes),
                bottom=min(box.bottom for box in boxes),
                top=max(box.top for box in boxes),
            )
