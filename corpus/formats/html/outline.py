"""Outline a web page: its block-level elements, with how much text, links and prose is in each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.blocks import BLOCKS, is_link

SHORTEST_PROSE = 40
"""Bytes of a run of text that is prose rather than a label or an item of a menu."""
_HALF = 0.5
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SHARING = re.compile(
    r"facebook\.com/(?:sharer|dialog)|(?:twitter|x)\.com/(?:intent|share)|wa\.me/\?"
    r"|whatsapp(?:\.com/|://)send|(?:t|telegram)\.me/share|linkedin\.com/share|/pin/create"
    r"|line\.me/R/msg",
    re.IGNORECASE,
)
"""Addresses to which share buttons lead."""
_MOST_LINKED = 0.4
"""The share of prose that may be links."""
_SHORTEST = {"h1": 1000, **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), 80)}
"""The same for headings: some have a summary of the article in them."""


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element. Amounts of text are bytes of UTF-8, without spaces around runs."""

    element: etree._Element
    tag: str
    parent: "Box | None"
    order: int
    """Its number among the boxes of the page, in document order."""
    children: list["Box"] = field(default_factory=list)
    text: int = 0
    linked: int = 0
    """What is in links."""
    prose: int = 0
    """What is in runs of SHORTEST_PROSE and more that are not mostly links."""
    links: int = 0
    """How many links it has."""
    anchors: int = 0
    """How many of them lead to a place on the same page."""
    shares: int = 0
    """How many of them are buttons that share the page."""
    headings: int = 0
    """How many headings it has that are not links."""
    end: int = 0
    """The order of the first box after it that is not in it."""

    def above(self) -> Iterator["Box"]:
        """Yield the boxes that this one is in, from the innermost."""
        box = self.parent
        while box is not None:
            yield box
            box = box.parent

    def walk(self) -> Iterator["Box"]:
        """Yield this box and all in it, in document order."""
        waiting = [self]
        while waiting:
            box = waiting.pop()
            yield box
            waiting += reversed(box.children)


def boxes_around(boxes: Iterable[Box]) -> set[Box]:
    """Return these boxes and all that they are in."""
    found: set[Box] = set()
    for box in boxes:
        around: Box | None = box
        while around is not None and around not in found:
            found.add(around)
            around = around.parent
    return found


def outline(root: etree._Element) -> Box:
    """Return the box of a tree's root, with all others in it."""
    top = Box(root, root.tag, None, 0)
    reader = _Reader(top)
    walk = etree.iterwalk(root, events=("start", "end"))
    next(walk)
    reader.add(root.text)
    for event, element in walk:
        if event == "start":
            reader.start(element)
        elif element is not root:
            reader.end(element)
            reader.add(element.tail)
    reader.end_run()
    top.end = reader.boxes
    return top


class _Reader:
    """The state of a walk through a page."""

    def __init__(self, top: Box) -> None:
        self.boxes = 1
        self._box = top
        self._text: list[str] = []
        self._linked: list[str] = []
        self._links = 0

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.end_run()
            box = Box(element, tag, self._box, self.boxes)
            self.boxes += 1
            self._box.children.append(box)
            self._box = box
        elif tag == "br":
            self.add(" ")
        elif tag == "a" and is_link(element):
            self._links += 1
            self._count(element.get("href"))
        self.add(element.text)

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.end_run()
            box = self._box
            box.end = self.boxes
            assert box.parent is not None
            self._box = box.parent
            self._box.text += box.text
            self._box.linked += box.linked
            self._box.prose += box.prose
            self._box.links += box.links
            self._box.anchors += box.anchors
            self._box.shares += box.shares
            self._box.headings += box.headings + (tag in HEADINGS and box.linked < _HALF * box.text)
        elif tag == "a" and is_link(element):
            self._links -= 1

    def _count(self, href: str) -> None:
        self._box.links += 1
        self._box.anchors += len(href) > 1 and href.startswith("#")
        self._box.shares += _SHARING.search(href) is not None

    def add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            if self._links:
                self._linked.append(text)

    def end_run(self) -> None:
        text = _size(self._text)
        if text:
            linked = _size(self._linked)
            self._box.text += text
            self._box.linked += linked
            shortest = _SHORTEST.get(self._box.tag, SHORTEST_PROSE)
            if text >= shortest and linked <= _MOST_LINKED * text:
                self._box.prose += text
        self._text.clear()
        self._linked.clear()


def _size(pieces: list[str]) -> int:
    return len(" ".join("".join(pieces).split()).encode())
