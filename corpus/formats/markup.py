"""Parse untrusted XML and HTML safely."""

import re

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from corpus.cleaning import strip_invisible
from corpus.formats.errors import Unreadable, UnreadableError

# XHTML allows these to be self-closing; an HTML parser would treat all that follows as content.
_SELF_CLOSING = re.compile(
    r"<(?:script|style|title|iframe|textarea|noscript)\b[^<>]*/>", re.IGNORECASE
)


def parse_xml(data: bytes, *, recover: bool = False) -> etree._Element:
    """Return the root element; no entities are resolved and no other resources are loaded.

    Raises UnreadableError (DAMAGED) if the XML is malformed; with `recover`, only if nothing can be
    made of it.
    """
    # Without huge_tree, libxml2's own limits apply: depth 256, 10 MB per text node.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        recover=recover,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        _check_complete(parser)
        raise UnreadableError(Unreadable.DAMAGED) from error
    if root is None:
        raise UnreadableError(Unreadable.DAMAGED)
    return root


def parse_html(text: str) -> HtmlElement | None:
    """Return the root element of a page or fragment, None if it has no elements or text.

    No other resources are loaded. Raises UnreadableError (DAMAGED) for a page that is nested more
    deeply than libxml2's limit (2,048), which would be truncated.
    """
    data = _SELF_CLOSING.sub("", strip_invisible(text)).encode()
    parser = HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=True,
        # They would cut the text around them in two.
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    _check_complete(parser)
    return root


def _check_complete(parser: etree.XMLParser | etree.HTMLParser) -> None:
    """Raise MemoryError or UnreadableError (DAMAGED) if a parser stopped because of a limit.

    What it read until then may look like a complete document.
    """
    for entry in parser.error_log:
        if entry.type == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise UnreadableError(Unreadable.DAMAGED)
