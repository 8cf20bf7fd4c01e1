"""XML and HTML are parsed so that a hostile document harms nobody."""

import re

# Without types of its own.
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from corpus.cleaning import without_unseen
from corpus.formats.errors import Unreadable, UnreadableError

# XHTML may close these at once; as HTML, all that follows would be theirs.
_CLOSED_AT_ONCE = re.compile(
    r"<(?:script|style|title|iframe|textarea|noscript)\b[^<>]*/>", re.IGNORECASE
)


def parse_xml(data: bytes) -> etree._Element:
    """Return the root; entities stay unresolved, and nothing else is ever opened.

    Raises UnreadableError (DAMAGED) if it breaks XML's rules.
    """
    # huge_tree off keeps libxml2's own bounds: depth 256, 10 MB of one text.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        _check_complete(parser)
        raise UnreadableError(Unreadable.DAMAGED) from error


def parse_html(text: str) -> HtmlElement | None:
    """Return the root of a page or a part of one, None where there is no element or text.

    Nothing is ever opened or resolved. Raises UnreadableError (DAMAGED) for a page that is nested
    deeper than libxml2 reads (2,048), which would give only its begin.
    """
    data = _CLOSED_AT_ONCE.sub("", without_unseen(text)).encode()
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    _check_complete(parser)
    return root


def _check_complete(parser: etree.XMLParser | etree.HTMLParser) -> None:
    """Raise MemoryError or UnreadableError (DAMAGED) if a parser stopped for a bound it met.

    What it read until then may look like all there is.
    """
    for entry in parser.error_log:
        if entry.type == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise UnreadableError(Unreadable.DAMAGED)
