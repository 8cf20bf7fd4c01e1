import pytest

from corpus.formats.blocks import blocks_of
from corpus.formats.markup import parse_html

POWER = "<msup><mi>r</mi><mn>2</mn></msup>"


def text_of(html: str) -> str:
    root = parse_html(f"<p>Rumus {html} dipakai di sini.</p>")
    assert root is not None
    (block,) = blocks_of(root)
    return block.text.removeprefix("Rumus ").removesuffix(" dipakai di sini.")


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (f"<mi>L</mi><mo>=</mo><mi>π</mi><mo>\u2062</mo>{POWER}", "L=πr²"),
        ("<msub><mi>CO</mi><mn>2</mn></msub>", "CO₂"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", "√(x+1)"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "x^(1/3)"),
        ("<msubsup><mo>∑</mo><mn>1</mn><mn>9</mn></msubsup><mi>i</mi>", "∑₁⁹i"),
        ("<mi>sin</mi><mi>x</mi><mo>,</mo><mn>2</mn><mn>3</mn>", "sin x,2 3"),
        ("<semantics><mi>x</mi><annotation>\\alpha</annotation></semantics>", "x"),
    ],
)
def test_a_formula_is_written_on_one_line(formula: str, text: str) -> None:
    assert text_of(f"<math>{formula}</math>") == text


@pytest.mark.parametrize(
    "shown",
    [
        # As MediaWiki, KaTeX and MathJax write it.
        "<span><span style='display: none'><math>{0}</math></span><img src=a.svg></span>",
        "<span><span class=m><math>{0}</math></span><span aria-hidden=true>r<b>2</b></span></span>",
        "<m><n aria-hidden=true><svg></svg></n><a><math>{0}</math></a></m>",
    ],
)
def test_a_formula_that_is_there_in_two_ways_is_read_once(shown: str) -> None:
    assert text_of(shown.format(POWER)) == "r²"


def test_other_text_beside_a_formula_is_kept() -> None:
    closed = f"<div aria-hidden=true>{'Jawaban yang panjang sekali. ' * 3}</div>"
    root = parse_html(f"<div><p><math>{POWER}</math></p>{closed}</div>")
    assert root is not None

    assert [block.text[:7] for block in blocks_of(root)] == ["r²", "Jawaban"]


def test_deeply_nested_formulas_are_read() -> None:
    assert text_of(f"<math>{'<mrow>' * 1900}<mi>x</mi></math>") == "x"
