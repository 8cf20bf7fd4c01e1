"""Assemble a body from blocks: clean each, join them, and note where each ended up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corpus.article import Block, Span
from corpus.formats.reading import LeftOut, TextBlock


@dataclass(frozen=True, slots=True)
class Assembly:
    """A body and where its blocks ended up."""

    body: str
    blocks: tuple[Block, ...]
    """The blocks whose kind the format marks, in order and without overlap."""
    left_out: tuple[LeftOut, ...]
    """In order; of one place, in the order in which they stood."""


def assemble(found: Iterable[TextBlock], clean: Callable[[str], str]) -> Assembly:
    r"""Return the body that blocks make when each is cleaned; those that become empty are dropped.

    >>> from corpus.cleaning import clean_body
    >>> assembly = assemble([TextBlock("Ayam "), TextBlock("Bebek")], clean_body)
    >>> assembly.body, assembly.blocks[1].span
    ('Ayam\n\nBebek', Span(start=6, end=11))
    """
    parts: list[str] = []
    end = 0
    blocks: list[Block] = []
    left_out: list[LeftOut] = []
    waiting: list[str] = []
    for block in found:
        text = clean(block.text)
        if not text.strip():
            continue
        if block.left_out:
            waiting.append(text)
            continue
        gap = "" if not parts else "\n" if block.follows else "\n\n"
        start = end + len(gap)
        end = start + len(text)
        parts += (gap, text)
        left_out += (LeftOut(lost, start) for lost in waiting)
        waiting.clear()
        if block.kind is not None:
            blocks.append(Block(block.kind, Span(start, end)))
    left_out += (LeftOut(lost, end) for lost in waiting)
    return Assembly("".join(parts), tuple(blocks), tuple(left_out))
