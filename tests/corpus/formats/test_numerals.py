import pytest

from corpus.formats.numerals import LARGEST_ROMAN, Numeral, written


@pytest.mark.parametrize(
    ("number", "numeral", "expected"),
    [
        (7, Numeral.DECIMAL, "7"),
        (7, Numeral.ZERO_PADDED, "07"),
        (12, Numeral.ZERO_PADDED, "12"),
        (1994, Numeral.UPPER_ROMAN, "MCMXCIV"),
        (8, Numeral.LOWER_ROMAN, "viii"),
        (3, Numeral.LOWER_LETTER, "c"),
        (27, Numeral.UPPER_LETTER, "AA"),
        (28, Numeral.LOWER_LETTER, "bb"),
        (2, Numeral.ORDINAL, "2nd"),
        (11, Numeral.ORDINAL, "11th"),
        (2, Numeral.DASHED, "- 2 -"),
        (3, Numeral.CIRCLED, "③"),
        (5, Numeral.SYMBOL, "**"),
        (10, Numeral.THAI, "๑๐"),
        (4, Numeral.NONE, ""),
    ],
)
def test_numbers_are_written_as_lists_show_them(
    number: int, numeral: Numeral, expected: str
) -> None:
    assert written(number, numeral) == expected


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (0, Numeral.UPPER_ROMAN),
        (-3, Numeral.LOWER_LETTER),
        (LARGEST_ROMAN + 1, Numeral.LOWER_ROMAN),
        (10**9, Numeral.LOWER_LETTER),
        (10**9, Numeral.SYMBOL),
        (21, Numeral.CIRCLED),
    ],
)
def test_a_number_that_has_no_such_form_is_decimal(number: int, numeral: Numeral) -> None:
    assert written(number, numeral) == str(number)
