"""Mark links to other articles within a text: “… kata dia. Baca juga: …”."""

from collections.abc import Iterator

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.blocks import BLOCKS
from corpus.formats.phrases import LONGEST, ends_sentence, is_reference, label_length

_MOST_STEPS = 12
"""Elements before a link that are looked at for its label."""
_ENDS = frozenset({"br", "related"})
"""Elements within a block before which nothing belongs to a label."""
_CLOSING = {"[": "]", "(": ")"}
_BETWEEN = frozenset(" \t\n\r\u00a0,;|·•/&-–")


def related_links(article: etree._Element) -> Iterator[etree._Element]:
    """Yield elements with a label and the links that it introduces.

    Text that has no element of its own gets one.
    """
    for link in article.xpath(".//a[@href]"):
        if link.getparent().tag == "related":
            continue
        before = _text_before(link)
        length = label_length(before)
        if length:
            yield _wrapped(link, before[len(before) - length :])
        elif ends_sentence(before) and _is_reference(link):
            yield link


def _is_reference(link: etree._Element) -> bool:
    """Return whether a link has the label in its own text, and the text does not go on after it."""
    written = " ".join("".join(link.itertext()).split())
    return is_reference(written) and not (link.tail or "").lstrip()[:1].islower()


def _text_before(link: etree._Element) -> str:
    """Return the end of the text before a link in its block."""
    text = ""
    element = link
    for _ in range(_MOST_STEPS):
        before = element.getprevious()
        if before is None:
            element = element.getparent()
            text = (element.text or "") + text
            if element.tag in BLOCKS:
                break
            continue
        text = (before.tail or "") + text
        if before.tag in BLOCKS or before.tag in _ENDS:
            break
        text = "".join(before.itertext()) + text
        if len(text) > LONGEST:
            break
        element = before
    return text


def _wrapped(link: etree._Element, label: str) -> etree._Element:
    """Return a new element around a link and its label, as far as that is beside it."""
    first, last = link, link
    length = len(label)
    while True:
        text = _text_beside(first)
        if length <= len(text):
            label = text[len(text) - length :]
            break
        length -= len(text)
        before = first.getprevious()
        parent = first.getparent()
        if before is None and parent.tag not in BLOCKS:
            first = last = parent
            continue
        size = 0 if before is None else sum(map(len, before.itertext()))
        if before is None or size > length:
            label = text
            break
        length -= size
        first = before
    return _around(first, last, label)


def _text_beside(element: etree._Element) -> str:
    """Return the text between an element and the one before it."""
    before = element.getprevious()
    return (element.getparent().text if before is None else before.tail) or ""


def _around(first: etree._Element, last: etree._Element, label: str) -> etree._Element:
    """Put siblings, the label that ends the text before them, and more links into one element."""
    before = first.getprevious()
    rest = _text_beside(first)[: -len(label) or None]
    around = etree.Element("related")
    around.text = label
    first.addprevious(around)
    if before is None:
        around.getparent().text = rest
    else:
        before.tail = rest
    element = first
    while True:
        following = element.getnext()
        around.append(element)
        if element is last:
            is_next = following is not None and following.tag == "a"
            if not is_next or not _BETWEEN.issuperset(element.tail or ""):
                break
            last = following
        element = following
    tail = last.tail or ""
    opens = label.lstrip().startswith(tuple(_CLOSING))
    end = len(tail) - len(tail.lstrip(_CLOSING[label.lstrip()[0]])) if opens else 0
    last.tail, around.tail = tail[:end], tail[end:]
    return around
