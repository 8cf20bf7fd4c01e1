"""Find the element of a web page that contains the article."""

from bisect import bisect_left

from corpus.formats.html.outline import Box, boxes_around

_SMALLEST_SHARE = 0.9
"""The share of the prose that the article has at least."""
_MAIN_SHARE, _LEAST_CERTAIN = 0.5, 0.25
"""The same for an element that says it is the main one, or an article; and for the only such."""
_TEXT = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", "h1", "h2", "h3", "figure"})
"""Elements that are too small to be the whole of an article."""


def find_article(page: Box, foreign: set[Box]) -> Box:
    """Return the smallest box with the article, given the boxes that are no part of it."""
    boxes = list(page.walk())
    prose = _prose_without(boxes, foreign)
    article = _main(page, prose)
    titles = [box.order for box in boxes if box.tag == "h1" and box.text]
    total = prose[article]
    while total and article.children:
        largest = max(article.children, key=prose.__getitem__)
        if (
            prose[largest] < _SMALLEST_SHARE * total
            or largest.tag in _TEXT
            or _has_lead(article, largest, titles, prose)
        ):
            break
        article = largest
    return article


def _prose_without(boxes: list[Box], foreign: set[Box]) -> dict[Box, int]:
    """Return how much prose each box has that is not in a foreign one."""
    prose: dict[Box, int] = {}
    for box in reversed(boxes):
        own = box.prose - sum(child.prose for child in box.children)
        prose[box] = 0 if box in foreign else own + sum(prose[child] for child in box.children)
    return prose


def _main(page: Box, prose: dict[Box, int]) -> Box:
    """Return the box that says it is the main one, if it has enough of the prose; else the page.

    Of several articles, such as a post and its comments, it is the one with a title.
    """
    main = page
    titled = boxes_around(box for box in page.walk() if box.tag == "h1")
    for tag in ("main", "article"):
        named = [
            box for box in main.walk() if tag in {box.tag, box.element.get("role")} and prose[box]
        ]
        with_title = [box for box in named if box in titled]
        certain = len(named) == 1 or len(with_title) == 1
        candidates = with_title if certain and with_title else named
        largest = max(candidates, key=prose.__getitem__, default=main)
        if prose[largest] >= (_LEAST_CERTAIN if certain else _MAIN_SHARE) * prose[main]:
            main = largest
    return main


def _has_lead(article: Box, largest: Box, titles: list[int], prose: dict[Box, int]) -> bool:
    """Return whether there is prose between the title and the largest part of an article.

    The title is the last of those in `titles`, by their order, that is above that part.
    """
    number = bisect_left(titles, largest.order)
    if number == 0:
        return False
    title = titles[number - 1]
    return any(
        prose[box] and not box.children
        for child in article.children
        if child.order < largest.order
        for box in child.walk()
        if box.order > title
    )
