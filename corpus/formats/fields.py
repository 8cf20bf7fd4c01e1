"""Read what people have filled into a PDF: the fields of a form, and text placed on a page."""

from collections.abc import Callable, Iterator
from ctypes import c_ushort, sizeof

# Ship no type hints.
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from corpus.formats.layout.runs import Run
from corpus.formats.layout.turning import Box, Turn

LARGEST_LETTERS = 11
"""Points; the fields don't say how large their letters are."""
LINE_DISTANCE = 1.2
"""In font sizes."""
_TEXT_FIELDS = (
    pdfium_c.FPDF_FORMFIELD_TEXTFIELD,
    pdfium_c.FPDF_FORMFIELD_COMBOBOX,
    pdfium_c.FPDF_FORMFIELD_LISTBOX,
)
_UNSEEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD = 1 << 13


def filled_in(page: pdfium.PdfPage, turn: Turn) -> Iterator[Run]:
    """Yield a run for each line that is filled into a page; its document has its forms loaded."""
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        try:
            text = _text(page, annotation).strip()
            if text:
                rectangle = pdfium_c.FS_RECTF()
                pdfium_c.FPDFAnnot_GetRect(annotation, rectangle)
                box = Box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
                yield from _runs(text, turn.box(box))
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)


def _text(page: pdfium.PdfPage, annotation: object) -> str:
    """Return what is filled in; empty if it is of another kind, or not seen."""
    if pdfium_c.FPDFAnnot_GetFlags(annotation) & _UNSEEN:
        return ""
    subtype = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    if subtype == pdfium_c.FPDF_ANNOT_FREETEXT:
        return _string(pdfium_c.FPDFAnnot_GetStringValue, annotation, b"Contents")
    form = page.formenv
    if subtype != pdfium_c.FPDF_ANNOT_WIDGET or form is None:
        return ""
    if pdfium_c.FPDFAnnot_GetFormFieldType(form, annotation) not in _TEXT_FIELDS:
        return ""
    if pdfium_c.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return ""
    return _string(pdfium_c.FPDFAnnot_GetFormFieldValue, form, annotation)


def _string(function: Callable[..., int], *arguments: object) -> str:
    """Return a string of PDFium's."""
    length = function(*arguments, None, 0)
    buffer = (c_ushort * (length // sizeof(c_ushort)))()
    function(*arguments, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00")


def _runs(text: str, box: Box) -> Iterator[Run]:
    height = box.top - box.bottom
    lines = [line for line in text.splitlines() if line.strip()]
    size = min(LARGEST_LETTERS, height / (LINE_DISTANCE * len(lines)))
    top = box.top - (height - LINE_DISTANCE * size * len(lines)) / 2
    for number, line in enumerate(lines):
        baseline = top - size - LINE_DISTANCE * size * number
        yield Run(line, box.left, max(box.right, box.left + size), baseline, size)
