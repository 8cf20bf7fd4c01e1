"""Join the readings of the pages that a site has cut one article into."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.formats.assembly import assemble
from corpus.formats.reading import LONGEST_BODY, Reading, ReadingWarning, TextBlock

_SHORTEST_REPEATED = 40
"""Code points of a block that is certainly not in an article twice."""


def join_pages(pages: Sequence[Reading]) -> Reading:
    """Return the reading of a whole article, given those of its pages in order.

    What the first says of the article is kept, and what a page repeats of those before it is not.
    If it would be too long, the last pages are missing. The warning ONE_OF_SEVERAL_PAGES stays as
    long as the last page that is not missing leads to another.
    """
    length = 0
    seen: set[str] = set()
    blocks: list[TextBlock] = []
    joined: list[Reading] = []
    for page in pages:
        length += len(page.body) + 2
        if length > LONGEST_BODY:
            break
        found = [block for block in _text_blocks(page) if block.text not in seen]
        seen.update(block.text for block in found if len(block.text) >= _SHORTEST_REPEATED)
        blocks += found
        joined.append(page)
    assembly = assemble(blocks, str)
    warnings = dict.fromkeys(warning for page in joined for warning in page.warnings)
    if joined[-1].next_page is None:
        warnings.pop(ReadingWarning.ONE_OF_SEVERAL_PAGES, None)
    return replace(
        pages[0],
        body=assembly.body,
        blocks=assembly.blocks,
        left_out=assembly.left_out,
        warnings=tuple(warnings),
        next_page=joined[-1].next_page,
    )


def _text_blocks(reading: Reading) -> Iterator[TextBlock]:
    """Yield the blocks of a reading, with what was left out in its places."""
    left_out = list(reversed(reading.left_out))
    end = 0
    for block in reading.blocks:
        span = block.span
        # A page of another format than HTML may have no blocks.
        if unmarked := reading.body[end : span.start].strip():
            yield TextBlock(unmarked, kind=None)
        while left_out and left_out[-1].at <= span.start:
            yield TextBlock(left_out.pop().text, left_out=True)
        follows = end > 0 and "\n\n" not in reading.body[end : span.start]
        yield TextBlock(span.of(reading.body), block.kind, follows=follows)
        end = span.end
    if unmarked := reading.body[end:].strip():
        yield TextBlock(unmarked, kind=None)
    for lost in reversed(left_out):
        yield TextBlock(lost.text, left_out=True)
