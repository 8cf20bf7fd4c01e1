"""Text analysis: splits text into tokens and stems them, the same for passages and questions."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import regex
import Stemmer

from corpus.article import Span
from index.reading.languages import Language, Mark, fold, language
from index.reading.numbers import GROUPED, Numbers
from index.reading.token import Token

# Words may contain combining marks, without which Indic words would fall apart, and invisible
# characters (soft hyphen, joiners), but no digits: Rp150.000, 40kg and COVID19 are two words each.
# Abbreviations are tried first, so that A.S. is one word, and names with signs, as C++ is.
_INSIDE = r"\p{L}\p{M}\p{Nl}\p{No}\u00AD\u200C\u200D\u2060"
_ANY = r"\p{L}\p{M}\p{N}"
_WORD = regex.compile(
    rf"(?P<signed>(?<![{_ANY}])(?:[A-Za-z](?:\+\+|\#)|\.NET)(?![{_ANY}]))"
    rf"|(?P<handle>(?<![{_ANY}/:.@#])[@#/]\p{{L}}[{_INSIDE}_-]*)"
    rf"|(?P<dotted>(?<![{_ANY}])\p{{L}}(?:\.\p{{L}})+\b\.?)"
    rf"|(?P<date>(?<![\p{{N}}.,/-])(?:\p{{Nd}}{{1,2}}(?P<mark>[/.-])\p{{Nd}}{{1,2}}(?P=mark)\p{{Nd}}{{4}}"
    r"|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2})(?![\p{N}/-]))"
    r"|(?P<clock>\p{Nd}{1,2}:\p{Nd}{2}(?![\p{Nd}:]))"
    r"|(?P<number>\p{Nd}+(?:[.,]\p{Nd}+)*)"
    rf"|(?P<word>[\p{{L}}\p{{Nl}}\p{{No}}][{_INSIDE}]*(?:['’ʼ`][{_INSIDE}]+)*)"
)
_LETTER_OR_DIGIT = regex.compile(r"[\p{L}\p{N}]")
_INVISIBLE = regex.compile(r"[\u00AD\u200C\u200D\u2060]+")
_APOSTROPHES = regex.compile("[’ʼ`]")
_UNSPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Myanmar}\p{Khmer}\p{Hiragana}\p{Katakana}\p{Han}]")
_SPACED = r"\p{Latin}\p{Cyrillic}\p{Greek}"
_BY_SCRIPT = regex.compile(rf"[{_SPACED}]+|\p{{Nd}}+|[^{_SPACED}\p{{Nd}}]+")
# Korean has spaces, but appends particles to its words.
_HANGUL = regex.compile(r"\p{Hangul}")
_CHARACTER = regex.compile(r".[\p{M}\u200C\u200D]*", regex.DOTALL)
_OPENING_BRACKETS = frozenset("([（［")
_OPENING_QUOTES = frozenset("\"“‘'«„「『")
_COMMAS = frozenset(",，、،")
_DIGITS = regex.compile(r"\p{Nd}+")
_TIME = regex.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d")
_YEARS = range(1000, 2101)
_YEAR_DIGITS = 4
# Plain integers, because combining Mark members with `|` is as slow as reading a word.
_CAPITAL, _NUMBER, _YEAR = int(Mark.CAPITAL), int(Mark.NUMBER), int(Mark.YEAR)
_PAREN, _QUOTED, _COMMA = int(Mark.PAREN), int(Mark.QUOTED), int(Mark.COMMA)
_CLOCK = int(Mark.CLOCK)
SHORTEST_BARE = 3
"""The fewest letters left when a particle is removed; with fewer it belongs to the word itself."""


class Analyzer:
    """Splits texts in one language into tokens."""

    def __init__(self, resources: Language) -> None:
        self.language = resources
        self._stem = Stemmer.Stemmer(resources.stemmer).stemWord if resources.stemmer else None
        self._numbers = Numbers(resources)

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

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """Return the tokens of `text[start:end]` as they are written.

        Their spans count from the start of the text, not from `start`.

        >>> [token.word for token in analyzer("id").tokens("Mata-mata A.S. seharga Rp50rb")]
        ['mata', 'mata', 'as', 'seharga', 'rp', '50', 'rb']
        >>> [token.term for token in analyzer("id").tokens("Rp50rb pada 17/8/2024 pukul tiga sore")]
        ['rp', '50000', 'rb', 'pada', '17', 'agustus', '2024', 'pukul', '15.00', 'sore']
        """
        return self._numbers.read(list(self._tokens(text, start, end)), text)

    def _tokens(self, text: str, start: int, end: int | None) -> Iterator[Token]:
        for match in _WORD.finditer(text, start, len(text) if end is None else end):
            written, span = match.group(), Span(*match.span())
            if match.lastgroup in {"number", "clock"}:
                yield self._number(written, span, text)
            elif match.lastgroup == "date":
                yield from self._date(written, span, text)
            elif match.lastgroup == "signed":
                yield Token(fold(written), fold(written), span, _CAPITAL)
            elif match.lastgroup == "handle":
                yield Token(fold(written), fold(written), span, _CAPITAL)
                yield from self._tokens(text, span.start + 1, span.end)
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
        >>> analyzer("id").term("membacakan"), analyzer("id").term("baca")
        ('baca', 'baca')
        """
        if self._stem is None:
            return word
        return self._stem(word).replace("'", "") or word

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
        if grouped := GROUPED.fullmatch(digits):
            digits = regex.sub("[.,]", "", grouped.group(1))
        marks = _NUMBER | _context(text, span)
        stop_is_decimal = not self.language.numbers.decimal_comma
        if _TIME.fullmatch(digits) and not ("." in digits and stop_is_decimal):
            marks |= _CLOCK
        digits = regex.sub("[,:]", ".", digits)
        if len(written) == _YEAR_DIGITS and digits.isdecimal() and int(digits) in _YEARS:
            marks |= _YEAR
        return Token(digits, digits, span, marks)

    def _date(self, written: str, span: Span, text: str) -> Iterator[Token]:
        parts = self._numbers.date(fold(written), span)
        if parts is None:
            yield from (
                self._number(match.group(), Span(*match.span()), text)
                for match in _DIGITS.finditer(text, span.start, span.end)
            )
            return
        for value, place in parts:
            if value.isdecimal():
                marks = _NUMBER | (_YEAR if len(value) == _YEAR_DIGITS else 0)
                yield Token(value, value, place, marks)
            else:
                yield Token(self.term(value), value, place, self.language.marks.get(value, 0))

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
