"""Find the regions of a web page that are not its article: navigation, sidebars, comments."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.formats.html.outline import Box, boxes_around

_ROLES = frozenset({
    *("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"),
    *("dialog", "alertdialog", "toolbar"),
})  # fmt: skip
_TAGS = frozenset({"nav", "footer", "aside", "dialog", "header"})
_PAGE = frozenset({"html", "body", "main", "article", "h1", "thead", "tbody", "tr", "td", "th"})
"""Elements that are never such a region, or can't be judged on their own."""
# Words in the names of classes and ids, as style sheets of any maker have them.
_REGION_NAMES = frozenset({
    *("comment", "comments", "commentlist", "komentar", "respond", "disqus"),
    *("sidebar", "footer", "related", "terkait", "recommended", "recommendation"),
    *("recommendations", "rekomendasi", "popular", "terpopuler", "trending", "lainnya"),
    *("teaser", "teasers", "newsletter", "cookie", "cookies", "consent", "popup", "modal"),
})  # fmt: skip
_SMALL_NAMES = frozenset({
    *("share", "sharing", "sosmed", "social", "socials", "tags", "tag", "byline"),
    *("ad", "ads", "advert", "advertisement", "advertising", "iklan", "banner", "sponsored"),
    *("subscribe", "subscription", "promo", "caption", "login"),
    *("breadcrumb", "breadcrumbs", "navbar", "nav", "menu", "navigation"),
    *("pagination", "pager", "paging"),
})  # fmt: skip
"""Names that also stand on boxes around the whole article, with other meanings."""
_LARGEST_SMALL = 400
"""Bytes of prose in a box that such a name is true of."""
_NOT_ITS_OWN = frozenset({"has", "no", "with", "without", "is"})
_STATES = frozenset({"open", "closed", "enabled", "disabled"})
"""First and last words of names that speak of something else: `has-sidebar`, `comments-open`."""
_WORDS = re.compile(r"[-_]+|(?<=[a-z])(?=[A-Z])")
_AFTER_ARTICLES = frozenset({
    *("comment", "comments", "commentlist", "komentar", "respond", "disqus"),
    *("sidebar", "footer", "related", "terkait"),
})  # fmt: skip
_SHORTEST_ARTICLE = 200
"""Bytes of prose above a region of those names that are the article, however long the region."""
_MOST, _MOST_CERTAIN = 0.5, 0.9
"""The share of the prose that a region can have, and one that can be nothing else."""
_ALIKE = 5
"""Boxes of a name that are parts of one list, wherever they are."""
_MOST_LINKED = {"aside": 0.2, "header": 0.5}
"""The share of such elements within an article that may be links."""
_NOTHING: frozenset[str] = frozenset()


def foreign_regions(page: Box) -> set[Box]:
    """Return the outermost boxes that are not a part of a page's article.

    Smaller ones are judged first, since most regions can't have half of the prose that is left.
    """
    boxes = list(page.walk())
    titled = boxes_around(filter(_is_title, boxes))
    before = _prose_before(boxes)
    prose = {box: box.prose for box in boxes}
    foreign: set[Box] = set()
    groups = list(_groups(box for box in boxes if box not in titled))
    for names, group in sorted(groups, key=lambda item: sum(box.prose for box in item[1])):
        certain = _TAGS | _ROLES
        if before[group[0].order] >= _SHORTEST_ARTICLE:
            certain |= _AFTER_ARTICLES
        most = _MOST if names.isdisjoint(certain) else _MOST_CERTAIN
        if sum(prose[box] for box in group) > most * prose[page]:
            continue
        foreign.update(group)
        for box in group:
            for around in box.above() if prose[box] else ():
                prose[around] -= prose[box]
            prose[box] = 0
    return foreign


def _is_title(box: Box) -> bool:
    """Return whether a box is a main heading; some sidebars have such headings too."""
    return (
        box.tag == "h1"
        and box.text > 0
        and not any(around.tag in {"aside", "nav", "footer"} for around in box.above())
    )


def _prose_before(boxes: list[Box]) -> list[int]:
    """Return for each box how much prose there is between it and the title above it."""
    amount, amounts = 0, []
    for box in boxes:
        if box.tag == "h1":
            amount = 0
        amounts.append(amount)
        amount += box.prose - sum(child.prose for child in box.children)
    return amounts


def _groups(boxes: Iterable[Box]) -> Iterator[tuple[frozenset[str], list[Box]]]:
    """Yield boxes by their names; alike ones, such as comments, stand or fall together."""
    named = defaultdict[frozenset[str], list[Box]](list)
    for box in boxes:
        names = _region_names(box)
        if names:
            named[names].append(box)
    for names, alike in named.items():
        outer, inner = _outermost(alike)
        if len(outer) >= _ALIKE:
            yield names, outer
        neighbours = defaultdict[Box | None, list[Box]](list)
        for box in inner if len(outer) >= _ALIKE else alike:
            neighbours[box.parent].append(box)
        for group in neighbours.values():
            yield names, group


def _outermost(boxes: list[Box]) -> tuple[list[Box], list[Box]]:
    """Return boxes that are not in another of them, and those that are."""
    outer: list[Box] = []
    inner: list[Box] = []
    for box in boxes:
        is_inner = bool(outer) and box.order < outer[-1].end
        (inner if is_inner else outer).append(box)
    return outer, inner


@lru_cache(maxsize=4096)
def _words(names: str) -> frozenset[str]:
    """Return the words in the names of a box's classes and id, in lower case."""
    words: set[str] = set()
    for name in names.split():
        parts = [part.lower() for part in _WORDS.split(name) if part]
        if parts and parts[0] not in _NOT_ITS_OWN and parts[-1] not in _STATES:
            words.update(parts)
    return frozenset(words)


def _region_names(box: Box) -> frozenset[str]:
    """Return what names a box as no part of an article: its tag, its role, or words."""
    tag = box.tag
    if tag in _PAGE:
        return _NOTHING
    role = box.element.get("role")
    if tag in _TAGS or role in _ROLES:
        return _NOTHING if _is_of_article(box) else frozenset({tag, role or ""})
    # How LibreOffice saves what is repeated on each page.
    is_repeated = tag == "div" and box.element.get("title") in _TAGS
    if is_repeated or (tag == "figure" and _is_picture(box)):
        return frozenset({tag})
    classes = box.element.get("class") or ""
    words = _words(f"{classes} {box.element.get('id') or ''}")
    names = words & _REGION_NAMES
    if names or box.prose > _LARGEST_SMALL:
        return names
    # WordPress's sidebars; as a part of longer names, it stands on any part of a page.
    return words & _SMALL_NAMES | ({"widget"} & set(classes.split()))


def _is_of_article(box: Box) -> bool:
    """Return whether a box whose tag is that of a region is one within an article."""
    if box.tag == "footer":
        return box.parent is not None and box.parent.tag == "blockquote"
    if box.tag not in {"header", "aside"}:
        return False
    most_linked = _MOST_LINKED[box.tag]
    return box.linked <= most_linked * box.text and any(
        around.tag in {"article", "main"} for around in box.above()
    )


def _is_picture(figure: Box) -> bool:
    """Return whether a figure is a picture with a caption, rather than a table or a listing."""
    return (
        figure.prose <= _LARGEST_SMALL
        and figure.element.find(".//img") is not None
        and all(box.tag in {"figure", "figcaption", "div", "p"} for box in figure.walk())
    )
