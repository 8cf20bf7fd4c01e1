"""E-books (.epub): web pages in a zip archive, listed in reading order."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.article import Kind
from corpus.formats.archive import Archive
from corpus.formats.chapter import chapter_blocks, is_apart
from corpus.formats.encoding import decode
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.markup import parse_html, parse_xml
from corpus.formats.reading import LONGEST_BODY, Extract, ReadingWarning, TextBlock

CONTAINER = "META-INF/container.xml"
"""The file by which an archive is recognized as an e-book."""

_ENCRYPTION = "META-INF/encryption.xml"
# Algorithms that only obfuscate fonts; the text is not encrypted.
_FONTS_ONLY = re.compile(r"http://(?:www\.idpf\.org/2008/embedding|ns\.adobe\.com/pdf/enc#RC)")
_PAGES = {"application/xhtml+xml", "text/html"}
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
# What XML doesn't allow but e-books have: a bare &, and entities of HTML.
_AMPERSAND = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)(\w{1,32};)?"
)


def read_epub(data: bytes) -> Extract:
    """Return the book's whole text in the order of its spine, and the metadata of its package.

    A chapter that can't be read is left out, with a warning.

    Raises UnreadableError: ENCRYPTED, DAMAGED, TOO_BIG_INSIDE or TOO_MANY_CHARACTERS.
    """
    with Archive(data) as archive:
        if _is_encrypted(archive):
            raise UnreadableError(Unreadable.ENCRYPTED)
        path = archive.xml(CONTAINER).find(".//{*}rootfile")
        if path is None or not path.get("full-path"):
            raise UnreadableError(Unreadable.DAMAGED)
        package = _package(archive.read(path.get("full-path")))
        book = _Book(archive, package, posixpath.dirname(path.get("full-path")))
        blocks = tuple(book.blocks())
    headings = (block.text for block in blocks if block.kind is Kind.HEADING and not block.left_out)
    if book.unreadable and not blocks:
        raise UnreadableError(Unreadable.DAMAGED)
    return Extract(
        blocks=blocks,
        title=_metadata(package, "title") or next(headings, None),
        source=_metadata(package, "publisher"),
        author=_metadata(package, "creator"),
        published=_metadata(package, "date"),
        language=_metadata(package, "language"),
        warnings=(ReadingWarning.PARTS_UNREADABLE,) if book.unreadable else (),
    )


def _is_encrypted(archive: Archive) -> bool:
    if _ENCRYPTION not in archive.names:
        return False
    methods = archive.xml(_ENCRYPTION).iterfind(".//{*}EncryptedData/{*}EncryptionMethod")
    return any(not _FONTS_ONLY.match(method.get("Algorithm", "")) for method in methods)


def _package(data: bytes) -> etree._Element:
    """Return the list of the book's parts; what is not quite XML is mended."""
    try:
        return parse_xml(data)
    except UnreadableError:
        return parse_xml(_AMPERSAND.sub(_mended, data), recover=True)


def _mended(found: re.Match[bytes]) -> bytes:
    entity = found[0].decode()
    character = unescape(entity)
    return b"&amp;" + (found[1] or b"") if character == entity else character.encode()


def _metadata(package: etree._Element, name: str) -> str | None:
    element = package.find(f"./{{*}}metadata//{_DUBLIN_CORE}{name}")
    return element.text if element is not None else None


class _Book:
    """The parts of a book."""

    def __init__(self, archive: Archive, package: etree._Element, folder: str) -> None:
        self._archive = archive
        self._package = package
        self._folder = folder
        self._named = {
            " ".join((element.text or "").split())
            for element in package.iterfind("./{*}metadata//*")
            if isinstance(element.tag, str) and element.tag.startswith(_DUBLIN_CORE)
        }
        """The title, author and the like, of which title pages consist."""
        self.unreadable = 0
        """How many chapters could not be read."""

    def blocks(self) -> Iterator[TextBlock]:
        """Yield the text of the chapters; what is not text of the book is marked as left out."""
        length = 0
        for path, is_beside in self._pages():
            try:
                root = parse_html(decode(self._archive.read(path)).text)
                blocks = chapter_blocks(root) if root is not None else ()
            except UnreadableError as error:
                if error.reason not in {Unreadable.DAMAGED, Unreadable.BINARY}:
                    raise
                self.unreadable += 1
                continue
            length += sum(len(block.text) for block in blocks)
            if length > LONGEST_BODY:
                raise UnreadableError(Unreadable.TOO_MANY_CHARACTERS)
            left_out = is_beside or all(block.text in self._named for block in blocks)
            for block in blocks:
                yield replace(block, left_out=block.left_out or left_out)

    def _pages(self) -> Iterator[tuple[str, bool]]:
        """Yield the paths of the pages, and whether each is none of the book's text.

        Each is given once, because a small book could list one a million times.
        """
        apart = set(self._apart())
        items = {item.get("id"): item for item in self._package.iterfind("./{*}manifest/{*}item")}
        references = {
            each.get("idref"): each for each in self._package.iterfind("./{*}spine/{*}itemref")
        }
        is_before_text = True
        for name, reference in references.items():
            item = items.get(name)
            # Covers and title pages, which readers pass over.
            is_before_text &= reference.get("linear") == "no"
            if item is None or not item.get("href"):
                self.unreadable += 1
            elif item.get("media-type") in _PAGES:
                path = self._path(item.get("href"))
                yield path, path in apart or is_before_text

    def _apart(self) -> Iterator[str]:
        """Yield the paths of the title page, the table of contents and the like."""
        for item in self._package.iterfind("./{*}manifest/{*}item"):
            if "nav" in (item.get("properties") or "").split():
                yield self._path(item.get("href") or "")
        for reference in self._package.iterfind("./{*}guide/{*}reference"):
            if is_apart(reference.get("type") or "") and "#" not in (reference.get("href") or ""):
                yield self._path(reference.get("href") or "")

    def _path(self, link: str) -> str:
        path = link.partition("#")[0]
        full = posixpath.normpath(posixpath.join(self._folder, unquote(path)))
        return (
            full
            if full in self._archive.names
            else posixpath.normpath(posixpath.join(self._folder, path))
        )
