"""Look into Office Open XML by local names, because “strict” documents have other namespaces."""

from collections.abc import Iterator

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]


def name(element: etree._Element) -> str:
    """Return an element's name without its namespace; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, tag: str) -> Iterator[etree._Element]:
    """Yield the children with this name; none of None."""
    return iter(()) if element is None else element.iterchildren(f"{{*}}{tag}")


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element at a path of names, None if there is none."""
    for tag in path:
        if element is None:
            return None
        element = next(element.iterchildren(f"{{*}}{tag}"), None)
    return element


def attribute(element: etree._Element | None, key: str) -> str | None:
    """Return an attribute by its name without its namespace."""
    for full, value in element.attrib.items() if element is not None else ():
        if full.rpartition("}")[2] == key:
            return str(value)
    return None


def value(element: etree._Element | None, *path: str) -> str | None:
    """Return the `val` attribute of the element at a path, None if there is none."""
    return attribute(child(element, *path), "val")


def number(element: etree._Element | None, *path: str) -> int | None:
    """Return a `val` attribute as a number of at most nine digits, None if it is none."""
    return number_in(child(element, *path), "val")


def number_in(element: etree._Element | None, key: str) -> int | None:
    """Return an attribute as a number of at most nine digits, None if it is none."""
    written = attribute(element, key) or ""
    digits = written.removeprefix("-")
    return int(written) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def is_on(element: etree._Element | None) -> bool | None:
    """Return the state of a switch such as `w:b`, None where there is none."""
    if element is None:
        return None
    return (attribute(element, "val") or "true") not in {"0", "false", "off", "none"}
