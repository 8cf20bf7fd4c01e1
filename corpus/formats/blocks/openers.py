"""What a reader presses to open text: questions whose answers are hidden until then."""

from collections.abc import Iterable

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

_TAGS = frozenset({"button", "summary", "label"})
_ATTRIBUTES = frozenset({"aria-expanded", "aria-controls", "onclick"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary")
_OPENED = frozenset({"div", "section", "p", "ul", "ol", "dd", "article", "blockquote"})
_LONGEST_TITLE = 300
"""Code points of a question."""


class Openers:
    """The elements of a tree that are pressed, and what they show."""

    def __init__(self, elements: Iterable[etree._Element]) -> None:
        self._pressed = {element for element in elements if _is_pressed(element)}
        self._shown = {name for element in self._pressed for name in _shown_by(element)}

    def can_open(self, element: etree._Element) -> bool:
        """Return whether a press shows an element, judging by its id or its place."""
        if element.get("id") in self._shown or element.get("role") == "tabpanel":
            return True
        before = element.getprevious()
        return before is not None and any(inner in self._pressed for inner in before.iter())

    def rename(self, tag: str, removed: str) -> None:
        """Give the titles of what they open one tag, and other buttons another."""
        for element in self._pressed:
            if element.tag == removed:
                continue
            if _is_title(element):
                element.tag = tag
            elif element.tag == "button" and not _is_heading(element):
                element.tag = removed


def _is_pressed(element: etree._Element) -> bool:
    return (
        element.tag in _TAGS
        or not _ATTRIBUTES.isdisjoint(element.keys())
        or element.get("role") in {"button", "tab"}
        or "collapse" in {element.get("data-toggle"), element.get("data-bs-toggle")}
    )


def _shown_by(element: etree._Element) -> list[str]:
    """Return the ids of the elements that a press on this one shows."""
    target = element.get("data-bs-target") or element.get("data-target") or element.get("href")
    return [*(element.get("aria-controls") or "").split(), (target or "").removeprefix("#")]


def _is_title(element: etree._Element) -> bool:
    """Return whether what is pressed is the title of the block after it, and stands on its own."""
    title = _text(element)
    # A question or several words: a menu, a slide show and a form have shorter ones.
    return (
        (title.endswith("?") or title.count(" ") > 1)
        and len(title) <= _LONGEST_TITLE
        and element.find(".//p") is None
        and next(element.iterancestors(*_HEADINGS), None) is None
        and (_opens_by_itself(element) or _is_before_block(element))
    )


def _opens_by_itself(element: etree._Element) -> bool:
    return element.tag == "button" and (
        element.get("aria-expanded") is not None or element.get("data-bs-toggle") is not None
    )


def _is_before_block(element: etree._Element) -> bool:
    """Return whether an element, or one that has nothing else in it, is followed by a block."""
    while element.getnext() is None and not (element.tail or "").strip():
        parent = element.getparent()
        if parent is None or (parent.text or "").strip() or parent[0] is not element:
            return False
        element = parent
    following = element.getnext()
    return (
        following is not None
        and not (element.tail or "").strip()
        and following.tag in _OPENED
        and any(text.strip() for text in following.itertext())
    )


def _is_heading(button: etree._Element) -> bool:
    """Return whether a button is all there is of a heading."""
    heading = next(button.iterancestors(*_HEADINGS), None)
    return heading is not None and _text(heading) == _text(button)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())
