"""Create minimal but real documents: PDF, Word, OpenDocument, PowerPoint and EPUB."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from xml.sax.saxutils import escape

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_OPENDOCUMENT = (
    f'xmlns:office="{_OASIS}:office:1.0" xmlns:text="{_OASIS}:text:1.0" '
    f'xmlns:style="{_OASIS}:style:1.0" xmlns:table="{_OASIS}:table:1.0" '
    f'xmlns:draw="{_OASIS}:drawing:1.0" xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0" '
    f'xmlns:meta="{_OASIS}:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
_SLIDES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


FONTS = ("Helvetica", "Helvetica-Bold", "Courier")


@dataclass(frozen=True)
class Placed:
    """Text at a position on a page, in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float = 11
    font: str = "Helvetica"
    """One of FONTS."""
    angle: float = 0
    """In degrees, counterclockwise from left to right."""


def pdf(
    pages: Sequence[Sequence[Placed]],
    *,
    title: str = "",
    picture: Sequence[int] = (),
    page_tree: bytes = b"",
    rotate: int = 0,
    drawing: bytes = b"",
) -> bytes:
    """Return a PDF with this text; `picture` lists pages (from 0) that also have an image.

    `rotate` turns each page clockwise, and `drawing` is painted on each.
    """
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"null",
        _stream(b"\x00" * 300, b"/Type/XObject/Subtype/Image/Width 10/Height 10"
                b"/ColorSpace/DeviceRGB/BitsPerComponent 8"),
        b"<</Title(" + _escaped(title) + b")>>",
    ]  # fmt: skip
    fonts = b"".join(
        b"/F%d<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
        % (number, font.encode())
        for number, font in enumerate(FONTS)
    )
    kids = []
    for number, page in enumerate(pages):
        content = b"\n".join(map(_shown, page)) + drawing
        if number in picture:
            content += b"\nq 500 0 0 700 50 50 cm /I1 Do Q"
        objects.append(_stream(content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Rotate %d/Contents %d 0 R"
            b"/Resources<</Font<<%s>>/XObject<</I1 4 0 R>>>>>>" % (rotate, len(objects), fonts)
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


def _shown(placed: Placed) -> bytes:
    cosine, sine = cos(radians(placed.angle)), sin(radians(placed.angle))
    matrix = b"%.4f %.4f %.4f %.4f %g %g Tm" % (cosine, sine, -sine, cosine, placed.x, placed.y)
    font = b"/F%d %g Tf" % (FONTS.index(placed.font), placed.size)
    return b"BT %s %s (%s) Tj ET" % (font, matrix, _escaped(placed.text))


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


def word_run(text: str, properties: str = "") -> str:
    """Return a run of WordprocessingML with these properties, e.g. `<w:b/>`."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{escape(text)}</w:t></w:r>"


def word_paragraph(
    text: str, style: str = "", number: str = "", level: int = 0, properties: str = ""
) -> str:
    """Return a paragraph of WordprocessingML, as a list item if the number of a list is given.

    The text may be runs.
    """
    if style:
        properties = f'<w:pStyle w:val="{style}"/>{properties}'
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    runs = text if text.startswith("<") else word_run(text) if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def word_part(kind: str, content: str) -> dict[str, str]:
    """Return a part such as `styles` of a Word document, with its content."""
    return {f"word/{kind}.xml": f'<w:{kind} xmlns:w="{WORD_NAMESPACE}">{content}</w:{kind}>'}


def word_style(
    identity: str, name: str = "", based_on: str = "", properties: str = "", run: str = ""
) -> str:
    """Return a paragraph style of WordprocessingML; `run` formats its characters."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name or identity}"/>'
        f'<w:basedOn w:val="{based_on}"/><w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


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


def odt(
    body: str, styles: str = "", meta: str = "", members: Mapping[str, str | bytes] | None = None
) -> bytes:
    """Return an OpenDocument text of this body; `styles` are automatic ones."""
    content = (
        f"<office:document-content {_OPENDOCUMENT}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": f"<office:document-meta {_OPENDOCUMENT}>{meta}</office:document-meta>",
        }
        | dict(members or {})
    )


def odt_styles(styles: str) -> dict[str, str]:
    """Return the file of common styles of an OpenDocument text."""
    return {
        "styles.xml": f"<office:document-styles {_OPENDOCUMENT}><office:styles>{styles}"
        "</office:styles></office:document-styles>"
    }


def odt_style(name: str, properties: str, family: str = "text", attributes: str = "") -> str:
    """Return a style of OpenDocument; the properties are those of characters."""
    return (
        f'<style:style style:name="{name}" style:family="{family}" {attributes}>'
        f"<style:text-properties {properties}/></style:style>"
    )


def pptx(
    slides: Sequence[str],
    notes: Mapping[int, str] | None = None,
    members: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a presentation; each slide is the content of its tree of shapes, from number 1."""
    notes = notes or {}
    listed = "".join(
        f'<p:sldId id="{255 + number}" r:id="r{number}"/>' for number in range(1, len(slides) + 1)
    )
    found: dict[str, str | bytes] = {
        "ppt/presentation.xml": f"<p:presentation {_SLIDES}><p:sldIdLst>{listed}</p:sldIdLst>"
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relationships(
            {
                f"r{number}": ("slide", f"slides/slide{number}.xml")
                for number in range(1, len(slides) + 1)
            }
        ),
    }
    for number, shapes in enumerate(slides, start=1):
        found[f"ppt/slides/slide{number}.xml"] = _slide("sld", shapes)
        if number in notes:
            found[f"ppt/slides/_rels/slide{number}.xml.rels"] = relationships(
                {"r1": ("notesSlide", f"../notesSlides/notes{number}.xml")}
            )
            found[f"ppt/notesSlides/notes{number}.xml"] = _slide("notes", notes[number])
    return archive(found | dict(members or {}))


def _slide(kind: str, shapes: str) -> str:
    hidden = ' show="0"' if shapes.startswith("<!--hidden-->") else ""
    return f"<p:{kind} {_SLIDES}{hidden}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{kind}>"


def slide_shape(paragraphs: Sequence[str], placeholder: str = "") -> str:
    """Return a shape of DrawingML: a placeholder of a type, e.g. `title`, or a text box.

    Paragraphs may be text, or the content of `a:p`.
    """
    mark = f'<p:ph type="{placeholder}"/>' if placeholder else ""
    written = "".join(
        f"<a:p>{text if text.startswith('<') else f'<a:r><a:t>{escape(text)}</a:t></a:r>'}</a:p>"
        for text in paragraphs
    )
    return (
        f"<p:sp><p:nvSpPr><p:nvPr>{mark}</p:nvPr></p:nvSpPr><p:txBody>{written}</p:txBody></p:sp>"
    )


def relationships(parts: Mapping[str, tuple[str, str]]) -> str:
    """Return the relationships of a part of Office Open XML: by id, kinds and paths."""
    listed = "".join(
        f'<Relationship Id="{identity}" Type="{_RELATIONSHIPS}/{kind}" Target="{path}"/>'
        for identity, (kind, path) in parts.items()
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{listed}</Relationships>"
    )
