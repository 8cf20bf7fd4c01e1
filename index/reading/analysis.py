"""Text analysis: splits text into tokens and stems them, the same for passages and questions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex
import Stemmer

from corpus.article import Span
from index.reading.languages import Language, Mark, fold, language

# Words may contain combining marks, without which Indic words would fall apart, and invisible
# characters (soft hyphen, joiners). Abbreviations are tried first, so that A.S. is one word.
_INSIDE = r"\p{L}\p{M}\p{N}\u00AD\u200C\u200D\u2060"
_WORD = regex.compile(
    r"(?P<dotted>(?<![\p{L}\p{M}\p{N}])\p{L}(?:\.\p{L})+\b\.?)"
    rf"|(?P<number>\p{{Nd}}+(?:[.,]\p{{Nd}}+)*(?![{_INSIDE}]))"
    rf"|(?P<word>[\p{{L}}\p{{N}}][{_INSIDE}]*(?:['’ʼ`][{_INSIDE}]+)*)"
)
_LETTER_OR_DIGIT = regex.compile(r"[\p{L}\p{N}]")
_INVISIBLE = regex.compile(r"[\u00AD\u200C\u200D\u2060]+")
_APOSTROPHES = regex.compile("[’ʼ`]")
_GROUPED = regex.compile(r"\d{1,3}(?:[.,]\d{3})+")
_UNSPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Myanmar}\p{Khmer}\p{Hiragana}\p{Katakana}\p{Han}]")
_SPACED = r"\p{Latin}\p{Cyrillic}\p{Greek}"
_BY_SCRIPT = regex.compile(rf"[{_SPACED}]+|\p{{Nd}}+|[^{_SPACED}\p{{Nd}}]+")
# Korean has spaces, but appends particles to its words.
_HANGUL = regex.compile(r"\p{Hangul}")
_CHARACTER = regex.compile(r".[\p{M}\u200C\u200D]*", regex.DOTALL)
_OPENING_BRACKETS = frozenset("([（［")
_OPENING_QUOTES = frozenset("\"“‘'«„「『")
_COMMAS = frozenset(",，、،")
_YEARS = range(1000, 2101)
_YEAR_DIGITS = 4
_VOWELS = frozenset("aeiou")
# Plain integers, because combining Mark members with `|` is as slow as reading a word.
_CAPITAL, _NUMBER, _YEAR = int(Mark.CAPITAL), int(Mark.NUMBER), int(Mark.YEAR)
_PAREN, _QUOTED, _COMMA = int(Mark.PAREN), int(Mark.QUOTED), int(Mark.COMMA)
LONGEST_UNELIDED = 3
"""Stems of up to so many letters keep an initial that longer ones drop: two letters of a word say
too little to find it by."""
SHORTEST_BARE = 3
"""The fewest letters left when a particle is removed; with fewer it belongs to the word itself."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and the term it is indexed under."""

    term: str
    """The word's stem, which is what the index stores and looks up."""
    word: str
    """The word itself, folded."""
    span: Span
    """Its position in the text; the words of an expanded abbreviation share one span."""
    marks: int
    """Its Marks, combined with `|`."""


class Analyzer:
    """Splits texts in one language into tokens."""

    def __init__(self, resources: Language) -> None:
        self.language = resources
        self._stem = Stemmer.Stemmer(resources.stemmer).stemWord if resources.stemmer else None

    def passage_tokens(self, text: str, span: Span) -> list[Token]:
        """Return the tokens within a span of the text, with short names expanded.

        >>> [token.word for token in analyzer("id").passage_tokens("oleh A.S.", Span(0, 9))]
        ['oleh', 'amerika', 'serikat']
        """
        found: list[Token] = []
        for token in self.tokens(text, span.start, span.end):
            written = token.span.of(text).replace(".", "")
            full = self.language.acronyms.get(written) or self.language.names.get(token.word)
            found.extend(self.expanded(token, full) if full else [token])
        return found

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
        """Yield the tokens of `text[start:end]` as they are written.

        Their spans count from the start of the text, not from `start`.

        >>> [token.word for token in analyzer("id").tokens("Mata-mata A.S. 1.000 kali")]
        ['mata', 'mata', 'as', '1000', 'kali']
        """
        for match in _WORD.finditer(text, start, len(text) if end is None else end):
            written, span = match.group(), Span(*match.span())
            if match.lastgroup == "number":
                yield self._number(written, span, text)
            elif is_unspaced(written):
                yield from self._mixed(written, span.start, text)
            elif _HANGUL.search(written):
                yield from self._bigrams(written, span.start)
            else:
                yield self._word(written, span, text)

    def term(self, word: str) -> str:
        """Return the term that a folded word is indexed under: its stem.

        >>> analyzer("en").term("launches")
        'launch'
        >>> analyzer("id").term("mengirim"), analyzer("id").term("kirim")
        ('irim', 'irim')
        """
        if self._stem is None:
            return word
        stem = self._stem(word).replace("'", "") or word
        elided = stem[0] in self.language.elided_initials and stem[1:2] in _VOWELS
        return stem[1:] if elided and len(stem) > LONGEST_UNELIDED else stem

    def bare(self, word: str) -> str:
        """Return a question word without its particle, if it has one.

        >>> analyzer("id").bare("siapakah")
        'siapa'
        """
        for particle in self.language.particles:
            if word.endswith(particle) and len(word) >= len(particle) + SHORTEST_BARE:
                return word.removesuffix(particle)
        return word

    def expanded(self, token: Token, full: tuple[str, ...]) -> list[Token]:
        """Return a token for each word of a full name, all with the span of the short name."""
        marks = token.marks & ~Mark.STOP
        return [Token(self.term(word), word, token.span, marks) for word in full]

    def _mixed(self, written: str, start: int, text: str) -> Iterator[Token]:
        """Yield the tokens of a run without spaces, split by script: 1953年, GPS技术."""
        for match in _BY_SCRIPT.finditer(written):
            part, span = match.group(), Span(start + match.start(), start + match.end())
            # What separates two scripts, such as an apostrophe, is not a word.
            if not _LETTER_OR_DIGIT.search(part):
                continue
            if is_unspaced(part):
                yield from self._bigrams(part, span.start)
            elif part.isdecimal():
                yield self._number(part, span, text)
            else:
                yield self._word(part, span, text)

    def _word(self, written: str, span: Span, text: str) -> Token:
        word = fold(_INVISIBLE.sub("", written).replace(".", ""))
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
        if len(written) == _YEAR_DIGITS and digits.isdecimal() and int(digits) in _YEARS:
            marks |= _YEAR
        return Token(digits, digits, span, marks)

    def _bigrams(self, written: str, start: int) -> Iterator[Token]:
        """Yield the pairs of adjacent characters, and what they are taken from.

        That is the whole word in Korean, and each single character in an unspaced script.
        """
        characters = list(_CHARACTER.finditer(written))
        unspaced = is_unspaced(written)
        if not unspaced:
            yield self._verbatim(written, start)
        for number, character in enumerate(characters):
            if number:
                pair = characters[number - 1].group() + character.group()
                yield self._verbatim(pair, start + characters[number - 1].start())
            if unspaced:
                single = self._verbatim(character.group(), start + character.start())
                yield replace(single, marks=int(Mark.SINGLE))

    def _verbatim(self, written: str, start: int) -> Token:
        word = fold(written)
        return Token(
            word, word, Span(start, start + len(written)), self.language.marks.get(word, 0)
        )


@cache
def analyzer(code: str) -> Analyzer:
    """Return the analyzer of the language with this ISO 639-1 code."""
    return Analyzer(language(code))


def is_unspaced(text: str) -> bool:
    """Return whether the text has characters of a script without spaces between words.

    These are Thai, Lao, Burmese, Khmer, Japanese and Chinese.
    """
    return _UNSPACED.search(text) is not None


def has_words(text: str) -> bool:
    """Return whether the text has a letter or a digit."""
    return _WORD.search(text) is not None


def _context(text: str, span: Span) -> int:
    """Return the marks that a word gets from the characters around it."""
    marks = 0
    before = text[span.start - 1 : span.start]
    if before in _OPENING_BRACKETS:
        marks |= _PAREN
    elif before in _OPENING_QUOTES:
        marks |= _QUOTED
    if text[span.end : span.end + 1] in _COMMAS:
        marks |= _COMMA
    return marks
