"""Amounts: what an amount is in other units, as "1 hari" is "24 jam"."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from index.reading.languages import NumberWords
from index.reading.token import Token

LEAST, MOST = 2, 10_000
"""The amounts that people give in another unit; "1" is in too many texts to say anything."""
LONGEST = 6
"""Digits of the longest amount that is computed with."""


def in_other_units(tokens: Sequence[Token], words: NumberWords) -> Mapping[str, tuple[str, ...]]:
    """Return, by term, what numbers before a unit and the units are in other units.

    Only whole amounts count, from LEAST to MOST.

    >>> from index.reading.analysis import analyzer
    >>> own = analyzer("id")
    >>> found = in_other_units(own.tokens("mute 1 hari"), own.language.numbers)
    >>> {term: sorted(others) for term, others in found.items()}
    {'1': ['1440', '24'], 'hari': ['jam', 'menit']}
    """
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else None
        amount = words.whole_units.get(token.word)
        if amount is not None:  # "sejam", an hour
            number, unit = token, amount
            value: Fraction | None = Fraction(1)
        elif before is not None and token.word in words.unit_sizes:
            number, unit, value = before, token.word, _value(before, words)
        else:
            continue
        for other, whole in _others(value, unit, words.unit_sizes):
            found[number.term][whole] = None
            found[token.term][other] = None
    return {term: tuple(others) for term, others in found.items()}


def _value(token: Token, words: NumberWords) -> Fraction | None:
    if token.word in words.fractions:
        return words.fractions[token.word]
    digits = token.term
    is_amount = len(digits) <= LONGEST and digits.replace(".", "", 1).isdecimal()
    return Fraction(digits) if is_amount else None


def _others(
    value: Fraction | None, unit: str, sizes: Mapping[str, tuple[str, int]]
) -> list[tuple[str, str]]:
    """Return the other units in which this amount is a whole one, each with that."""
    if value is None:
        return []
    dimension, size = sizes[unit]
    amounts = (
        (other, value * size / its_size)
        for other, (its_dimension, its_size) in sizes.items()
        if its_dimension == dimension and its_size != size
    )
    return [
        (other, str(amount.numerator))
        for other, amount in amounts
        if amount.denominator == 1 and LEAST <= amount <= MOST
    ]
