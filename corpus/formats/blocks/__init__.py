"""Render an HTML tree as blocks: headings, paragraphs, list items, table rows, code and notes."""

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.blocks.flow import text_blocks, with_bold_headings
from corpus.formats.blocks.markers import BULLET as BULLET
from corpus.formats.blocks.notes import take_out_marks
from corpus.formats.blocks.styles import mark_styled
from corpus.formats.blocks.visible import remove_unseen
from corpus.formats.blocks.walk import BLOCKS as BLOCKS
from corpus.formats.blocks.walk import is_link as is_link
from corpus.formats.blocks.walk import render as render
from corpus.formats.reading import TextBlock


def blocks_of(root: etree._Element) -> tuple[TextBlock, ...]:
    """Return the text of a tree in blocks; what is hidden is removed from the tree.

    List items become lines that start with `• ` or their number, table rows lines of cells
    separated by ` | `, each cell after the name of its column, if any.

    >>> from corpus.formats.markup import parse_html
    >>> root = parse_html("<h1>Ayam</h1><ul><li>telur<li>bulu</ul>")
    >>> [(block.text, block.kind.value) for block in blocks_of(root)]
    [('Ayam', 'heading'), ('• telur', 'list_item'), ('• bulu', 'list_item')]
    """
    return tuple(text_blocks(with_bold_headings(render(root, notes=prepare(root)))))


def prepare(root: etree._Element) -> frozenset[etree._Element]:
    """Remove from a tree what is not text; return the elements that are notes."""
    remove_unseen(root)
    mark_styled(root)
    return take_out_marks(root)
