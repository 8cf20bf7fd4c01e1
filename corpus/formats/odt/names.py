"""The names of OpenDocument's elements and attributes."""

from functools import cache

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "manifest": f"{_OASIS}:manifest:1.0",
    "meta": f"{_OASIS}:meta:1.0",
    "office": f"{_OASIS}:office:1.0",
    "style": f"{_OASIS}:style:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "table": f"{_OASIS}:table:1.0",
    "text": f"{_OASIS}:text:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_PREFIXES = {namespace: prefix for prefix, namespace in _NAMESPACES.items()}


@cache
def full(name: str) -> str:
    """Return a name as lxml has it, from one with the usual prefix, e.g. `text:p`."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def tag(element: etree._Element) -> str:
    """Return an element's name with the usual prefix; empty for comments and the like."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, local = element.tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(namespace, '')}:{local}"


def get(element: etree._Element | None, name: str) -> str | None:
    """Return an attribute by its name with the usual prefix, None if there is none."""
    value = element.get(full(name)) if element is not None else None
    return None if value is None else str(value)


def count(element: etree._Element, name: str, default: int) -> int:
    """Return an attribute that is a number of at most four digits, or the default."""
    value = get(element, name) or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 4 else default
