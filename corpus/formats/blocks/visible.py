"""Remove from an HTML tree what its readers don't see."""

import re

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.blocks.mathml import write_formulas
from corpus.formats.blocks.openers import Openers

_NOT_TEXT = (
    # Not all of the head: without a tag for the body, parsers take HTML 5 for a part of it.
    *("title", "script", "style", "template", "iframe", "object", "svg"),
    *("select", "datalist", "textarea", "audio", "video", "canvas"),
    *("rt", "rtc", "rp"),  # ruby: pronunciation in the middle of a word
)
_REMOVED = "removed"
_READ_OUT = frozenset({
    # Names that many makers of style sheets have in common for text that is only read out.
    *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"),
    # MediaWiki's links to edit a section, within its heading.
    "mw-editsection",
})  # fmt: skip
_SUSPECT = frozenset({"hidden", "aria-hidden", "style", "class"})
"""Attributes that may say that an element is not shown."""
_NOT_SHOWN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all"
    # Moved off the screen, by at least three digits of points or two of letters; or cut to nothing.
    r"|(?:^|;)(?:left|top|right|text-indent):-(?:\d{3,}(?:\.\d+)?(?:px|pt)|\d{2,}(?:\.\d+)?r?em)"
    r"|(?:^|;)clip:rect\((?:[01](?:px)?,?){4}\)|(?:^|;)clip-path:inset\((?:50|100)%\)",
    re.IGNORECASE,
)
_TRANSPARENT = re.compile(r"(?:^|;)opacity:(?:0+\.?0*|\.0+)%?(?:!important)?(?:;|$)", re.IGNORECASE)
_MOVING = re.compile(r"transform|transition|animation|will-change", re.IGNORECASE)
"""Properties of what is only transparent until a script lets it appear."""
_TINY = re.compile(
    r"(?:^|;)font(?:-size:|:(?:[a-z]+)?)0+(?:\.0+)?(?:px|pt|r?em|%)?[;!/]", re.IGNORECASE
)
_find_resized = etree.XPath("boolean(.//*[@class or contains(@style, 'font')])")
_LONGEST_ICON = 30
"""Code points of an element that isn't read out and is not text for anybody: an icon or a mark."""
_LONGEST_NOTICE = 300
"""Code points of a `noscript` that is not the text of the page."""
_OUTERMOST = 3
"""Levels below the root at which an element may be the page itself, hidden until it has loaded."""
_text_length = etree.XPath("string-length(normalize-space())")


def remove_unseen(root: etree._Element) -> None:
    """Remove scripts, form fields, buttons, and what is hidden and can't be opened by a reader.

    A button, label or the like that opens an answer becomes its heading: a `summary`.
    """
    _mark_form_labels(root)
    write_formulas(root, _REMOVED)
    etree.strip_elements(root, *_NOT_TEXT, with_tail=False)
    for element in root.iter("noscript"):
        # Some sites have the text itself there; others only ask for scripts to be allowed.
        element.tag = "div" if _text_length(element) > _LONGEST_NOTICE else _REMOVED
    openers = Openers(root.iter(etree.Element))
    for element in root.iter(etree.Element):
        if _is_closed(element) or (
            _is_hidden(element) and not openers.can_open(element) and not _is_page(element)
        ):
            element.tag = _REMOVED
    openers.rename("summary", _REMOVED)
    etree.strip_elements(root, _REMOVED, with_tail=False)


def _mark_form_labels(root: etree._Element) -> None:
    """Mark the labels of fields to be filled in as removed."""
    fields = {
        field.get("id")
        for field in root.iter("input", "select", "textarea")
        if field.get("type") not in {"checkbox", "radio"}
    }
    for label in root.iter("label"):
        if label.get("for") and label.get("for") in fields:
            label.tag = _REMOVED


def _is_closed(element: etree._Element) -> bool:
    return element.tag == "dialog" and element.get("open") is None


def _is_hidden(element: etree._Element) -> bool:
    # Most elements have none of the attributes, and looking at all of an element's is fast.
    if _SUSPECT.isdisjoint(element.keys()):
        return False
    hidden = element.get("hidden")
    style = (element.get("style") or "").replace(" ", "")
    return (
        # Browsers show what is hidden until found when they search for it or follow a link to it.
        (hidden is not None and hidden.lower() != "until-found")
        or (style != "" and _is_unseen(element, style))
        or not _READ_OUT.isdisjoint((element.get("class") or "").split())
        or (element.get("aria-hidden") == "true" and _is_icon(element))
    )


def _is_unseen(element: etree._Element, style: str) -> bool:
    if _NOT_SHOWN.search(style):
        return True
    if _TRANSPARENT.search(style):
        return not _MOVING.search(style)
    # Letters of size 0 also close the gaps between elements that have a size of their own.
    return _TINY.search(f"{style};") is not None and not _find_resized(element)


def _is_icon(element: etree._Element) -> bool:
    if element.get("role") in {"dialog", "alertdialog"}:
        return True
    length = 0
    for text in element.itertext():
        length += len(text.strip())
        if length > _LONGEST_ICON:
            return False
    return True


def _is_page(element: etree._Element) -> bool:
    """Return whether an element has most of the text of its tree."""
    root = element
    for _ in range(_OUTERMOST):
        parent = root.getparent()
        if parent is None:
            break
        root = parent
    return root.getparent() is None and 2 * _text_length(element) > _text_length(root)
