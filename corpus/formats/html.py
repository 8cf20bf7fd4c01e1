"""Web pages: extract the article from a page, without navigation and other boilerplate."""

import re
from copy import deepcopy

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura import bare_extraction
from trafilatura.settings import Document

from corpus.formats.blocks import blocks_of
from corpus.formats.markup import parse_html
from corpus.formats.reading import Extract

# The HTML equivalents of trafilatura's elements.
_IN_HTML = {"item": "li", "row": "tr", "quote": "blockquote", "lb": "br"}
_DECLARED_WITHIN = 4096  # bytes; the HTML standard asks for the first 1,024
_DECLARED = re.compile(
    rb"<(?:meta\b[^<>]*?\bcharset|\?xml\b[^<>]*?\bencoding)\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)


def declared_charset(data: bytes) -> str | None:
    """Return the encoding declared at the start of a page, None if there is none.

    >>> declared_charset(b'<html><head><meta charset="utf-8">')
    'utf-8'
    """
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return found[1].decode("ascii", errors="replace") if found else None


def read_html(text: str) -> Extract:
    """Return the article on a page, or the page's whole text if no article is found."""
    root = parse_html(text)
    if root is None:
        return Extract(blocks=())
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    article = _article(root)
    if article is None:
        title = root.findtext(".//title")
        return Extract(blocks=blocks_of(root), title=title, language=language)
    found = article.body
    assert found is not None
    return Extract(
        blocks=blocks_of(_as_html(found)),
        title=article.title,
        source=article.sitename or article.hostname,
        author=article.author,
        published=article.date,
        url=article.url,
        language=language,
    )


def _article(root: HtmlElement) -> Document | None:
    """Return the article that trafilatura finds, or None."""
    try:
        article = bare_extraction(
            deepcopy(root),
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            # Without it, code would lose its line breaks.
            include_formatting=True,
            # Guessing a date from any digits on a page is slow, and wrong half of the time.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except MemoryError:
        raise
    # Odd pages make it raise all kinds of errors; deeply nested ones, RecursionError.
    except Exception:
        return None
    if not isinstance(article, Document) or article.body is None or not article.text:
        return None
    return article


def _as_html(body: etree._Element) -> etree._Element:
    """Rename trafilatura's elements to their HTML equivalents."""
    for element in body.iter(etree.Element):
        tag = str(element.tag)
        if tag == "head":
            element.tag = "h2"
        elif tag == "list":
            element.tag = "ol" if element.get("rend") == "ol" else "ul"
        elif tag == "cell":
            element.tag = "th" if element.get("role") == "head" else "td"
        elif tag == "code" and "\n" in "".join(element.itertext()):
            element.tag = "pre"
        else:
            element.tag = _IN_HTML.get(tag, tag)
    return body
