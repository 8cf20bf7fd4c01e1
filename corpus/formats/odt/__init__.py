"""OpenDocument texts (.odt), as LibreOffice writes them: XML in a zip archive."""

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.archive import Archive
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.odt.document import Document
from corpus.formats.odt.names import full
from corpus.formats.odt.styles import Styles
from corpus.formats.reading import Extract, ReadingWarning

MEDIA_TYPE = b"application/vnd.oasis.opendocument.text"
"""What the file `mimetype` of such an archive starts with; templates add to it."""

_MANIFEST = "META-INF/manifest.xml"
_CONTENT, _STYLES, _META = "content.xml", "styles.xml", "meta.xml"


def read_odt(data: bytes) -> Extract:
    """Return the document's current text, without tracked deletions and hidden text.

    It is given as for Word. Raises UnreadableError: ENCRYPTED, DAMAGED or TOO_BIG_INSIDE.
    """
    with Archive(data) as archive:
        if _is_encrypted(archive):
            raise UnreadableError(Unreadable.ENCRYPTED)
        content = archive.xml(_CONTENT)
        styles = archive.xml(_STYLES) if _STYLES in archive.names else None
        meta = archive.xml(_META) if _META in archive.names else None
    body = content.find(f"{full('office:body')}/{full('office:text')}")
    if body is None:
        raise UnreadableError(Unreadable.DAMAGED)
    document = Document(body, Styles(styles, content))
    front = document.front
    return Extract(
        blocks=tuple(document.flow.blocks),
        title=front.title or _meta(meta, "dc:title") or front.likely_title,
        author=front.author or _meta(meta, "meta:initial-creator") or _meta(meta, "dc:creator"),
        published=front.published,
        language=_meta(meta, "dc:language"),
        warnings=(ReadingWarning.PLACEHOLDERS,) if document.has_prompts else (),
    )


def _is_encrypted(archive: Archive) -> bool:
    if _MANIFEST not in archive.names:
        return False
    return next(archive.xml(_MANIFEST).iter(full("manifest:encryption-data")), None) is not None


def _meta(meta: etree._Element | None, name: str) -> str | None:
    element = next(meta.iter(full(name)), None) if meta is not None else None
    return element.text if element is not None else None
