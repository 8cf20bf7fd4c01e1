import pytest

from corpus.formats.delimited import read_delimited


@pytest.mark.parametrize(
    "text",
    [
        "Hewan,Telur\nAyam,8\nBebek,5\n",
        "Hewan;Telur\r\nAyam;8\r\nBebek;5",
        "Hewan\tTelur\nAyam\t8\n\nBebek\t5",
        '"Hewan"|"Telur"\n"Ayam"|"8"\n"Bebek"|"5"',
    ],
)
def test_rows_have_the_names_of_their_columns_whatever_parts_the_cells(text: str) -> None:
    assert read_delimited(text).body == "Hewan: Ayam | Telur: 8\nHewan: Bebek | Telur: 5"


def test_decimal_commas_do_not_part_cells() -> None:
    assert read_delimited("Benda;Berat\nBatu;1,5\nBata;2,5").body == (
        "Benda: Batu | Berat: 1,5\nBenda: Bata | Berat: 2,5"
    )


@pytest.mark.parametrize("first", ["Ayam,8", "Ayam,"])
def test_a_first_row_with_figures_or_gaps_has_no_names(first: str) -> None:
    found = read_delimited(f"{first}\nBebek,5")

    assert found.body == f"{first.strip(',').replace(',', ' | ')}\nBebek | 5"


def test_line_ends_and_quotation_marks_in_a_cell_are_kept() -> None:
    found = read_delimited('Nama,Pesan\nAni,"baris satu\nbaris ""dua"""')

    assert found.body == 'Nama: Ani\nPesan: baris satu\nbaris "dua"'


def test_text_without_cells_is_read_line_by_line() -> None:
    assert read_delimited("ayam\nbebek").body == "ayam\n\nbebek"
    assert read_delimited("").body == ""


def test_a_quotation_mark_that_is_never_closed_does_no_harm() -> None:
    text = 'a,b\n"' + "c,d\n" * 50_000

    assert len(read_delimited(text).body) > 100_000
