"""The pages of e-books, without page numbers, marks of notes, and what is not text of the book."""

import re
from copy import deepcopy
from dataclasses import replace

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from corpus.formats.blocks import blocks_of
from corpus.formats.reading import TextBlock

_REMOVED = "removed"
_PAGE_BREAKS = frozenset({"pagebreak", "doc-pagebreak"})
_MARKS = frozenset({"noteref", "doc-noteref"})
# From the EPUB structural semantics vocabulary, and the types of references in EPUB 2.
_APART = frozenset({
    *("cover", "titlepage", "title-page", "halftitlepage", "toc", "doc-toc", "landmarks"),
    *("page-list", "doc-pagelist", "loi", "lot", "loa", "lov"),
})  # fmt: skip
# How books without that vocabulary name page numbers: `<span class="pagenum">[p. 12]</span>`.
_NUMBER_CLASSES = frozenset({"pagebreak", "page-break", "pagenum", "pagenumber", "page-number"})
_PAGE_NUMBER = re.compile(
    r"[\[{(]?(?:p|pg|page|hal|hlm)?\.?\s?(?:\d{1,5}|[ivxlcdm]{1,8})[\]})]?", re.IGNORECASE
)
_LONGEST_NUMBER = 30  # code points, with spaces
_FEWEST_LINKS = 3
_MOSTLY = 0.8
"""The share of a page's letters in links from which it is a table of contents."""


def is_apart(types: str) -> bool:
    """Return whether a part with these types is none of the book's text.

    >>> is_apart("frontmatter titlepage"), is_apart("chapter")
    (True, False)
    """
    return not _APART.isdisjoint(types.lower().split())


def chapter_blocks(root: HtmlElement) -> tuple[TextBlock, ...]:
    """Return the text of a page; parts that are none of the book's are at its end, left out."""
    for element in list(root.iter(etree.Element)):
        if _is_page_number(element) or not _MARKS.isdisjoint(_types(element)):
            element.tag = _REMOVED
    etree.strip_elements(root, _REMOVED, with_tail=False)
    if _is_contents(root):
        return _left_out(root)
    left_out: list[TextBlock] = []
    for element in _outermost_apart(root):
        part = deepcopy(element)
        part.tail = None
        left_out += _left_out(part)
        element.tag = _REMOVED
    etree.strip_elements(root, _REMOVED, with_tail=False)
    return (*blocks_of(root), *left_out)


def _left_out(root: HtmlElement) -> tuple[TextBlock, ...]:
    return tuple(replace(block, left_out=True) for block in blocks_of(root))


def _outermost_apart(root: HtmlElement) -> list[HtmlElement]:
    """Return the elements that are none of the book's text and not within another such."""
    found: list[HtmlElement] = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        is_navigation = element.tag == "nav" or is_apart(" ".join(_types(element)))
        if is_navigation and element is not root:
            found.append(element)
            walk.skip_subtree()
    return found


def _types(element: etree._Element) -> set[str]:
    return {*(element.get("epub:type") or "").lower().split(), element.get("role") or ""}


def _is_page_number(element: etree._Element) -> bool:
    if not _PAGE_BREAKS.isdisjoint(_types(element)):
        return True
    classes = (element.get("class") or "").lower().split()
    if _NUMBER_CLASSES.isdisjoint(classes):
        return False
    text = ""
    for piece in element.itertext(etree.Element):
        text += piece
        if len(text) > _LONGEST_NUMBER:
            return False
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def _is_contents(root: etree._Element) -> bool:
    """Return whether a page is nearly all links to other pages."""
    links = [link for link in root.iter("a") if ":" not in (link.get("href") or ":")]
    if len(links) < _FEWEST_LINKS or root.find("body") is None:
        return False
    letters = _letters(root.body)
    return sum(map(_letters, links)) > _MOSTLY * letters


def _letters(element: HtmlElement) -> int:
    return len("".join("".join(element.itertext(etree.Element)).split()))
