"""Find the lines that a page adds to its article: ads, bylines, credits, links."""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.article import Kind
from corpus.formats.blocks.flow import Rendered
from corpus.formats.html.metadata import Metadata
from corpus.formats.phrases import (
    dateline_length,
    final_initials,
    is_credit,
    is_furniture,
    is_invitation,
    is_pagination,
    is_related,
)

_SHORTEST_PARAGRAPH = 60
"""Code points of a paragraph of the article itself, rather than a line above or below it."""
_MOSTLY = 0.8
_HALF = 0.5
_LONGEST_BYLINE = 100
"""Code points of a byline, besides the name."""
_LINES = frozenset({Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.QUOTATION, Kind.NOTE})
_UNFINISHED = re.compile(r"[\w,]$")


def leave_out(blocks: list[Rendered], stated: Metadata) -> list[Rendered]:
    """Return the blocks of an article, with those that its page added marked as left out."""
    linked = sum(1 for block in blocks if block.linked >= _MOSTLY)
    is_about_links = linked > _HALF * len(blocks)
    before: Rendered | None = None
    marked = []
    for block in blocks:
        left_out = (
            block.left_out
            or _is_added(block, stated)
            or (not is_about_links and _is_link(block, before))
        )
        marked.append(replace(block, left_out=left_out))
        before = before if left_out else block
    return _rejoined(_without_last_headings(_without_ends(marked, stated)))


def _is_added(block: Rendered, stated: Metadata) -> bool:
    if block.kind not in _LINES:
        return False
    text = block.text
    return (
        # Of several lines, one may be of the article.
        (is_related(text) and ("\n" not in text or block.linked >= _HALF))
        or (block.kind is Kind.PARAGRAPH and (is_furniture(text) or is_pagination(text)))
        or (block.linked > 0 and is_invitation(text, stated.site))
    )


def _is_link(block: Rendered, before: Rendered | None) -> bool:
    """Return whether a paragraph is nothing but a link that the text doesn't introduce."""
    return (
        block.kind is Kind.PARAGRAPH
        and block.linked >= _MOSTLY
        # A number to call, and an address, are facts.
        and any(map(str.isalpha, block.text))
        and " " in block.text
        and before is not None
        and before.kind is not Kind.HEADING
        and before.linked < _MOSTLY
        and not before.text.endswith(":")
    )


def _without_ends(blocks: list[Rendered], stated: Metadata) -> list[Rendered]:
    """Leave out what names the writers and where they write from, above and below the article."""
    paragraphs = [
        number
        for number, block in enumerate(blocks)
        if not block.left_out
        and block.kind is not Kind.HEADING
        and len(block.text) >= _SHORTEST_PARAGRAPH
        and not is_credit(block.text)
    ]
    if not paragraphs:
        return blocks
    first, last = paragraphs[0], paragraphs[-1]
    ends: list[Rendered] = []
    for number, block in enumerate(blocks):
        text = block.text
        if number < first and stated.is_article and text == stated.title:
            ends.append(replace(block, left_out=True))
        elif block.left_out or block.kind is not Kind.PARAGRAPH:
            ends.append(block)
        elif not first <= number <= last and (_is_byline(text, stated) or is_credit(text)):
            ends.append(replace(block, left_out=True))
        else:
            start = dateline_length(text, block.bold_start, stated.site) if number <= first else 0
            end = final_initials(text) if number == last else len(text)
            ends += _parts(block, start, end)
    return ends


def _without_last_headings(blocks: list[Rendered]) -> list[Rendered]:
    """Leave out headings that nothing follows: what they announced was left out, or are links."""
    last = max(
        (
            number
            for number, block in enumerate(blocks)
            if not block.left_out and block.kind is not Kind.HEADING
        ),
        default=len(blocks),
    )
    return [*blocks[: last + 1], *(replace(block, left_out=True) for block in blocks[last + 1 :])]


def _parts(block: Rendered, start: int, end: int) -> Iterator[Rendered]:
    """Yield a block with what is before and after the range left out."""
    for text, left_out in (
        (block.text[:start], True),
        (block.text[start:end], False),
        (block.text[end:], True),
    ):
        if text.strip():
            yield replace(block, text=text.strip(), left_out=left_out)


def _is_byline(text: str, stated: Metadata) -> bool:
    author, published = stated.author, stated.published
    if author and author.lower() in text.lower():
        return len(text) <= len(author) + _LONGEST_BYLINE
    if not published or len(text) > _LONGEST_BYLINE:
        return False
    figures = {figure.lstrip("0") for figure in re.findall(r"\d+", text)}
    year, _, day = published.split("-")
    return {year, day.lstrip("0")} <= figures


def _rejoined(blocks: list[Rendered]) -> list[Rendered]:
    """Join the two parts of a paragraph that something was put into the middle of."""
    joined: list[Rendered] = []
    last = -1
    for block in blocks:
        if last < 0 or block.left_out:
            is_rest = False
        else:
            is_rest = last < len(joined) - 1 and _is_rest(block, joined[last])
        if is_rest:
            joined[last] = replace(joined[last], text=f"{joined[last].text} {block.text}")
            continue
        joined.append(block)
        last = last if block.left_out else len(joined) - 1
    return joined


def _is_rest(block: Rendered, before: Rendered) -> bool:
    """Return whether a block goes on in the middle of the sentence in which another stops."""
    return (
        before.kind is block.kind is Kind.PARAGRAPH
        and _UNFINISHED.search(before.text) is not None
        and block.text[0].islower()
    )
