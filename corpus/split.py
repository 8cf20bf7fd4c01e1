"""Split a text into passages: the units that are indexed, ranked and quoted."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.article import Block, Kind, Passage, Span
from corpus.paragraphs import LIST_ITEM, is_heading, is_question, unmarked_blocks
from corpus.sentences import sentences, skip_space

# Lengths of passages in code points. A newspaper paragraph has 200 to 600.
SHORT_PASSAGE = 40
"""A shorter passage is joined to a neighbour."""
LONG_PASSAGE = 1200
"""A longer paragraph is split; people hardly read quotes that are much longer."""
LONGEST_PASSAGE = 2000
"""No passage is longer, so that it fits in one Discord message (4,000) with room for the rest."""

# How far a cut inside a word moves back to keep a letter and its combining marks together, in code
# points; no writing system needs more marks.
_MAX_MARKS = 16

_WORD_END = re.compile(r"\S(?=\s)")
# Blocks that make up a list or table, which is quoted as a whole where it fits.
_LISTED = frozenset({Kind.LIST_ITEM, Kind.TABLE_ROW})
_ASKING = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class _Part:
    """Sentences that stay together: a block, a part of a long one, or several joined ones."""

    sentences: tuple[Span, ...]
    kind: Kind
    """The kind of its last block."""
    leads: bool
    """Whether it only introduces what follows: a heading, a question, or a line ending in ":"."""
    led: bool = False
    """Whether it begins with something that leads."""
    asks: bool = False
    """Whether its last block is a question."""
    listing: bool = False
    """Whether it is the beginning of a list or table with what introduces it."""

    @property
    def start(self) -> int:
        return self.sentences[0].start

    @property
    def end(self) -> int:
        return self.sentences[-1].end

    @property
    def wants_more(self) -> bool:
        """Whether it should be joined to a neighbour."""
        return self.leads or self.is_short

    @property
    def is_short(self) -> bool:
        """Whether it says too little by itself; what something introduces is never too little."""
        return not self.led and self.end - self.start < SHORT_PASSAGE

    def fits(self, following: "_Part", within: int = LONGEST_PASSAGE) -> bool:
        return following.end - self.start <= within

    def goes_with(self, following: "_Part") -> bool:
        """Return whether the following part belongs to the same passage, if it fits."""
        if self.listing and following.kind is self.kind:
            return self.fits(following, LONG_PASSAGE)
        if self.leads:
            # An item that asks is followed by its answer, or by the next item that asks.
            return self.fits(following) and not (self.asks and following.asks)
        if not self.is_short or following.leads:
            return False
        # A short item belongs to its list, not to the text after it.
        same_list = following.kind is self.kind or self.kind not in _LISTED
        return same_list and self.fits(following)

    def joined(self, following: "_Part") -> "_Part":
        return _Part(
            self.sentences + following.sentences,
            following.kind,
            leads=self.leads and following.leads,
            led=self.leads or self.led,
            asks=following.asks,
            listing=(self.leads or self.listing) and following.kind in _LISTED,
        )


def split(body: str, blocks: Sequence[Block] = ()) -> tuple[Passage, ...]:
    r"""Return the passages of a text in order; none for a text without visible characters.

    A passage is a block, or in text that no block marks a paragraph as defined in paragraphs.py,
    with these exceptions:

    - One longer than LONG_PASSAGE is split at the ends of sentences.
    - A heading, a question that stands alone, or a line that ends in a colon is joined to what
      follows; if that is a list or table, to as much of it as fits in LONG_PASSAGE.
    - One shorter than SHORT_PASSAGE that nothing introduces is joined to what follows; at the end
      or before a heading, to what precedes.
    - A sentence longer than LONGEST_PASSAGE is split at the ends of words, and a word of that
      length between letters, so that no passage is longer.

    Passages don't overlap, and neither do the sentences of a passage. Neither has surrounding
    whitespace, and both cover every visible character. The running time is linear.

    >>> body = "Ayam\n\nAyam bertelur hampir setiap pagi. Bebek berenang di kolam."
    >>> [passage.span.of(body) for passage in split(body)]
    ['Ayam\n\nAyam bertelur hampir setiap pagi. Bebek berenang di kolam.']
    >>> [sentence.of(body) for sentence in split(body)[0].sentences]
    ['Ayam', 'Ayam bertelur hampir setiap pagi.', 'Bebek berenang di kolam.']
    """
    parts = [part for block in _blocks(body, blocks) for part in _parts(body, block)]
    return tuple(
        Passage(number, Span(part.start, part.end), part.sentences)
        for number, part in enumerate(_joined(parts), start=1)
    )


def _blocks(body: str, marked: Sequence[Block]) -> Iterator[Block]:
    """Yield the marked blocks, and the paragraphs of the text between them, with their kinds."""
    position = 0
    for block in marked:
        yield from unmarked_blocks(body, Span(position, block.span.start))
        # A paragraph that is written as an item, such as "(1) …", is one.
        is_item = block.kind is Kind.PARAGRAPH and LIST_ITEM.match(block.span.of(body))
        yield Block(Kind.LIST_ITEM, block.span) if is_item else block
        position = block.span.end
    yield from unmarked_blocks(body, Span(position, len(body)))


def _parts(body: str, block: Block) -> list[_Part]:
    """Return the block as one part, or as several of up to LONG_PASSAGE if it is longer."""
    groups: list[list[Span]] = []
    for sentence in _sentences(body, block):
        for piece in _cut(body, sentence):
            if groups and piece.end - groups[-1][0].start <= LONG_PASSAGE:
                groups[-1].append(piece)
            else:
                groups.append([piece])
    parts = [_Part(tuple(group), block.kind, leads=False) for group in groups]
    # A short remainder belongs to its own paragraph, not to the next one.
    if len(parts) > 1 and parts[-1].wants_more and parts[-2].fits(parts[-1]):
        last = parts.pop()
        parts[-1] = parts[-1].joined(last)
    if parts:
        asks = block.kind in _ASKING and is_question(block.span.of(body))
        parts[-1] = replace(parts[-1], leads=asks or _leads(body, block), asks=asks)
    return parts


def _sentences(body: str, block: Block) -> Iterable[Span]:
    if block.kind in {Kind.HEADING, Kind.TABLE_ROW}:
        return (block.span,)
    return sentences(body, block.span)


def _leads(body: str, block: Block) -> bool:
    """Return whether a block only introduces what follows: a heading, or a line ending in ":"."""
    text = block.span.of(body)
    if block.kind in {Kind.PARAGRAPH, Kind.LIST_ITEM} and text.endswith((":", "：")):
        return True
    return block.kind is Kind.HEADING or (block.kind is Kind.PARAGRAPH and is_heading(text))


def _cut(body: str, sentence: Span) -> Iterator[Span]:
    """Yield the sentence, or pieces of up to LONG_PASSAGE if it is too long for any passage."""
    start = sentence.start
    if sentence.end - start > LONGEST_PASSAGE:
        while sentence.end - start > LONG_PASSAGE:
            end = _last_word_end(body, start)
            yield Span(start, end)
            start = skip_space(body, end)
    yield Span(start, sentence.end)


def _last_word_end(body: str, start: int) -> int:
    """Return the last end of a word within LONG_PASSAGE of start, or else where to cut the word."""
    end = start + LONG_PASSAGE
    word_ends = [word.end() for word in _WORD_END.finditer(body, start, end + 1)]
    if word_ends:
        return word_ends[-1]
    for position in range(end, end - _MAX_MARKS, -1):
        if not unicodedata.category(body[position]).startswith("M"):
            return position
    return end


def _joined(parts: list[_Part]) -> list[_Part]:
    """Join parts that belong together, as far as LONGEST_PASSAGE allows."""
    done: list[_Part] = []
    for part in parts:
        if done and (done[-1].goes_with(part) or _is_short_beginning(done, part)):
            done[-1] = done[-1].joined(part)
        else:
            _settle_last(done)
            done.append(part)
    _settle_last(done)
    return done


def _is_short_beginning(done: list[_Part], part: _Part) -> bool:
    """Return whether a text begins with a part too short to stand alone before a heading."""
    return len(done) == 1 and done[0].wants_more and part.leads and done[0].fits(part)


def _settle_last(done: list[_Part]) -> None:
    """Join the last part to the one before if it should not stand alone but nothing followed."""
    if len(done) > 1 and done[-1].wants_more and done[-2].fits(done[-1]):
        last = done.pop()
        done[-1] = done[-1].joined(last)
