"""Create minimal but real documents: PDF, Word and EPUB."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Placed:
    """Text at a position on a page, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float = 11


def pdf(
    pages: Sequence[Sequence[Placed]],
    *,
    title: str = "",
    picture: Sequence[int] = (),
    page_tree: bytes = b"",
) -> bytes:
    """Return a PDF with this text; `picture` lists pages (from 0) that also have an image."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        _stream(b"\x00" * 300, b"/Type/XObject/Subtype/Image/Width 10/Height 10"
                b"/ColorSpace/DeviceRGB/BitsPerComponent 8"),
        b"<</Title(" + _escaped(title) + b")>>",
    ]  # fmt: skip
    kids = []
    for number, page in enumerate(pages):
        content = b"\n".join(
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET"
            % (placed.size, placed.x, placed.y, _escaped(placed.text))
            for placed in page
        )
        if number in picture:
            content += b"\nq 500 0 0 700 50 50 cm /I1 Do Q"
        objects.append(_stream(content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>/XObject<</I1 4 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    if page_tree:
        objects[1] = page_tree
    return assembled(objects, b"/Info 5 0 R")


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of these objects, the first of which is its catalogue."""
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer<</Size %d/Root 1 0 R%s>>\n" % (size, trailer)
        + b"startxref\n%d\n%%%%EOF\n" % len(data)
    )


def paragraphs_on_page(
    paragraphs: Sequence[str], *, x: float = 72, top: float = 720, width: int = 70
) -> list[Placed]:
    """Return the paragraphs wrapped to lines of at most this many letters, one line apart."""
    placed = []
    y = top
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) >= width:
                placed.append(Placed(line, x, y))
                line, y = "", y - 14
            line = f"{line} {word}".strip()
        placed.append(Placed(line, x, y))
        y -= 28
    return placed


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def _escaped(text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return escaped.encode("cp1252")


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, members: Mapping[str, str | bytes] | None = None, doctype: str = "") -> bytes:
    """Return a Word document whose body is this WordprocessingML."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}'
        f'<w:document xmlns:w="{WORD_NAMESPACE}"><w:body>{body}</w:body></w:document>'
    )
    return archive(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": document} | dict(members or {})
    )


def word_paragraph(text: str, style: str = "", number: str = "", level: int = 0) -> str:
    """Return a paragraph of WordprocessingML, as a list item if the number of a list is given."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def word_table(rows: Sequence[Sequence[str]], *, heading: bool = False) -> str:
    """Return a table of WordprocessingML, optionally with its first row marked as heading."""
    written = []
    for number, row in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if heading and number == 0 else ""
        cells = "".join(f"<w:tc>{word_paragraph(cell)}</w:tc>" for cell in row)
        written.append(f"<w:tr>{mark}{cells}</w:tr>")
    return f"<w:tbl>{''.join(written)}</w:tbl>"


def epub(
    chapters: Mapping[str, str | bytes],
    metadata: str = "",
    members: Mapping[str, str | bytes] | None = None,
    spine: Sequence[str] | None = None,
) -> bytes:
    """Return an e-book of these files, in the order of the spine (by default, their own)."""
    names = list(chapters)
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(names)
    )
    references = "".join(f'<itemref idref="c{names.index(name)}"/>' for name in spine or names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{references}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
    )
    return archive(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
        | {"OEBPS/content.opf": package}
        | {f"OEBPS/{name}": content for name, content in chapters.items()}
        | dict(members or {})
    )
