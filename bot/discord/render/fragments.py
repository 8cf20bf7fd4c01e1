"""Text fragments: the part of an address by which a browser finds and marks a sentence of a page.

See WICG, URL Fragment Text Directives. A directive is `text=prefix-,start,end,-suffix`, where all
but start may be missing. A browser marks its first match: from `start`, right after `prefix`, to
the next `end`, right before `suffix`. Each of the four is within one block of the page and ends
with a word, unless a suffix follows; case, accents and the shape of quotation marks don't matter.
Of several directives all that match are marked, and the page is scrolled to the first of them.

A page has more than the text that is quoted from it: menus, advertisements, marks of notes. So a
sentence gets two kinds of directives:

- its own words alone, so many that they are found nowhere before it. A heading is likely to stand
  in a table of contents too, and is found by the words after it;
- as few words as possible, after the last ones before it. They are found where something was left
  out of the sentence, and where it is repeated.

The mark of a note, which was left out, makes one word of a browser's with the word before it. Where
there are few notes, each mark is tried as a suffix.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

import regex

from bot.discord.render.page_text import (
    LETTERS,
    RUNS,
    WORDS,
    Piece,
    Place,
    follows,
    in_words,
    is_spaceless,
    occurs,
)
from corpus.article import Article, Kind, Span
from corpus.sentences import CELL

_START_BYTES, _END_BYTES = 20, 12
"""The least length of words alone, in UTF-8; a menu may have shorter ones."""
_MOST_AFTER = 8
"""Words after a prefix at most; it has half as many."""
_OPENINGS = range(8, 20)
"""How many first letters are tried where it is unknown where words end."""

_MOST_NOTES = 9
"""Notes of a page whose marks are tried."""
_WORDS_AFTER = 2
"""Words of a suffix."""

_OPENING = regex.compile(r"\p{Ps}+")
_SURE = regex.compile(r"[\p{L}\p{N}\p{M}\u3001-\u303f\uff01-\uff1f]")
"""What ends a word in the page, too."""
_FULL_STOP = regex.compile(r"(?<=[\p{Han}\p{Hiragana}\p{Katakana}])\p{P}+$")
"""The word before it may be ruby, which is in other blocks."""


@dataclass(frozen=True, slots=True)
class _Directive:
    """What a browser is to find."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        # Hyphens are syntax, too, and `quote` doesn't encode them.
        prefix, start, end, suffix = (
            quote(term, safe="").replace("-", "%2D")
            for term in (self.prefix, self.start, self.end, self.suffix)
        )
        before, after = f"{prefix}-," if prefix else "", f",-{suffix}" if suffix else ""
        return f"text={before}{start}{',' if end else ''}{end}{after}"


def text_fragment(article: Article, sentence: Span, room: int) -> str:
    """Return the text fragment of a sentence, percent-encoded, from `:~:` on.

    It has as many directives as fit in `room` code points, and is empty if none does.
    """
    place = Place.of(article, sentence)
    before, blocks = place.before.casefold(), place.blocks
    fitting = _fitting(_directives(place, before, blocks), room)
    fitting = fitting or _fitting(_openings(before, blocks), room)
    # Those with a prefix first, because menus hardly ever have them.
    fitting.sort(key=lambda directive: "-," not in directive)
    return f":~:{'&'.join(fitting)}" if fitting else ""


def _fitting(directives: Iterator[_Directive], room: int) -> list[str]:
    """Return the directives that fit, if need be without an end."""
    room -= len(":~:")
    fitting: list[str] = []
    for directive in directives:
        texts = str(directive), str(replace(directive, end=""))
        text = next((text for text in texts if len(text) <= room), "")
        if text and text not in fitting:
            fitting.append(text)
            room -= len(text) + len("&")
    return fitting


def _directives(place: Place, before: str, texts: Sequence[str]) -> Iterator[_Directive]:
    """Yield the directives of blocks, the best first; `before` is all before them, case-folded."""
    suffix = _suffix(place)
    if suffix and len(texts) == 1:
        yield _Directive(texts[0], suffix=suffix)
    else:
        yield from _alone(before, in_words(texts, WORDS))
    joint = before[len(before.rstrip()) :]
    # Between the title and the first heading there may be a table of contents.
    is_known = suffix and "\n" not in before.strip()
    last = [] if is_known else in_words(place.line_before.split(CELL)[-1:], RUNS)
    for pieces in (in_words(texts, RUNS), in_words(texts, LETTERS)):
        if last and pieces:
            yield _after(before, last[0], joint, pieces)
    if len(texts) == 1 and place.notes <= _MOST_NOTES and texts[0][-1:].isalnum():
        marks = range(1, place.notes + 1)
        yield from (_Directive(texts[0], suffix=str(mark)) for mark in marks)


def _suffix(place: Place) -> str:
    """Return the first words after a heading; nothing where they may be ruby."""
    after = in_words([place.text_after], RUNS) if place.kind is Kind.HEADING else []
    return "" if not after or is_spaceless(after[0].text) else _core(after[0].first(_WORDS_AFTER))


def _alone(before: str, pieces: Sequence[Piece]) -> Iterator[_Directive]:
    """Yield the directive of the first words that are found nowhere before, up to the last."""
    for number, piece in enumerate(pieces):
        earlier = "\n".join(piece.text for piece in pieces[:number]).casefold()
        if start := _start(piece, before, earlier):
            yield _Directive(start, _end(pieces[number:], len(start), _END_BYTES))
            return
    # With short words, no further than to the end of their block: a menu may have them.
    texts = (_core(piece.text) for piece in pieces)
    unique = [text for text in texts if not occurs(text.casefold(), before)]
    yield from map(_Directive, sorted(unique, key=_bytes)[-1:])


def _start(piece: Piece, *before: str) -> str:
    """Return the fewest words that are not found before, at least _START_BYTES; or nothing."""

    def is_enough(count: int) -> bool:
        start = piece.first(count).casefold()
        return _bytes(start) >= _START_BYTES and not any(occurs(start, text) for text in before)

    count = _least(len(piece.words), is_enough)
    return piece.first(count) if count else ""


def _after(before: str, last: Piece, joint: str, pieces: Sequence[Piece]) -> _Directive:
    """Return the directive of the fewest words that are only found here after the words before."""

    def terms(count: int) -> tuple[str, str]:
        prefix, start = last.last(max(count // 2, 1)), pieces[0].first(count)
        if stop := _FULL_STOP.search(prefix):
            prefix = stop[0]
        if opening := _OPENING.match(start):
            prefix = opening[0] if "\n" in joint else f"{prefix}{joint}{opening[0]}"
        return prefix, _core(start)

    def is_enough(count: int) -> bool:
        prefix, start = (term.casefold() for term in terms(count))
        return not follows(prefix, start, before)

    count = _least(_MOST_AFTER, is_enough) or _MOST_AFTER
    # Without a full stop between them, two words are nothing special.
    if last.text[-1].isalnum() and not is_spaceless(_core(pieces[0].text)):
        count = max(count, 2)
    prefix, start = terms(count)
    end = _robust_end(pieces, len(pieces[0].first(count)))
    return _Directive(start, end, prefix)


def _end(pieces: Sequence[Piece], used: int, least: int) -> str:
    """Return the last words, at least so many bytes, that are not found after the first ones.

    The first ones are `used` code points. Return nothing if there are no other words.
    """
    last, *others = pieces[-1], *pieces[:-1]
    between = "\n".join(piece.text for piece in others)[used:]
    used = 0 if others else used
    words = [word for word in last.words if word.start >= used]

    def is_enough(count: int) -> bool:
        start = words[-count].start
        end, rest = last.text[start : words[-1].end], last.text[used:start]
        return _bytes(end) >= least and not occurs(end.casefold(), f"{between}\n{rest}".casefold())

    count = _least(len(words), is_enough) or len(words)
    return last.text[words[-count].start : words[-1].end] if words else ""


def _robust_end(pieces: Sequence[Piece], used: int) -> str:
    """Return the end of the pieces, or nearly, in few words that are surely whole in the page."""
    *others, last = pieces
    stop = _FULL_STOP.search(last.text)
    if stop and not others and used <= last.text.index(stop[0]) == stop.start():
        return stop[0]
    words = last.words
    # The last word may have grown together with the mark of a note.
    if len(words) > 3 and last.text[words[-1].start - 1] == " ":
        last = Piece(last.text, words[:-1])
    return _core(_end([*others, last], used, 1))


def _core(text: str) -> str:
    """Return words without what may differ from the page: quotation marks, and marks of notes."""
    start = next((at for at, letter in enumerate(text) if letter.isalnum()), 0)
    end = len(text)
    while end > start + 1 and not _SURE.match(text[end - 1]):
        note = text.rfind("[", start + 1, end) if text[end - 1] == "]" else -1
        end = note if note >= 0 else end - 1
    return text[start:end]


def _openings(before: str, texts: Sequence[str]) -> Iterator[_Directive]:
    """Yield directives for the first letters of a long text without spaces, one of them right."""
    for piece in in_words(texts, WORDS)[:1]:
        letters = regex.findall(r"\X", piece.first(1)) if is_spaceless(piece.text) else []
        starts = ("".join(letters[:count]) for count in _OPENINGS)
        yield from (
            _Directive(start) for start in starts if start and not occurs(start.casefold(), before)
        )


def _least(most: int, is_enough: Callable[[int], bool]) -> int:
    """Return the least number up to `most` that is enough, as all above it are; 0 if none is."""
    least = bisect_left(range(1, most + 1), True, key=is_enough) + 1
    return least if least <= most else 0


def _bytes(text: str) -> int:
    return len(text.encode())
