import pytest

from corpus.formats.odt import read_odt
from tests.corpus.formats.documents import odt, odt_styles

P = "<text:p>x</text:p>"


def level(number: int, numeral: str, attributes: str = "") -> str:
    return (
        f'<text:list-level-style-number text:level="{number}" style:num-format="{numeral}" '
        f"{attributes}/>"
    )


def style(*levels: str, name: str = "L") -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def items(*inner: str, attributes: str = "") -> str:
    listed = "".join(f"<text:list-item>{each}</text:list-item>" for each in inner)
    return f'<text:list text:style-name="L" {attributes}>{listed}</text:list>'


def markers(body: str, styles: str, members: dict[str, str] | None = None) -> list[str]:
    lines = read_odt(odt(body, styles, members=members)).body.split("\n")
    return [line.removesuffix("x").rstrip() for line in lines if line]


PARENTHESES = 'style:num-prefix="(" style:num-suffix=")"'


def test_numbers_are_shown_as_they_are_written_and_begin_anew_below_the_next() -> None:
    levels = style(level(1, "1", 'style:num-prefix="Pasal "'), level(2, "a", PARENTHESES))
    sublist = items(P, P).replace('text:style-name="L"', "")

    assert markers(items(P + sublist, P + sublist), levels) == [
        *("Pasal 1", "(a)", "(b)", "Pasal 2", "(a)", "(b)")
    ]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('text:display-levels="2" style:num-suffix="."', ["I", "I.1."]),
        ('loext:num-list-format="Butir %1%-%2%"', ["I", "Butir I-1"]),
    ],
)
def test_a_number_may_contain_those_above_it(attributes: str, expected: list[str]) -> None:
    levels = style(level(1, "I"), level(2, "1", attributes))

    assert markers(items(P + items(P)), levels) == expected


def test_a_list_begins_anew_unless_it_continues_another() -> None:
    levels = style(level(1, "1"))
    body = (
        items(P, P, attributes='xml:id="satu"')
        + items(P)
        + items(P, attributes='text:continue-list="satu"')
        + items(P, attributes='text:continue-numbering="true"')
    )

    assert markers(body, levels) == ["1", "2", "1", "3", "4"]


def test_an_item_may_have_a_number_or_style_of_its_own() -> None:
    levels = style(level(1, "1")) + style(level(1, "A"), name="M")
    body = (
        '<text:list text:style-name="L">'
        f'<text:list-item text:start-value="7">{P}</text:list-item>'
        f'<text:list-item text:style-override="M">{P}</text:list-item>'
        f"<text:list-header>{P}</text:list-header>"
        f"<text:list-item>{P}{P}</text:list-item></text:list>"
    )

    assert markers(body, levels) == ["7", "H", "", "9", ""]


def test_numbers_filled_up_with_zeros_and_starts_are_shown_so() -> None:
    levels = style(level(1, "01, 02, 03, ...", 'text:start-value="9"'))

    assert markers(items(P, P), levels) == ["09", "10"]


def test_bullets_and_missing_styles_have_bullets() -> None:
    bullet = '<text:list-level-style-bullet text:level="1" text:bullet-char="{}"/>'

    assert markers(items(P), style(bullet.format("-"))) == markers(items(P), "") == ["•"]
    assert markers(items(P), style(bullet.format(" "))) == [""]


def test_headings_outside_of_lists_are_numbered_by_the_outline() -> None:
    outline = odt_styles(
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-prefix="BAB "/><text:outline-level-style text:level="2" style:num-format=""/>'
        "</text:outline-style>"
    )
    h = '<text:h text:outline-level="{}" {}>x</text:h>'
    body = (
        h.format(1, "") + h.format(2, "") + h.format(1, 'text:is-list-header="true"')
        + h.format(1, "") + h.format(1, 'text:restart-numbering="true" text:start-value="5"')
    )  # fmt: skip

    assert markers(body, "", outline) == ["BAB I", "", "", "BAB II", "BAB V"]


def test_empty_items_are_counted() -> None:
    assert markers(items("<text:p/>", P), style(level(1, "1"))) == ["2"]
