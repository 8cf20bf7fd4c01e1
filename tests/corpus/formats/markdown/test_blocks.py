import pytest

from corpus.article import Kind
from corpus.formats.markdown import read_markdown


def test_footnotes_are_notes_without_their_marks() -> None:
    markdown = (
        "Naik 2.450[^1] jiwa, kata dia.[^b] Kelas [^0-9].\n\n"
        "[^1]: Data *desa*.\n\n    Lagi.\n[^b]: Sari."
    )

    found = read_markdown(markdown)

    assert found.body == "Naik 2.450 jiwa, kata dia. Kelas [^0-9].\n\nData desa.\n\nLagi.\n\nSari."
    assert [block.kind for block in found.blocks] == [Kind.PARAGRAPH, *[Kind.NOTE] * 3]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("- [ ] beli\n- [x] bayar\n- [a] lain", "• ☐ beli\n• ☑ bayar\n• [a] lain"),
        ("3) tiga\n4) empat", "3) tiga\n4) empat"),
        ("1. satu\n3. tiga\n7. tujuh", "1. satu\n3. tiga\n7. tujuh"),
        ("1. satu\n1. dua\n1. tiga", "1. satu\n2. dua\n3. tiga"),
        ("0. nol\n1. satu", "0. nol\n1. satu"),
        ("Syarat:\na. satu\nb. dua *x*\nc. tiga", "Syarat:\n\na. satu\nb. dua x\nc. tiga"),
        ("(1) Setiap orang\nwajib.\n(2) Lain.", "(1) Setiap orang wajib.\n(2) Lain."),
        ("• bola\n• voli", "• bola\n• voli"),
        ("a. satu\nlain saja", "a. satu lain saja"),
    ],
)
def test_lists_are_numbered_as_they_are_written(markdown: str, expected: str) -> None:
    found = read_markdown(markdown)

    assert found.body == expected


def test_lines_of_items_are_items() -> None:
    kinds = [block.kind for block in read_markdown("Syarat:\na. satu\nb. dua").blocks]

    assert kinds == [Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.LIST_ITEM]


def test_definitions_follow_their_terms() -> None:
    assert read_markdown("Kopi\n: Minuman *hitam*.\n\nTeh\n: Daun.").body == (
        "Kopi\n\nMinuman hitam.\n\nTeh\n\nDaun."
    )


def test_the_table_in_a_code_block_is_rows() -> None:
    found = read_markdown("```\nHari   | Jam\nSelasa | 10.00\n```")

    assert [(block.text, block.kind) for block in found.blocks] == [
        ("Hari | Jam", Kind.TABLE_ROW),
        ("Selasa | 10.00", Kind.TABLE_ROW),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "Hari | Jam\nSelasa | 10.00",
        "+------+-----+\n|Hari  |Jam  |\n|Selasa|10.00|\n+------+-----+",
    ],
)
def test_a_table_without_a_line_below_its_heading_is_rows(markdown: str) -> None:
    found = read_markdown(f"Jadwal:\n\n{markdown}\n\nLain | saja")

    assert [(block.text, block.kind) for block in found.blocks] == [
        ("Jadwal:", Kind.PARAGRAPH),
        ("Hari | Jam", Kind.TABLE_ROW),
        ("Selasa | 10.00", Kind.TABLE_ROW),
        ("Lain | saja", Kind.PARAGRAPH),
    ]
