"""Read the fonts Symbol and Wingdings, whose characters are not what their codes say."""

import re

_FIRST_PRIVATE = 0xF000  # Word and others add it to the codes of these fonts
_SPACE = 0x20
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_SYMBOL: dict[int, str] = dict(
    zip(
        (*range(0x21, 0x7F), *range(0xA1, 0xF0), *range(0xF1, 0xFF)),
        "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
        "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
        "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
        strict=True,
    )
)
# Those that are common in documents; the rest are ornaments.
_WINGDINGS: dict[int, str] = dict(
    zip(bytes.fromhex("282a4a6c6e6f7175769fa7a8d8e0f0fbfcfdfe"), "☎✉☺●■□❑◆❖•▪☐➢→⇨✗✓☒☑", strict=True)
)


def from_symbol_font(code: int, font: str) -> str:
    """Return a character of such a font in Unicode; empty if it is an ornament, or another font's.

    The code may be one of Unicode's private use area, as documents have it.

    >>> from_symbol_font(0xF0B0, "Symbol"), from_symbol_font(0xFC, "Wingdings")
    ('°', '✓')
    """
    place = code - _FIRST_PRIVATE if code >= _FIRST_PRIVATE else code
    if place == _SPACE:
        return " "
    if "wingdings" in font.lower():
        return _WINGDINGS.get(place, "")
    return _SYMBOL.get(place, "")


def readable(text: str, font: str) -> str:
    """Return a text in a font; in such a one, characters of the private use area are replaced."""
    if not font.lower().startswith(("symbol", "wingdings")):
        return text
    return _PRIVATE.sub(lambda found: from_symbol_font(ord(found[0]), font), text)
