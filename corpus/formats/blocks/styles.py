"""Mark what a style strikes out, raises or lowers, as the elements for it do."""

import re

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

_STYLES = {
    "s": re.compile(r"text-decoration(?:-line)?:[^;]*line-through", re.IGNORECASE),
    "sup": re.compile(r"vertical-align:super", re.IGNORECASE),
    "sub": re.compile(r"vertical-align:sub", re.IGNORECASE),
}
_SAME = {"s": ("s", "del", "strike"), "sup": ("sup",), "sub": ("sub",)}
"""The elements within which nothing needs to be marked once more."""
_find_styled = etree.XPath(
    ".//*[contains(@style, 'line-through') or contains(@style, 'vertical-align')]"
)


def mark_styled(root: etree._Element) -> None:
    """Put what is in an element with such a style into a new element of its own."""
    for element in _find_styled(root):
        style = element.get("style").replace(" ", "")
        for tag, written in _STYLES.items():
            if (
                written.search(style)
                and element.tag not in _SAME[tag]
                and next(element.iterancestors(*_SAME[tag]), None) is None
            ):
                _wrap(element, tag)


def _wrap(element: etree._Element, tag: str) -> None:
    for same in element.iterdescendants(*_SAME[tag]):
        same.tag = "span"
    inner = etree.Element(tag)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)
