import pytest

from corpus.formats.blocks import blocks_of
from corpus.formats.markup import parse_html


def lines(html: str) -> list[str]:
    root = parse_html(html)
    assert root is not None
    return [block.text for block in blocks_of(root)]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", ["1. x", "2. y", "3. z"]),
        ("start=3", ["3. x", "4. y", "5. z"]),
        ("start=0", ["0. x", "1. y", "2. z"]),
        ("start=-1", ["-1. x", "0. y", "1. z"]),
        ("start=x", ["1. x", "2. y", "3. z"]),
        (f"start={'9' * 5000}", ["1. x", "2. y", "3. z"]),
        ("type=a", ["a. x", "b. y", "c. z"]),
        ("type=A start=26", ["Z. x", "AA. y", "AB. z"]),
        ("type=i", ["i. x", "ii. y", "iii. z"]),
        ("type=I start=4", ["IV. x", "V. y", "VI. z"]),
        ("type=a start=0", ["0. x", "a. y", "b. z"]),
        ("reversed", ["3. x", "2. y", "1. z"]),
        ("reversed start=10", ["10. x", "9. y", "8. z"]),
        ("style='color: red; list-style-type: upper-alpha'", ["A. x", "B. y", "C. z"]),
        ("style='list-style: lower-roman inside'", ["i. x", "ii. y", "iii. z"]),
        ("style='list-style: none'", ["x", "y", "z"]),
    ],
)
def test_numbers_are_those_that_the_author_sees(attributes: str, expected: list[str]) -> None:
    assert lines(f"<ol {attributes}><li>x<li>y<li>z</ol>") == expected


def test_an_item_may_have_a_number_and_a_numeral_of_its_own() -> None:
    html = "<ol start=4><li>w<li value=7>x<li type=a>y<li value=q>z</ol>"

    assert lines(html) == ["4. w", "7. x", "h. y", "9. z"]


@pytest.mark.parametrize("text", ["1. telur", "1.telur", "telur"])
def test_a_number_in_the_text_of_an_item_is_not_repeated(text: str) -> None:
    assert lines(f"<ol><li>{text}</ol>") == ["1. telur"]


@pytest.mark.parametrize("text", ["• telur", "· telur", "\uf0b7\uf0b7telur", "telur"])
def test_a_bullet_in_the_text_of_an_item_is_not_repeated(text: str) -> None:
    assert lines(f"<ul><li>{text}</ul>") == ["• telur"]


@pytest.mark.parametrize("style", ["mso-list:l0 level1 lfo1", "text-indent:-18.0pt"])
def test_paragraphs_that_word_uses_for_lists_are_items(style: str) -> None:
    def item(symbol: str, text: str) -> str:
        ignored = f"<span style='mso-list:Ignore'>{symbol}<span>&nbsp;&nbsp; </span></span>"
        supported = f"<![if !supportLists]>{ignored}<![endif]>"
        return f"<p class=MsoListParagraph style='{style}'>{supported}{text}<o:p></o:p></p>"

    html = f"<p>Bawa:</p>{item('·', 'telur')}{item('o', 'oven')}{item('1.', 'ayam')}<p>Lalu</p>"
    root = parse_html(html)
    assert root is not None
    assert [(block.text, block.follows) for block in blocks_of(root)] == [
        ("Bawa:", False),
        ("• telur", False),
        ("• oven", True),
        ("1. ayam", True),
        ("Lalu", False),
    ]
