"""Footnotes and asides in HTML: remove the marks of notes from the text, and find the notes."""

import re
from collections import defaultdict

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

_REMOVED = "removed"
_LONGEST_MARK = 16
_MOST_MARKS = 20
"""Marks of notes in a row."""
# 1 · [1] · (a) · 1) · 1. · iv · [note 2] · *
_MARK = re.compile(
    r"[\[(]?\s*(?:[a-z-]{2,11}\s)?(?:\d{1,4}|[a-z]{1,2}|[ivx]{1,5}|[*†‡§]{1,4})\s*[\]).]?",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[\s*(?:\d{1,4}|[a-z])\s*\]")
# How pandoc, LibreOffice, Word, MediaWiki and extensions of Markdown name the marks of notes.
_NAMES = re.compile(
    r"foot-?note|end-?note|note-?ref|fn-?ref|_ftn|_edn|cite_(?:note|ref)", re.IGNORECASE
)
_NOTE_ROLES = frozenset(
    {"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote", "note", "doc-tip"}
)
_NOTE_CLASSES = frozenset(
    {"admonition", "callout", "alert", "markdown-alert", "custom-block"}
    | {"note", "tip", "warning", "caution", "important"}
)
_NOTES = frozenset({"li", "p", "div", "aside", "dd"})

_WORD_NOTE = re.compile(r"mso-element:\s*(?:foot|end)note(?!-)", re.IGNORECASE)
"""How Word marks a note, whatever it is linked by."""
_find_anchors = etree.XPath("//a[contains(@href, '#')] | //*[@id] | //a[@name]")
_find_styled = etree.XPath("//div[contains(@style, 'mso-element')]")
_find_raised = etree.XPath("//sup")
_find_kept = etree.XPath(f"string(.//text()[not(ancestor::{_REMOVED})])")


def take_out_marks(root: etree._Element) -> frozenset[etree._Element]:
    """Remove the marks of notes and the links back to them; return the elements that are notes."""
    anchors = _Anchors(root)
    notes = {note for note in _find_styled(root) if _WORD_NOTE.search(note.get("style"))}
    for link in anchors.links:
        text = _short_text(link)
        if not text or not anchors.is_mark(link, text):
            continue
        note = anchors.note_of(link)
        if note is not None:
            notes.add(note)
        _remove(link)
    for raised in _find_raised(root):
        if _BRACKETED.fullmatch(_short_text(raised) or ""):
            raised.tag = _REMOVED
    etree.strip_elements(root, _REMOVED, with_tail=False)
    return frozenset(notes)


def is_note(element: etree._Element) -> bool:
    """Return whether an element is marked as a note, tip or other aside."""
    if element.tag == "aside":
        return True
    classes = element.get("class")
    if (element.get("role") or element.get("epub:type") or "") in _NOTE_ROLES:
        return True
    return (
        classes is not None
        and element.tag == "div"
        and not _NOTE_CLASSES.isdisjoint(classes.split())
    )


class _Anchors:
    """The links within a page, and what they lead to."""

    def __init__(self, root: etree._Element) -> None:
        self.links: list[etree._Element] = []
        self._order: dict[etree._Element, int] = {}
        self._targets: dict[str, etree._Element] = {}
        self._linking = defaultdict[str, set[etree._Element]](set)
        """By the name of a target, the blocks that link to it."""
        for order, anchor in enumerate(_find_anchors(root)):
            self._order[anchor] = order
            for name in _names(anchor):
                self._targets.setdefault(name, anchor)
            if "#" in (anchor.get("href") or ""):
                self.links.append(anchor)
                self._linking[_fragment(anchor)].add(_block(anchor))

    def is_mark(self, link: etree._Element, text: str) -> bool:
        """Return whether a link with this text is the mark of a note or leads back to one."""
        if not any(map(str.isalnum, text)):
            return True  # ↩ · ↑ · ¶ · *
        return _MARK.fullmatch(text) is not None and (
            _BRACKETED.fullmatch(text) is not None
            or _is_raised(link, text)
            or _NAMES.search(_description(link)) is not None
            or self._is_linked_back(link)
        )

    def note_of(self, link: etree._Element) -> etree._Element | None:
        """Return the note that a mark leads to; None if the link leads back to the text."""
        target = self._targets.get(_fragment(link))
        if target is None or self._order[target] < self._order[link]:
            return None
        note = _block(target)
        if note is None or any(above is note for above in link.iterancestors()):
            return None
        return note

    def _is_linked_back(self, link: etree._Element) -> bool:
        target = self._targets.get(_fragment(link))
        block = _block(target) if target is not None else None
        if block is None:
            return False
        names = _names(link)
        parent = link.getparent()
        if parent is not None and parent.tag in {"sup", "span"}:
            names |= _names(parent)
        return any(block in self._linking.get(name, ()) for name in names)


def _fragment(link: etree._Element) -> str:
    return str((link.get("href") or "").rpartition("#")[2])


def _names(anchor: etree._Element) -> set[str]:
    return {anchor.get("id"), anchor.get("name")} - {None}


def _block(anchor: etree._Element) -> etree._Element | None:
    """Return the block that an anchor is in: the whole note, if it is the anchor of one."""
    block = anchor
    while block is not None and block.tag not in _NOTES:
        if block.tag in {"h1", "h2", "h3", "h4", "h5", "h6", "body"}:
            return None
        block = block.getparent()
    if block is None or block.tag != "p":
        return block
    # A note of several paragraphs.
    parent = block.getparent()
    is_note = parent is not None and parent.tag in _NOTES and parent[0] is block
    return parent if is_note and (parent.tag != "div" or _names(parent)) else block


def _is_raised(link: etree._Element, text: str) -> bool:
    parent = link.getparent()
    inner = link.find(".//sup")
    return (parent is not None and _around(link, "sup") is not None) or (
        inner is not None and "".join(inner.itertext()).strip() == text
    )


def _around(link: etree._Element, tag: str) -> etree._Element | None:
    """Return the inline element with this tag that a link is in, if any."""
    above = link.getparent()
    while above is not None and above.tag in {"sup", "i", "b", "em", "strong", "span", "small"}:
        if above.tag == tag:
            return above
        above = above.getparent()
    return None


def _description(link: etree._Element) -> str:
    names = ("class", "id", "name", "href", "role", "epub:type")
    inner = link[0].get("class") if len(link) else None
    return " ".join(filter(None, [*map(link.get, names), inner]))


def _remove(link: etree._Element) -> None:
    """Mark a link for removal, and the raised element that has nothing but such links."""
    link.tag = _REMOVED
    raised = _around(link, "sup")
    # One with many links is no row of marks, and to look at it for each link would take long.
    if raised is None or len(raised) > _MOST_MARKS:
        return
    if not any(map(str.isalnum, _find_kept(raised))):
        raised.tag = _REMOVED


def _short_text(element: etree._Element) -> str | None:
    """Return the text of an element, None if it is longer than a mark."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > 4 * _LONGEST_MARK:
            return None
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_MARK else None
