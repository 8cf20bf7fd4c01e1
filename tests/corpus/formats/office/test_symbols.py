import pytest

from corpus.formats.office.symbols import readable


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("30\uf0b0C", "Symbol", "30°C"),
        ("\uf061\uf020\uf0b1", "Symbol", "α ±"),
        ("\uf0fc \uf0e0", "Wingdings", "✓ →"),
        ("a\uf023b", "Wingdings", "ab"),
        ("\uf0b0", "Arial", "\uf0b0"),
    ],
)
def test_private_characters_of_fonts_of_symbols_are_read(
    text: str, font: str, expected: str
) -> None:
    assert readable(text, font) == expected
