"""E-books (.epub): web pages in a zip archive, listed in reading order."""

import posixpath
import re
from urllib.parse import unquote

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.archive import Archive
from corpus.formats.blocks import blocks_of
from corpus.formats.encoding import decode
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.markup import parse_html
from corpus.formats.reading import LONGEST_BODY, Extract, TextBlock

CONTAINER = "META-INF/container.xml"
"""The file by which an archive is recognized as an e-book."""

_ENCRYPTION = "META-INF/encryption.xml"
# Algorithms that only obfuscate fonts; the text is not encrypted.
_FONTS_ONLY = re.compile(r"http://(?:www\.idpf\.org/2008/embedding|ns\.adobe\.com/pdf/enc#RC)")
_PAGES = {"application/xhtml+xml", "text/html"}


def read_epub(data: bytes) -> Extract:
    """Return the book's whole text in the order of its spine, and the metadata of its package.

    Raises UnreadableError: ENCRYPTED, DAMAGED, TOO_BIG_INSIDE or TOO_MANY_CHARACTERS.
    """
    with Archive(data) as archive:
        if _is_encrypted(archive):
            raise UnreadableError(Unreadable.ENCRYPTED)
        path = archive.xml(CONTAINER).find(".//{*}rootfile")
        if path is None or not path.get("full-path"):
            raise UnreadableError(Unreadable.DAMAGED)
        package = archive.xml(path.get("full-path"))
        blocks = _blocks(archive, package, posixpath.dirname(path.get("full-path")))
    return Extract(
        blocks=blocks,
        title=_metadata(package, "title"),
        source=_metadata(package, "publisher"),
        author=_metadata(package, "creator"),
        published=_metadata(package, "date"),
        language=_metadata(package, "language"),
    )


def _is_encrypted(archive: Archive) -> bool:
    if _ENCRYPTION not in archive.names:
        return False
    methods = archive.xml(_ENCRYPTION).iterfind(".//{*}EncryptedData/{*}EncryptionMethod")
    return any(not _FONTS_ONLY.match(method.get("Algorithm", "")) for method in methods)


def _blocks(archive: Archive, package: etree._Element, folder: str) -> tuple[TextBlock, ...]:
    pages = {
        item.get("id"): item.get("href")
        for item in package.iterfind("./{*}manifest/{*}item")
        if item.get("media-type") in _PAGES and item.get("href")
    }
    blocks: list[TextBlock] = []
    length = 0
    # Each chapter once, because a small book could list one a million times.
    for name in dict.fromkeys(
        item.get("idref") for item in package.iterfind("./{*}spine/{*}itemref")
    ):
        if name not in pages:
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(pages[name].partition("#")[0])))
        root = parse_html(decode(archive.read(path)).text)
        if root is not None:
            chapter = blocks_of(root)
            blocks += chapter
            length += sum(len(block.text) for block in chapter)
        if length > LONGEST_BODY:
            raise UnreadableError(Unreadable.TOO_MANY_CHARACTERS)
    return tuple(blocks)


def _metadata(package: etree._Element, name: str) -> str | None:
    element = package.find(f"./{{*}}metadata/{{http://purl.org/dc/elements/1.1/}}{name}")
    return element.text if element is not None else None
