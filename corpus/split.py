"""Split a text into passages: the units that are indexed, ranked and quoted."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import Passage, Span
from corpus.paragraphs import is_heading, paragraphs
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


@dataclass(frozen=True, slots=True)
class _Part:
    """Sentences that stay together: a paragraph or a part of a long one."""

    sentences: tuple[Span, ...]
    heading: bool

    @property
    def start(self) -> int:
        return self.sentences[0].start

    @property
    def end(self) -> int:
        return self.sentences[-1].end

    @property
    def wants_more(self) -> bool:
        """Whether it should be joined to a neighbour."""
        return self.heading or self.end - self.start < SHORT_PASSAGE

    def fits(self, following: "_Part") -> bool:
        return following.end - self.start <= LONGEST_PASSAGE

    def joined(self, following: "_Part") -> "_Part":
        return _Part(self.sentences + following.sentences, self.heading and following.heading)


def split(body: str) -> tuple[Passage, ...]:
    r"""Return the passages of a text in order; none for a text without visible characters.

    A passage is a paragraph as defined in paragraphs.py, with these exceptions:

    - A paragraph longer than LONG_PASSAGE is split at the ends of sentences.
    - A heading, or a paragraph shorter than SHORT_PASSAGE, is joined to what follows; at the end,
      or if short and before a heading, to what precedes.
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
    parts = [
        part for paragraph in paragraphs(body) for part in _parts_of_paragraph(body, paragraph)
    ]
    return tuple(
        Passage(number, Span(part.start, part.end), part.sentences)
        for number, part in enumerate(_joined(parts), start=1)
    )


def _parts_of_paragraph(body: str, paragraph: Span) -> list[_Part]:
    """Return the paragraph as one part, or as several of up to LONG_PASSAGE if it is longer."""
    heading = is_heading(paragraph.of(body))
    groups: list[list[Span]] = []
    for sentence in sentences(body, paragraph):
        for piece in _cut(body, sentence):
            if groups and piece.end - groups[-1][0].start <= LONG_PASSAGE:
                groups[-1].append(piece)
            else:
                groups.append([piece])
    parts = [_Part(tuple(group), heading) for group in groups]
    # A short remainder belongs to its own paragraph, not to the next one.
    if len(parts) > 1 and parts[-1].wants_more and parts[-2].fits(parts[-1]):
        last = parts.pop()
        parts[-1] = parts[-1].joined(last)
    return parts


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
    """Join headings and short parts to a neighbour, as far as LONGEST_PASSAGE allows."""
    done: list[_Part] = []
    for part in parts:
        if done and done[-1].wants_more and done[-1].fits(part) and _may_follow(done, part):
            done[-1] = done[-1].joined(part)
        else:
            _settle_last(done)
            done.append(part)
    _settle_last(done)
    return done


def _may_follow(done: list[_Part], part: _Part) -> bool:
    """Return True if the last part may be joined to this one.

    A short paragraph is not joined to a heading after it but to the part before, if there is one.
    """
    return done[-1].heading or not part.heading or len(done) == 1


def _settle_last(done: list[_Part]) -> None:
    """Join the last part to the one before if it should not stand alone but nothing followed."""
    if len(done) > 1 and done[-1].wants_more and done[-2].fits(done[-1]):
        last = done.pop()
        done[-1] = done[-1].joined(last)
