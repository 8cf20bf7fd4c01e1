"""Find the lines below a title that name the source, the author and the day."""

from dataclasses import replace

from corpus.article import Kind
from corpus.formats.blocks.flow import Rendered
from corpus.formats.byline import Byline, parse_byline
from corpus.formats.html.metadata import Metadata

_MOST_LINES = 3
_SHORTEST_PARAGRAPH = 60
"""Code points of a paragraph of the article itself."""
_NOTHING = Byline()


def take_byline(blocks: list[Rendered], stated: Metadata) -> tuple[list[Rendered], Byline]:
    """Return blocks with the lines below their title left out, and what those lines say.

    They are all left as they are if one of the lines says something else.
    """
    start = next(
        (number for number, block in enumerate(blocks, start=1) if block.text == stated.title), 0
    )
    end = start
    while end < len(blocks) and len(blocks[end].text) < _SHORTEST_PARAGRAPH:
        end += 1
    lines = blocks[start:end]
    if (
        not 0 < len(lines) <= _MOST_LINES
        or start == 0
        or end == len(blocks)
        or any(line.kind is not Kind.PARAGRAPH for line in lines)
    ):
        return blocks, _NOTHING
    byline = parse_byline([line.text for line in lines if line.text != stated.author])
    if byline is None:
        return blocks, _NOTHING
    taken = (replace(line, left_out=True) for line in lines)
    return [*blocks[:start], *taken, *blocks[end:]], byline
