"""Text analysis: splits text into tokens and stems them, the same for passages and questions."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

import regex
import Stemmer

from corpus.article import Span
from index.reading.chunks import COMMAS, REMEMBERED, Chunks
from index.reading.javanese import javanese_stem
from index.reading.languages import Language, Mark, fold, is_unspaced, language
from index.reading.numbers import GROUPED, Numbers
from index.reading.token import Row, Token, Tokens

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
APOSTROPHES = regex.compile("[’ʼ`]")
_SPACED = r"\p{Latin}\p{Cyrillic}\p{Greek}"
_BY_SCRIPT = regex.compile(rf"[{_SPACED}]+|\p{{Nd}}+|[^{_SPACED}\p{{Nd}}]+")
# Korean has spaces, but appends particles to its words.
_HANGUL = regex.compile(r"\p{Hangul}")
_CHARACTER = regex.compile(r".[\p{M}\u200C\u200D]*", regex.DOTALL)
_OPENING_BRACKETS = frozenset("([（［")
_OPENING_QUOTES = frozenset("\"“‘'«„「『")
# What may stand around a word without a part in how it is read, but for its Marks.
_SIGNS_BEFORE, _SIGNS_AFTER = "([\"'“‘", ".,;:!?)]\"'”’…"
_DIGITS = regex.compile(r"\p{Nd}+")
_TIME = regex.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d")
_YEARS = range(1000, 2101)
_YEAR_DIGITS = 4
# Plain integers, because combining Mark members with `|` is as slow as reading a word.
_CAPITAL, _NUMBER, _YEAR = int(Mark.CAPITAL), int(Mark.NUMBER), int(Mark.YEAR)
_PAREN, _QUOTED, _COMMA = int(Mark.PAREN), int(Mark.QUOTED), int(Mark.COMMA)
_CLOCK, _SINGLE, _STOP = int(Mark.CLOCK), int(Mark.SINGLE), int(Mark.STOP)
SHORTEST_BARE = 3
"""The fewest letters left when a particle is removed; with fewer it belongs to the word itself."""


class Analyzer:
    """Splits texts in one language into tokens."""

    def __init__(self, resources: Language) -> None:
        self.language = resources
        self._stem = _stemmer(resources.stemmer) if resources.stemmer else None
        self._numbers = Numbers(resources)
        self._verbatim = lru_cache(REMEMBERED)(self._folded)
        acronyms = {self._word(short, 0, short)[1] for short in resources.acronyms}
        self._notable = self._numbers.beginnings | resources.names.keys() | acronyms
        self._chunks = Chunks(self._scan, self._is_notable)

    def passage_tokens(self, text: str, span: Span) -> Tokens:
        """Return the tokens within a span of the text, with short names expanded.

        >>> analyzer("id").passage_tokens("oleh A.S.", Span(0, 9)).words
        ['oleh', 'amerika', 'serikat']
        """
        return self._read(text, span.start, span.end, named=True)

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> Tokens:
        """Return the tokens of `text[start:end]` as they are written.

        Their spans count from the start of the text, not from `start`.

        >>> analyzer("id").tokens("Mata-mata A.S. seharga Rp50rb").words
        ['mata', 'mata', 'as', 'seharga', 'rp', '50', 'rb']
        >>> analyzer("id").tokens("Rp50rb pada 17/8/2024 pukul tiga sore").terms
        ['rp', '50000', 'rb', 'pada', '17', 'agustus', '2024', 'pukul', '15.00', 'sore']
        """
        return self._read(text, start, len(text) if end is None else end)

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
        marks = token.marks & ~_STOP
        return [Token(self.term(word), word, token.span, marks) for word in full]

    def _read(self, text: str, start: int, end: int, *, named: bool = False) -> Tokens:
        """Return the tokens of `text[start:end]` with numbers read, and short names if `named`."""
        written, notable = self._chunks.read(text, start, end)
        if not notable:
            return written
        found, done = Tokens(), 0
        for place in notable:
            if place < done:
                continue  # part of the number before
            as_written = [written.row(place)]
            rows, after = self._numbers.at(written, place, text) or (as_written, place + 1)
            if named:
                rows = [each for row in rows for each in self._with_full_name(row, text)]
            if rows == as_written:
                continue
            found.extend(written, done, place)
            for row in rows:
                found.append(row)
            done = after
        if not done:
            return written
        found.extend(written, done, len(written))
        return found

    def _is_notable(self, word: str, marks: int) -> bool:
        """Return whether a token may begin a number, or may be a short name."""
        return word in self._notable or bool(marks & _NUMBER)

    def _with_full_name(self, row: Row, text: str) -> list[Row]:
        """Return a token for each word of what a token is short for, or the token."""
        _, word, marks, start, end = row
        written = text[start:end].replace(".", "")
        full = self.language.acronyms.get(written) or self.language.names.get(word)
        if not full:
            return [row]
        return [(self.term(each), each, marks & ~_STOP, start, end) for each in full]

    def _scan(self, text: str, start: int, end: int) -> list[Row]:
        """Return the tokens of `text[start:end]` before numbers are read."""
        stripped = text[start:end].lstrip(_SIGNS_BEFORE)
        word = stripped.rstrip(_SIGNS_AFTER)
        # Most chunks are a word of plain letters, which _WORD takes ten times as long to find.
        if word.isascii() and word.isalpha():
            return [self._word(word, end - len(stripped), text)]
        return list(self._rows(text, start, end))

    def _rows(self, text: str, start: int, end: int) -> Iterator[Row]:
        for match in _WORD.finditer(text, start, end):
            written, kind = match.group(), match.lastgroup
            first, last = match.span()
            if kind in {"number", "clock"}:
                yield self._number(written, first, text)
            elif kind == "date":
                yield from self._date(written, first, text)
            elif kind == "signed":
                yield fold(written), fold(written), _CAPITAL, first, last
            elif kind == "handle":
                yield fold(written), fold(written), _CAPITAL, first, last
                yield from self._rows(text, first + 1, last)
            elif is_unspaced(written):
                yield from self._mixed(written, first, text)
            elif _HANGUL.search(written):
                yield from self._bigrams(written, first)
            else:
                yield self._word(written, first, text)

    def _mixed(self, written: str, start: int, text: str) -> Iterator[Row]:
        """Yield the tokens of a run without spaces, split by script: 1953年, GPS技术."""
        for match in _BY_SCRIPT.finditer(written):
            part, first = match.group(), start + match.start()
            # What separates two scripts, such as an apostrophe, is not a word.
            if not _LETTER_OR_DIGIT.search(part):
                continue
            if is_unspaced(part):
                yield from self._bigrams(part, first)
            elif part.isdecimal():
                yield self._number(part, first, text)
            else:
                yield self._word(part, first, text)

    def _word(self, written: str, start: int, text: str) -> Row:
        visible = written if written.isascii() else _INVISIBLE.sub("", written)
        word = fold(visible.replace(".", ""))
        if not word.isalnum():
            word = APOSTROPHES.sub("'", word)
            if self.language.joins_apostrophes:
                word = word.replace("'", "")
        end = start + len(written)
        marks = self.language.marks.get(word, 0) | _context(text, start, end)
        if written[0].isupper():
            marks |= _CAPITAL
        if written[0].isdigit():
            marks |= _NUMBER
        return self.term(word), word, marks, start, end

    def _number(self, written: str, start: int, text: str) -> Row:
        digits = fold(written)
        if grouped := GROUPED.fullmatch(digits):
            digits = grouped.group(1).replace(".", "").replace(",", "")
        end = start + len(written)
        marks = _NUMBER | _context(text, start, end)
        stop_is_decimal = not self.language.numbers.decimal_comma
        if _TIME.fullmatch(digits) and not ("." in digits and stop_is_decimal):
            marks |= _CLOCK
        digits = digits.replace(",", ".").replace(":", ".")
        if len(written) == _YEAR_DIGITS and digits.isdecimal() and int(digits) in _YEARS:
            marks |= _YEAR
        return digits, digits, marks, start, end

    def _date(self, written: str, start: int, text: str) -> Iterator[Row]:
        parts = self._numbers.date(fold(written), start)
        if parts is None:
            for match in _DIGITS.finditer(written):
                yield self._number(match.group(), start + match.start(), text)
            return
        for value, place in parts:
            if value.isdecimal():
                marks = _NUMBER | (_YEAR if len(value) == _YEAR_DIGITS else 0)
                yield value, value, marks, place.start, place.end
            else:
                marks = self.language.marks.get(value, 0)
                yield self.term(value), value, marks, place.start, place.end

    def _bigrams(self, written: str, start: int) -> list[Row]:
        """Return the pairs of adjacent characters, and what they are taken from.

        That is the whole word in Korean, and each single character in an unspaced script.
        """
        found: list[Row] = []
        unspaced = is_unspaced(written)
        if not unspaced:
            found.append((*self._verbatim(written), start, start + len(written)))
        before = ""
        for character in _CHARACTER.findall(written):
            end = start + len(character)
            if before:
                found.append((*self._verbatim(before + character), start - len(before), end))
            if unspaced:
                term, word, _ = self._verbatim(character)
                found.append((term, word, _SINGLE, start, end))
            before, start = character, end
        return found

    def _folded(self, written: str) -> tuple[str, str, int]:
        word = fold(written)
        return word, word, self.language.marks.get(word, 0)


def _stemmer(name: str) -> Callable[[str], str]:
    """Return the function that stems words, by the name of a stemmer."""
    if name == "javanese":
        return javanese_stem
    # Without its own cache, which takes longer than stemming.
    stem: Callable[[str], str] = Stemmer.Stemmer(name, 0).stemWord
    return stem


@cache
def analyzer(code: str) -> Analyzer:
    """Return the analyzer of the language with this ISO 639-1 code."""
    return Analyzer(language(code))


def has_words(text: str) -> bool:
    """Return whether the text has a letter or a digit."""
    return _WORD.search(text) is not None


def _context(text: str, start: int, end: int) -> int:
    """Return the marks that a word gets from the characters around it."""
    marks = 0
    before = text[start - 1 : start]
    if before in _OPENING_BRACKETS:
        marks |= _PAREN
    elif before in _OPENING_QUOTES:
        marks |= _QUOTED
    if text[end : end + 1] in COMMAS:
        marks |= _COMMA
    return marks
