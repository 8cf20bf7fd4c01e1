"""Read what a page says about its article in JSON-LD, with the names of schema.org."""

import json
from collections.abc import Iterator
from typing import Any

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

_MOST_NODES = 5_000
_LONGEST = 1_000_000
"""Code points of a script, and objects in all of them; more is not about one article."""
_ARTICLES = ("article", "posting", "report", "newsitem", "recipe", "faqpage", "howto")
_find_scripts = etree.XPath("//script[contains(@type, 'ld+json')]")


def linked_data(root: etree._Element) -> tuple[dict[str, Any], ...]:
    """Return the objects about articles on a page, or else those about pages."""
    nodes = list(_nodes(root))
    articles = [node for node in nodes if any(name in _type(node) for name in _ARTICLES)]
    return tuple(articles or (node for node in nodes if "webpage" in _type(node)))


def text_of(node: dict[str, Any], name: str) -> str | None:
    """Return a property that is a text, or the names of one that is about people or sites."""
    value = node.get(name)
    values = value if isinstance(value, list) else [value]
    texts = [each.get("name") if isinstance(each, dict) else each for each in values]
    found = [" ".join(text.split()) for text in texts if isinstance(text, str) and text.strip()]
    return ", ".join(dict.fromkeys(found)) or None


def _nodes(root: etree._Element) -> Iterator[dict[str, Any]]:
    waiting: list[Any] = []
    for script in _find_scripts(root):
        text = script.text or ""
        if len(text) <= _LONGEST:
            try:
                waiting.append(json.loads(text, strict=False))
            # Nested too deeply, or not JSON.
            except (ValueError, RecursionError):
                continue
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            value = list(value.values())
        if isinstance(value, list):
            waiting += (each for each in value if isinstance(each, dict | list))


def _type(node: dict[str, Any]) -> str:
    value = node.get("@type")
    return " ".join(map(str, value)).lower() if isinstance(value, list) else str(value).lower()
