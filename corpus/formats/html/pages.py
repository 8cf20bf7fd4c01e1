"""Notice that an article goes on on other pages: “Halaman 1 2 3 Selanjutnya”."""

import re
from urllib.parse import urlsplit

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.html.outline import Box
from corpus.formats.phrases import LONGEST, is_next, pages_in

_COMMENTS = re.compile("comment|komentar", re.IGNORECASE)
"""Regions with pages of their own."""
_AROUND = 3
"""Levels above an article at which links to its other pages are looked for."""
# ?page=2 · ?page=all · /page/2 · /judul/2 · /judul-2.html
_PAGE_QUERY = re.compile(
    r"(?:^|&)(?:page|hal|halaman|pg|p)=(?:[2-9]|[1-9]\d|all)(?:&|$)", re.IGNORECASE
)
_PAGE_PATH = re.compile(
    r"(?:/(?:page|hal|halaman)?/?|[-_])(?:[2-9]|[1-9]\d)(?:\.\w+)?/?$", re.IGNORECASE
)


def stated_next_page(root: etree._Element, url: str | None) -> str | None:
    """Return the address of the next page of an article, if a page states it; the tree as parsed.

    Pages state the next article in the same way.
    """
    for link in root.iter("link", "a"):
        href = link.get("href") or ""
        if link.get("rel") != "next" and "page=all" not in href:
            continue
        if _is_page_of(href.strip(), url):
            return str(href.strip())
    return None


def _is_page_of(href: str, url: str | None) -> bool:
    """Return whether an address is that of another page of the article at `url`."""
    try:
        other, own = urlsplit(href), urlsplit(url or href)
    except ValueError:
        return False
    if other.netloc not in {"", own.netloc}:
        return False
    if _PAGE_QUERY.search(other.query):
        return other.path in {"", own.path}
    start = _PAGE_PATH.sub("", other.path)
    return url is not None and start not in {"", "/", other.path} and own.path.startswith(start)


def linked_next_page(article: Box, foreign: set[Box]) -> str | None:
    """Return the address of the next page that a line of links near an article leads to.

    It is empty if the line has no addresses; None if there is no such line.
    """
    around = article
    for _ in range(_AROUND):
        around = around.parent or around
    waiting = [around]
    while waiting:
        box = waiting.pop()
        if box in foreign and _COMMENTS.search(
            box.element.get("class") or box.element.get("id") or ""
        ):
            continue
        waiting += reversed(box.children)
        if not 0 < box.text <= LONGEST or box.prose or box.tag in {"table", "tr", "td", "pre"}:
            continue
        pieces = box.element.xpath("descendant-or-self::*/text()")
        if pages_in(" ".join(" ".join(pieces).split())) > 1:
            return _next(box.element)
    return None


def _next(line: etree._Element) -> str:
    """Return the address of the second page that a line leads to."""
    links = [(" ".join(link.text_content().split()), link.get("href")) for link in line.iter("a")]
    for text, href in links:
        if href and (text == "2" or is_next(text)) and not href.startswith(("#", "javascript:")):
            return str(href.strip())
    return ""
