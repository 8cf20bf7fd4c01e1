"""From text to terms: the one way in which passages and questions are read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex
import Stemmer

from corpus.article import Span
from index.reading.languages import Language, Mark, fold, language

# Within words: combining marks, without which those of Indic scripts fall apart, and characters
# that are not seen (soft hyphen, joiners). Abbreviations come first, so that A.S. is one word.
_INSIDE = r"\p{L}\p{M}\p{N}\u00AD\u200C\u200D\u2060"
_WORD = regex.compile(
    r"(?P<dotted>(?<![\p{L}\p{M}\p{N}])\p{L}(?:\.\p{L})+\b\.?)"
    rf"|(?P<number>\p{{Nd}}+(?:[.,]\p{{Nd}}+)*(?![{_INSIDE}]))"
    rf"|(?P<word>[\p{{L}}\p{{N}}][{_INSIDE}]*(?:['’ʼ`][{_INSIDE}]+)*)"
)
_LETTER_OR_DIGIT = regex.compile(r"[\p{L}\p{N}]")
_UNSEEN = regex.compile(r"[\u00AD\u200C\u200D\u2060]+")
_APOSTROPHES = regex.compile("[’ʼ`]")
_GROUPED = regex.compile(r"\d{1,3}(?:[.,]\d{3})+")
# Thai and Lao, Burmese, Khmer, Japanese, Chinese: scripts that put no space between words.
_DENSE = regex.compile(r"[\p{Thai}\p{Lao}\p{Myanmar}\p{Khmer}\p{Hiragana}\p{Katakana}\p{Han}]")
_SPACED = r"\p{Latin}\p{Cyrillic}\p{Greek}"
_BY_SCRIPT = regex.compile(rf"[{_SPACED}]+|\p{{Nd}}+|[^{_SPACED}\p{{Nd}}]+")
# Korean has spaces, but glues particles to its words.
_HANGUL = regex.compile(r"\p{Hangul}")
_CLUSTER = regex.compile(r".[\p{M}\u200C\u200D]*", regex.DOTALL)
_OPENING_BRACKETS = frozenset("([（［")
_OPENING_QUOTES = frozenset("\"“‘'«„「『")
_COMMAS = frozenset(",，、،")
_YEARS = range(1000, 2101)
_VOWELS = frozenset("aeiou")
# As plain numbers, for to join Marks takes as long as to read a word.
_CAPITAL, _NUMBER, _YEAR = int(Mark.CAPITAL), int(Mark.NUMBER), int(Mark.YEAR)
_PAREN, _QUOTED, _COMMA = int(Mark.PAREN), int(Mark.QUOTED), int(Mark.COMMA)
SHORTEST_ELIDED = 3
"""Letters of stems that keep their first one all the same."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and the term that it stands for."""

    term: str
    """What is indexed and looked up: the word's stem."""
    word: str
    """The word itself, folded."""
    span: Span
    """Where it stands in the text; words that an abbreviation stands for share its place."""
    marks: int
    """What else is known of it: Marks, or-ed."""


class Analyzer:
    """Reads texts in one language."""

    def __init__(self, own: Language) -> None:
        self.language = own
        self._stem = Stemmer.Stemmer(own.stemmer).stemWord if own.stemmer else None

    def passage_tokens(self, text: str, span: Span) -> list[Token]:
        """Return the tokens of a part of the text, with short names written out in full."""
        found: list[Token] = []
        for token in self.tokens(text, span.start, span.end):
            written = token.span.of(text).replace(".", "")
            full = self.language.acronyms.get(written) or self.language.names.get(token.word)
            found.extend(self.written_out(token, full) if full else [token])
        return found

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
        """Yield the tokens of a part of the text as they are written, with spans into the whole."""
        for match in _WORD.finditer(text, start, len(text) if end is None else end):
            written, span = match.group(), Span(*match.span())
            if match.lastgroup == "number":
                yield self._number(written, span, text)
            elif is_dense(written):
                yield from self._mixed(written, span.start, text)
            elif _HANGUL.search(written):
                yield from self._pieces(written, span.start)
            else:
                yield self._word(written, span, text)

    def term(self, word: str) -> str:
        """Return the term that a folded word is indexed under."""
        if self._stem is None:
            return word
        stem = self._stem(word).replace("'", "") or word
        swallowed = stem[0] in self.language.elided_initials and stem[1:2] in _VOWELS
        return stem[1:] if swallowed and len(stem) > SHORTEST_ELIDED else stem

    def bare(self, word: str) -> str:
        """Return a question word without the particle that it may carry."""
        for particle in self.language.particles:
            # Three letters stay at least, else it is no particle but the word's own end.
            if word.endswith(particle) and len(word) >= len(particle) + 3:
                return word.removesuffix(particle)
        return word

    def written_out(self, token: Token, full: tuple[str, ...]) -> list[Token]:
        """Return a token for each of these words, in the place of the given one."""
        marks = token.marks & ~Mark.STOP
        return [Token(self.term(word), word, token.span, marks) for word in full]

    def _mixed(self, written: str, start: int, text: str) -> Iterator[Token]:
        """Yield the tokens of a run without spaces, by their scripts: 1953年, GPS技术."""
        for match in _BY_SCRIPT.finditer(written):
            part, span = match.group(), Span(start + match.start(), start + match.end())
            # What stood between letters of two scripts, an apostrophe say, is no word alone.
            if not _LETTER_OR_DIGIT.search(part):
                continue
            if is_dense(part):
                yield from self._pieces(part, span.start)
            elif part.isdecimal():
                yield self._number(part, span, text)
            else:
                yield self._word(part, span, text)

    def _word(self, written: str, span: Span, text: str) -> Token:
        word = fold(_UNSEEN.sub("", written).replace(".", ""))
        if not word.isalnum():
            word = _APOSTROPHES.sub("'", word)
            if self.language.joins_apostrophes:
                word = word.replace("'", "")
        marks = self.language.marks.get(word, 0) | _context(text, span)
        if written[0].isupper():
            marks |= _CAPITAL
        if written[0].isdigit():
            marks |= _NUMBER
        return Token(self.term(word), word, span, marks)

    def _number(self, written: str, span: Span, text: str) -> Token:
        digits = fold(written)
        if _GROUPED.fullmatch(digits):
            digits = regex.sub("[.,]", "", digits)
        digits = digits.replace(",", ".")
        marks = _NUMBER | _context(text, span)
        if len(written) == 4 and digits.isdecimal() and int(digits) in _YEARS:
            marks |= _YEAR
        return Token(digits, digits, span, marks)

    def _pieces(self, written: str, start: int) -> Iterator[Token]:
        """Yield pairs of neighbouring characters and, where no space parts words, each alone."""
        clusters = list(_CLUSTER.finditer(written))
        dense = is_dense(written)
        if not dense:
            yield self._piece(written, start)
        for number, cluster in enumerate(clusters):
            if number:
                pair = clusters[number - 1].group() + cluster.group()
                yield self._piece(pair, start + clusters[number - 1].start())
            if dense:
                single = self._piece(cluster.group(), start + cluster.start())
                yield replace(single, marks=int(Mark.SINGLE))

    def _piece(self, written: str, start: int) -> Token:
        word = fold(written)
        return Token(
            word, word, Span(start, start + len(written)), self.language.marks.get(word, 0)
        )


@cache
def analyzer(code: str) -> Analyzer:
    """Return the analyzer of the language with this ISO 639-1 code."""
    return Analyzer(language(code))


def is_dense(text: str) -> bool:
    """Tell whether the text has characters of a script that puts no space between words."""
    return _DENSE.search(text) is not None


def has_words(text: str) -> bool:
    """Tell whether there is a letter or a digit in the text."""
    return _WORD.search(text) is not None


def _context(text: str, span: Span) -> int:
    """Return the marks that the characters around a word give it."""
    marks = 0
    before = text[span.start - 1 : span.start]
    if before in _OPENING_BRACKETS:
        marks |= _PAREN
    elif before in _OPENING_QUOTES:
        marks |= _QUOTED
    if text[span.end : span.end + 1] in _COMMAS:
        marks |= _COMMA
    return marks
