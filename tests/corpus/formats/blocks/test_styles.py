import pytest

from corpus.formats.blocks import blocks_of
from corpus.formats.markup import parse_html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Tiket <span style='text-decoration: line-through;'>Rp9</span> Rp7", "Tiket ~~Rp9~~ Rp7"),
        ("<b style='text-decoration:underline line-through red'>Rabu</b> Kamis", "~~Rabu~~ Kamis"),
        ("<i style='text-decoration-line: line-through'><s>Rabu</s></i> Kamis", "~~Rabu~~ Kamis"),
        ("<s><u style='text-decoration: line-through'>Rabu</u></s> Kamis", "~~Rabu~~ Kamis"),
        ("10<span style='vertical-align: super'>11</span> sel", "10¹¹ sel"),
        ("10<sup style='vertical-align: super'>11</sup> sel", "10¹¹ sel"),
        ("CO<font style='vertical-align:sub'>2</font> naik", "CO₂ naik"),
        ("Ayam <span style='vertical-align: top'>2</span> ekor", "Ayam 2 ekor"),
    ],
)
def test_what_a_style_strikes_out_or_raises_is_marked(html: str, text: str) -> None:
    root = parse_html(f"<p>{html}</p>")
    assert root is not None

    assert [block.text for block in blocks_of(root)] == [text]


def test_paragraphs_that_are_struck_out_as_a_whole_are_marked_each() -> None:
    struck = "<p style='text-decoration: line-through'>Satu.</p>"
    root = parse_html(f"<div>{struck}<ul style='text-decoration: line-through'><li>Dua.</ul></div>")
    assert root is not None

    assert [block.text for block in blocks_of(root)] == ["~~Satu.~~", "• ~~Dua.~~"]
