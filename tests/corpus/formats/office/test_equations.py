import pytest
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.office.equations import equation_text

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def r(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def e(text: str) -> str:
    return f"<m:e>{text if text.startswith('<') else r(text)}</m:e>"


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        (f"{r('E=m')}<m:sSup>{e('c')}<m:sup>{r('2')}</m:sup></m:sSup>", "E=mc²"),
        (f"<m:sSub>{e('x')}<m:sub>{r('1')}</m:sub></m:sSub>", "x₁"),
        (
            f"<m:sSubSup>{e('x')}<m:sub>{r('i')}</m:sub><m:sup>{r('2')}</m:sup></m:sSubSup>",
            "x_i²",
        ),
        (f"{r('1')}<m:f><m:num>{r('1')}</m:num><m:den>{r('2')}</m:den></m:f>{r('3')}", "1 1/2 3"),
        (f"<m:f><m:num>{r('a+b')}</m:num><m:den>{r('2')}</m:den></m:f>", "(a+b)/2"),
        (
            '<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>'
            f"<m:num>{r('n')}</m:num><m:den>{r('k')}</m:den></m:f>",
            "(n k)",
        ),
        (f"<m:rad><m:deg/>{e('a+b')}</m:rad>", "√(a+b)"),
        (f"<m:rad><m:deg>{r('3')}</m:deg>{e('8')}</m:rad>", "∛8"),
        (f"<m:rad><m:deg>{r('n')}</m:deg>{e('8')}</m:rad>", "8^(1/n)"),
        (f"<m:d>{e('a')}{e('b')}</m:d>", "(a|b)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr>{e("a")}</m:d>', "[a"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{r("1")}</m:sub>'
            f"<m:sup>{r('n')}</m:sup>{e('i')}</m:nary>",
            "∑₁ⁿ i",
        ),
        (f"<m:func><m:fName>{r('sin')}</m:fName>{e('x')}</m:func>", "sin x"),
        (f"<m:limLow>{e('lim')}<m:lim>{r('x→0')}</m:lim></m:limLow>{r('y')}", "lim_(x→0) y"),
        (f"<m:m><m:mr>{e('1')}{e('2')}</m:mr><m:mr>{e('3')}{e('4')}</m:mr></m:m>", "1, 2; 3, 4"),
        (f"<m:eqArr>{e('a')}{e('b')}</m:eqArr>", "a; b"),
        (f"<m:acc><m:accPr/>{e('x')}</m:acc>", "x"),
    ],
)
def test_an_equation_is_written_on_one_line_without_new_numbers(
    equation: str, expected: str
) -> None:
    root = etree.fromstring(f'<m:oMath xmlns:m="{MATH}">{equation}</m:oMath>')

    assert equation_text(root) == expected
