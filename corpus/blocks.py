"""The blocks of a text: how they are stored, and where they are after the text was edited."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from corpus.article import Block, Kind, Span


def as_json(blocks: Sequence[Block]) -> list[list[str | int]]:
    """Return blocks as a JSON array of arrays: kind, start, end.

    >>> as_json([Block(Kind.HEADING, Span(0, 4))])
    [['heading', 0, 4]]
    """
    return [[block.kind.value, block.span.start, block.span.end] for block in blocks]


def from_json(value: Iterable[Any], body: str) -> tuple[Block, ...]:
    """Return the blocks that as_json() made of a body's; raise ValueError for anything else."""
    try:
        blocks = tuple(Block(Kind(kind), Span(int(start), int(end))) for kind, start, end in value)
    except TypeError as error:
        raise ValueError("a block is not a kind and a span") from error
    edges = [*chain.from_iterable((block.span.start, block.span.end) for block in blocks)]
    if edges != sorted(edges) or (edges and not 0 <= edges[0] <= edges[-1] <= len(body)):
        raise ValueError("blocks overlap or lie outside the body")
    return blocks


def blocks_after_edit(before: str, blocks: Sequence[Block], after: str) -> tuple[Block, ...]:
    r"""Return the blocks of an edited body: those whose text is still there, on lines of its own.

    What was changed or added has none, so that it is read as plain text.

    >>> blocks = [Block(Kind.HEADING, Span(0, 4)), Block(Kind.PARAGRAPH, Span(6, 12))]
    >>> blocks_after_edit("Ayam\n\nBebek.", blocks, "Angsa.\n\nAyam\n\nBebek!")
    (Block(kind=<Kind.HEADING: 'heading'>, span=Span(start=8, end=12)),)
    """
    starts = defaultdict[str, list[int]](list)
    start = 0
    for line in after.split("\n"):
        starts[line].append(start)
        start += len(line) + 1
    found: list[Block] = []
    position = 0
    for block in blocks:
        text = block.span.of(before)
        at = starts[text.partition("\n")[0]]
        nearest = bisect_left(at, position)
        if nearest == len(at) or not _has_lines(after, text, at[nearest]):
            continue
        position = at[nearest] + len(text)
        found.append(Block(block.kind, Span(at[nearest], position)))
    return tuple(found)


def _has_lines(body: str, text: str, start: int) -> bool:
    """Return whether the text stands there, up to the end of a line."""
    return body.startswith(text, start) and body[start + len(text) : start + len(text) + 1] in {
        "",
        "\n",
    }
