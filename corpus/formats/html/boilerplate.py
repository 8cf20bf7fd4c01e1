"""Find the elements within an article that are not a part of it: link boxes, share bars, ads."""

from collections.abc import Iterator

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.blocks import BLOCKS
from corpus.formats.html.outline import HEADINGS, Box
from corpus.formats.html.related import related_links
from corpus.formats.phrases import LONGEST, is_contents, is_related

_MOSTLY = 0.8
"""The share of a box of links, or of a table of contents, that is links."""
_HALF = 0.5
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_BOXES = _LISTS | {"div", "section", "table", "figure", "aside", "center", "nav", "form"}
_ITEMS = frozenset({"li", "div", "article"})
"""Elements that cards with the titles of other articles are."""
_PICTURES = frozenset({"div", "figure", "figcaption", "center"})
"""Elements that boxes of pictures with captions consist of."""
_LONGEST_CAPTION = 300
_FEWEST_CONTENTS = 3
"""Entries of a table of contents."""
_AD_NAMES = frozenset({"ad", "ads", "advert", "advertisement", "advertising", "iklan"})
_find_inline = etree.XPath(".//span[@class] | .//small[@class] | .//ins[@class]")


def foreign_elements(article: Box, foreign: set[Box]) -> frozenset[etree._Element]:
    """Return the elements in an article's box that are not a part of it.

    Given the boxes of the page that are foreign anyway.
    """
    found = {box.element for box in foreign if article.order < box.order < article.end}
    waiting = [article]
    while waiting:
        box = waiting.pop()
        if box.element in found:
            continue
        if box is not article and 2 * box.text <= article.text and _is_foreign(box):
            found.add(box.element)
            continue
        found.update(child.element for child in _announced(box.children))
        waiting += box.children
    found.update(_captions(article))
    found.update(related_links(article.element))
    found.update(element for element in _find_inline(article.element) if _is_inline_ad(element))
    return frozenset(found)


def _captions(article: Box) -> Iterator[etree._Element]:
    """Yield the boxes of pictures above an article's first paragraph."""
    for box in article.walk():
        if box.tag in _PICTURES and 0 < box.text <= _LONGEST_CAPTION:
            if (
                box is not article
                and box.element.find(".//img") is not None
                and all(inner.tag in _PICTURES for inner in box.walk())
            ):
                yield box.element
        elif box.prose and not box.children:
            return


def _is_foreign(box: Box) -> bool:
    if box.tag not in _BOXES:
        return False
    label = _label(box)
    if is_related(label) and _is_of_others(box):
        return True
    if not box.links or box.linked < _HALF * box.text:
        return False
    return (
        _is_contents(box)
        or box.shares >= _HALF * box.links
        or (box.linked >= _MOSTLY * (box.text - len(label.encode())) and _is_link_box(box))
    )


def _announced(children: list[Box]) -> Iterator[Box]:
    """Yield labels among neighbours, such as “Baca juga”, with what they announce."""
    label: Box | None = None
    for child in children:
        text = _leaf_text(child)
        if is_related(text) or is_contents(text):
            label = child
        elif label is not None:
            announces_contents = is_contents(_leaf_text(label))
            if _is_contents(child) if announces_contents else _is_of_others(child):
                yield label
                yield child
            else:
                label = None


def _is_of_others(box: Box) -> bool:
    """Return whether a box has little but links to articles, or cards that each have a title."""
    if box.linked >= _HALF * box.text:
        return True
    titles = (inner for inner in box.walk() if inner.tag in HEADINGS)
    items = {title.parent for title in titles if title.parent is not box}
    return len(items) > 1 and all(item is not None and item.tag in _ITEMS for item in items)


def _is_contents(box: Box) -> bool:
    """Return whether a box is a table of contents of its own page."""
    return box.anchors >= max(_FEWEST_CONTENTS, _MOSTLY * box.links)


def _is_link_box(box: Box) -> bool:
    """Return whether a box that is nearly all links was put into the text, not written in it.

    A list that a heading or a line with a colon introduces is a part of the text.
    """
    if box.tag in _LISTS or box.headings:
        return False
    if box.tag == "table" and any(
        len(inner.children) > 1 for inner in box.walk() if inner.tag == "tr"
    ):
        return False
    before = box.element.getprevious()
    if before is None:
        return True
    introduction = (before.tail or "").strip() or "".join(before.itertext()).strip()
    return before.tag not in HEADINGS and not introduction.endswith(":")


def _label(box: Box) -> str:
    """Return the first line in a box, if it is short and there is more."""
    whole = box.text
    while box.children:
        text = " ".join(_own_start(box.element).split())
        if text:
            return text if len(text) <= LONGEST else ""
        box = box.children[0]
    text = _leaf_text(box)
    return "" if len(text.encode()) >= whole else text


def _own_start(element: etree._Element) -> str:
    """Return the text of an element before the first block in it."""
    text = element.text or ""
    for child in element:
        if child.tag in BLOCKS or child.find(".//div") is not None:
            break
        text += "".join(child.itertext()) + (child.tail or "")
        if len(text) > 2 * LONGEST:
            break
    return text


def _leaf_text(box: Box) -> str:
    """Return the text of a box that is one short line, else nothing."""
    if box.children or box.text > 2 * LONGEST:
        return ""
    if any((line.tail or "").strip() for line in box.element.iter("br")):
        return ""
    return " ".join("".join(box.element.itertext()).split())


def _is_inline_ad(element: etree._Element) -> bool:
    words = {
        word for name in (element.get("class") or "").lower().split() for word in name.split("-")
    }
    return not words.isdisjoint(_AD_NAMES) and sum(map(len, element.itertext())) <= LONGEST
