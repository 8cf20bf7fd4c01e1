"""Numbers as people write them: amounts, clock times, dates, ordinals and Roman numerals.

Whatever a number looks like, its term is its value: `50rb`, `50 ribu` and `lima puluh ribu` are all
`50000`; `14:30`, `pukul setengah tiga sore` and `2.30 pm` are all `14.30`; `VII`, `ke-7` and
`ketujuh` are all `7`. A date in figures is read as a day, the name of a month and a year.
"""

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import regex

from corpus.article import Span
from index.reading.languages import Language, Mark
from index.reading.token import Row, Tokens

GROUPED = regex.compile(r"(\d{1,3}(?:[.,]\d{3})+)(?:[.,]00?)?")
"""Thousands set apart, with or without an empty fraction."""
_PLAIN = regex.compile(r"\d{1,30}(?:\.\d{1,30})?")
"""A number that is computed with; the limit keeps what nobody writes as a number cheap."""
MOST_FACTORS = 2
"""The most multipliers of one number, as in "lima ribu juta"."""
_CLOCK = regex.compile(r"(\d{1,2})\.(\d{2})")
_ROMAN = regex.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_ROMANS = {
    tens + ones
    for tens in ("", "x", "xx", "xxx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
}
_RARELY_ROMAN = frozenset({"", "x", "v", "i", "xi", "vi", "xx"})
"""Roman numerals that are more often something else, unless they are written in capitals."""
_JOINED = regex.compile(r"[\s\u00A0-]*")
"""What may stand between the words of one number."""
_ROMAN_LETTERS = frozenset("ivx")
_SELDOM_A_WORD = "v"
"""The one of these letters that is a numeral even after the first word: "Rama V"."""
SCALE = 1000
"""The least multiplier of all that precedes it, as in "dua ratus ribu"; others are of one digit."""
HOURS, NOON, MINUTES, HALF_HOUR = 24, 12, 60, 30
MONTHS, DAYS = 12, 31
_NUMBER, _CLOCK_TIME, _MONTH = int(Mark.NUMBER), int(Mark.CLOCK), int(Mark.MONTH)
_STOP, _CAPITAL = int(Mark.STOP), int(Mark.CAPITAL)


class _Number(NamedTuple):
    """A number among tokens."""

    value: Fraction | None
    """None if it is not a plain number, such as a version."""
    marks: int
    start: int
    """The place of its first token."""
    end: int
    """The place after its last token."""


class Numbers:
    """Reads the numbers among the tokens of a text in one language."""

    def __init__(self, language: Language) -> None:
        self._words = language.numbers
        self._starts = self._words.values.keys() | self._words.ordinals.keys()
        self.beginnings = frozenset(self._starts | _ROMANS)
        """Words that may begin a number, as any token of digits does."""
        words = self._words
        self._before = words.clock | {words.half_to}
        self._after = (
            words.multipliers.keys() | words.parts_of_day.keys() | words.short_months.keys()
        )

    def at(self, tokens: Tokens, place: int, text: str) -> tuple[list[Row], int] | None:
        """Return the number that begins at a place among tokens, with what belongs to it.

        The term of the number is its value. The second value is the place after the last token that
        was read. Return None if no number begins there, or if it is read as it is written.
        """
        if self._stands_alone(tokens, place):
            return None
        number = self._number_at(tokens, place, text)
        return None if number is None else self._whole(number, tokens, text)

    def date(self, written: str, start: int) -> list[tuple[str, Span]] | None:
        """Return the day, the month's name and the year of a date in figures, and their spans.

        It starts at `start`. Return None if it is no date. Where day and month could be either, the
        day comes first.
        """
        parts = [(match.group(), Span(*match.span())) for match in regex.finditer(r"\d+", written)]
        first, second, *third = (int(digits) for digits, _ in parts)
        year_first = len(parts[0][0]) > 2
        year = [first] if year_first else third
        day, month = (third[0], second) if year_first else (first, second)
        if month > MONTHS >= day:
            day, month = month, day
        if not (1 <= day <= DAYS and 1 <= month <= MONTHS and self._words.months):
            return None
        spans = [Span(start + part.start, start + part.end) for _, part in parts]
        values = [str(day), self._words.months[month - 1], *map(str, year)]
        order = (2, 1, 0) if year_first else (0, 1, 2)
        return list(zip(values, [spans[place] for place in order[: len(spans)]], strict=True))

    def _stands_alone(self, tokens: Tokens, place: int) -> bool:
        """Return whether a token is a plain number that no word beside it is read with."""
        words, marks = tokens.words, tokens.marks[place]
        return (
            bool(marks & _NUMBER)
            and not marks & _CLOCK_TIME
            and _is_canonical(tokens.terms[place])
            and (place == 0 or words[place - 1] not in self._before)
            and (place + 1 == len(words) or words[place + 1] not in self._after)
        )

    def _number_at(self, tokens: Tokens, place: int, text: str) -> _Number | None:
        word, marks = tokens.words[place], tokens.marks[place]
        if marks & _NUMBER and word[:1].isdigit():
            return _Number(_value(tokens.terms[place]), marks, place, place + 1)
        if word in self._words.ordinals:
            return _Number(Fraction(self._words.ordinals[word]), marks, place, place + 1)
        if word in self._starts:
            return self._spoken(tokens, place, text)
        roman = _roman(tokens, place, text)
        return None if roman is None else _Number(Fraction(roman), marks, place, place + 1)

    def _spoken(self, tokens: Tokens, start: int, text: str) -> _Number | None:
        """Return the number that words say, or None for a mere "one", which counts nothing."""
        total = hundreds = digit = 0
        end = start
        while end < len(tokens) and (end == start or _are_joined(tokens, end, text)):
            word = tokens.words[end]
            value, factor = self._words.values.get(word), self._words.multipliers.get(word)
            if value is not None:
                if digit:
                    break  # Two numbers side by side.
                hundreds, digit = (hundreds + value, 0) if value >= 10 else (hundreds, value)
            elif word == self._words.teens:
                hundreds, digit = hundreds + 10 + digit, 0
            elif factor is None or factor >= SCALE:
                break
            else:
                hundreds, digit = hundreds + (digit or 1) * factor, 0
            end += 1
        total = hundreds + digit
        if total == 1 and not self._multiplier(tokens, end, text):
            return None
        return _Number(Fraction(total), tokens.marks[start] | _NUMBER, start, end)

    def _multiplier(self, tokens: Tokens, place: int, text: str) -> int:
        """Return what the word at this place multiplies the number before it by, or 0."""
        if place >= len(tokens):
            return 0
        factor = self._words.multipliers.get(tokens.words[place], 0)
        return factor if factor and _are_joined(tokens, place, text) else 0

    def _whole(self, number: _Number, tokens: Tokens, text: str) -> tuple[list[Row], int]:
        """Return a number with what belongs to it, and the place after that."""
        value, place = number.value, number.end
        scales: list[Row] = []
        while (
            value is not None
            and len(scales) < MOST_FACTORS
            and (factor := self._multiplier(tokens, place, text))
        ):
            value *= factor
            # Beside a number, the word says nothing; elsewhere, it may be what is asked for.
            scales.append(_marked(tokens, place, _STOP))
            place += 1
        clock = None if scales else self._clock(number, tokens)
        after = tokens.words[place] if place < len(tokens) else ""
        word, marks = tokens.words[number.start], number.marks | _NUMBER
        span = tokens.starts[number.start], tokens.ends[number.end - 1]
        if clock:
            found: list[Row] = [(clock, word, marks | _CLOCK_TIME, *span)]
            if after in self._words.parts_of_day:
                # The time says already which part of the day it is.
                return [*found, _marked(tokens, place, _STOP)], place + 1
            return found, place
        term = tokens.terms[number.start] if value is None else _written(value)
        found = [(term, word, marks, *span), *scales]
        month = self._words.short_months.get(after)
        if month is not None:
            _, _, marks, start, end = _marked(tokens, place, _MONTH)
            return [*found, (month, month, marks, start, end)], place + 1
        return found, place

    def _clock(self, number: _Number, tokens: Tokens) -> str | None:
        """Return the term of a clock time, or None if the number is none."""
        words = self._words
        before = tokens.words[max(number.start - 2, 0) : number.start]
        after = tokens.words[number.end] if number.end < len(tokens) else ""
        half = bool(before) and before[-1] == words.half_to
        announced = bool(before) and before[0 if half else -1] in words.clock
        if not (announced or number.marks & _CLOCK_TIME or after in words.parts_of_day):
            return None
        time = _CLOCK.fullmatch(tokens.terms[number.start])
        if time:
            hours, minutes = map(int, time.groups())
        elif number.value is not None and number.value.denominator == 1:
            hours, minutes = int(number.value), 0
        else:
            return None
        if hours > HOURS or minutes >= MINUTES:
            return None
        if half and announced:
            hours, minutes = hours - 1, HALF_HOUR
        if after in words.parts_of_day and hours < words.parts_of_day[after]:
            hours += NOON
        return f"{hours}.{minutes:02}"


def _value(digits: str) -> Fraction | None:
    return Fraction(digits) if _PLAIN.fullmatch(digits) else None


@lru_cache(maxsize=4096)
def _is_canonical(digits: str) -> bool:
    """Return whether the term of a number is written as its value is."""
    return digits[:1].isdigit() and ((value := _value(digits)) is None or _written(value) == digits)


def _written(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else str(float(value))


def _marked(tokens: Tokens, place: int, mark: int) -> Row:
    """Return the token at this place with another mark."""
    term, word, marks, start, end = tokens.row(place)
    return term, word, marks | mark, start, end


def _are_joined(tokens: Tokens, place: int, text: str) -> bool:
    """Return whether only a space or a hyphen separates a token from the one before."""
    return _JOINED.fullmatch(text, tokens.ends[place - 1], tokens.starts[place]) is not None


def _roman(tokens: Tokens, place: int, text: str) -> int | None:
    """Return the value of a Roman numeral up to 39, or None.

    A single letter counts only after a capitalised word that is no function word and, but for V,
    not the first: "World War I", not "Can I" nor "Planet X".
    """
    word = tokens.words[place]
    if word[:1] not in _ROMAN_LETTERS:
        return None
    match = _ROMAN.fullmatch(word)
    in_capitals = text[tokens.starts[place] : tokens.ends[place]].isupper()
    if match is None or (word in _RARELY_ROMAN and not in_capitals):
        return None
    if len(word) == 1:
        first = 0 if word == _SELDOM_A_WORD else 1
        before = tokens.marks[place - 1] if place > first else 0
        if not before & _CAPITAL or before & _STOP:
            return None
    tens, ones = match.groups()
    digits = {"ix": 9, "iv": 4}
    return 10 * len(tens) + digits.get(ones, 5 * ones.count("v") + ones.count("i"))
