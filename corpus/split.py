"""A text's passages: the parts of it that are indexed, ranked and quoted as a whole."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.article import Passage, Span
from corpus.paragraphs import is_heading, paragraphs
from corpus.sentences import sentences, skip_space

# Sizes of passages in code points. A paragraph of a newspaper has 200 to 600; a quote much longer
# than LONG is no longer read, and one of LONGEST still fits one Discord message (4,000).
SHORT_PASSAGE = 40
LONG_PASSAGE = 1200
LONGEST_PASSAGE = 2000

# How far a cut inside a word moves back so as not to part a letter from its marks, in code points;
# more marks than these are no writing.
_MOST_MARKS = 16

_WORD_END = re.compile(r"\S(?=\s)")


@dataclass(frozen=True, slots=True)
class _Part:
    """Sentences that stay together: a paragraph, or a part of a long one."""

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
        """Whether it should not stand alone."""
        return self.heading or self.end - self.start < SHORT_PASSAGE

    def fits(self, following: "_Part") -> bool:
        return following.end - self.start <= LONGEST_PASSAGE

    def joined(self, following: "_Part") -> "_Part":
        return _Part(self.sentences + following.sentences, self.heading and following.heading)


def split(body: str) -> tuple[Passage, ...]:
    """Return the passages of a text in order; none for a text without a visible character.

    A passage is a paragraph (paragraphs.py says what that is), except that one longer than
    LONG_PASSAGE is parted at sentence ends, a heading or one shorter than SHORT_PASSAGE is joined
    to what follows, or at the end and before a heading to what precedes. A sentence longer than
    LONGEST_PASSAGE is parted at word ends, and a word as long as that where it must be, so that no
    passage is longer.

    Passages don't overlap, nor do the sentences of one; neither begin or end in whitespace; and
    both cover every visible character. The time taken grows with the length of the text only.
    """
    parts = [
        part for paragraph in paragraphs(body) for part in _parts_of_paragraph(body, paragraph)
    ]
    return tuple(
        Passage(number, Span(part.start, part.end), part.sentences)
        for number, part in enumerate(_joined(parts), start=1)
    )


def _parts_of_paragraph(body: str, paragraph: Span) -> list[_Part]:
    """Return the paragraph as one part, or as several at most LONG_PASSAGE where it is longer."""
    heading = is_heading(paragraph.of(body))
    groups: list[list[Span]] = []
    for sentence in sentences(body, paragraph):
        for piece in _cut(body, sentence):
            if groups and piece.end - groups[-1][0].start <= LONG_PASSAGE:
                groups[-1].append(piece)
            else:
                groups.append([piece])
    parts = [_Part(tuple(group), heading) for group in groups]
    # The last words of a paragraph belong to it, not to the next one.
    if len(parts) > 1 and parts[-1].wants_more and parts[-2].fits(parts[-1]):
        last = parts.pop()
        parts[-1] = parts[-1].joined(last)
    return parts


def _cut(body: str, sentence: Span) -> Iterator[Span]:
    """Yield the sentence whole, or in pieces of at most LONG_PASSAGE if no passage can hold it."""
    start = sentence.start
    if sentence.end - start > LONGEST_PASSAGE:
        while sentence.end - start > LONG_PASSAGE:
            end = _last_word_end(body, start)
            yield Span(start, end)
            start = skip_space(body, end)
    yield Span(start, sentence.end)


def _last_word_end(body: str, start: int) -> int:
    """Return the last position within LONG_PASSAGE of start where a word ends, or must be cut."""
    end = start + LONG_PASSAGE
    word_ends = [word.end() for word in _WORD_END.finditer(body, start, end + 1)]
    if word_ends:
        return word_ends[-1]
    for position in range(end, end - _MOST_MARKS, -1):
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
    """Tell whether the last part waits for this one: a short text does not wait for a heading.

    It goes to the part before instead, if there is one.
    """
    return done[-1].heading or not part.heading or len(done) == 1


def _settle_last(done: list[_Part]) -> None:
    """Join the last part to the one before if it should not stand alone and got nothing after."""
    if len(done) > 1 and done[-1].wants_more and done[-2].fits(done[-1]):
        last = done.pop()
        done[-1] = done[-1].joined(last)
