import pytest

from corpus.article import Kind
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.reading import TextBlock
from corpus.formats.tables import (
    LONGEST_LABEL,
    LONGEST_REPEATED,
    LONGEST_ROW,
    WIDEST,
    Cell,
    Row,
    table_blocks,
)


def cell(*paragraphs: str, columns: int = 1, bold: bool = False) -> Cell:
    return Cell(tuple(map(TextBlock, paragraphs)), columns, emphasised=bold)


def row(*cells: str | Cell, heading: bool = False) -> Row:
    return Row(tuple(each if isinstance(each, Cell) else cell(each) for each in cells), heading)


BELOW = Cell((), continues=True)


def texts(*rows: Row) -> list[str]:
    return [block.text for block in table_blocks(rows)]


def test_rows_are_lines_without_gaps_whose_cells_have_the_names_of_their_columns() -> None:
    blocks = table_blocks([
        row("Kota", "Isi:", heading=True), row("Jakarta", "10 juta"), row("Bandung", "")
    ])  # fmt: skip

    assert blocks == (
        TextBlock("Kota: Jakarta | Isi: 10 juta", Kind.TABLE_ROW),
        TextBlock("Kota: Bandung", Kind.TABLE_ROW, follows=True),
    )


def test_a_cell_merged_over_rows_is_repeated_in_each() -> None:
    assert texts(
        row("Poli", "Tarif", heading=True),
        row("Gigi", "40"),
        row(BELOW, "65"),
        row("Umum", "15"),
    ) == ["Poli: Gigi | Tarif: 40", "Poli: Gigi | Tarif: 65", "Poli: Umum | Tarif: 15"]


def test_a_cell_merged_over_columns_is_repeated_under_each_name() -> None:
    assert texts(
        row("Hari", "Pagi", "Siang", heading=True), row("Senin", cell("libur", columns=2))
    ) == ["Hari: Senin | Pagi: libur | Siang: libur"]


def test_names_in_several_rows_are_put_together() -> None:
    assert texts(
        row("Poli", cell("Tarif", columns=2), heading=True),
        row(BELOW, "Anak", "Dewasa", heading=True),
        row("Gigi", "10", "20"),
    ) == ["Poli: Gigi | Tarif Anak: 10 | Tarif Dewasa: 20"]


def test_a_row_of_one_cell_is_shown_as_it_is() -> None:
    assert texts(
        row("Poli", "Tarif", heading=True), row(cell("Lantai dua", columns=2)), row("Gigi", "40")
    ) == ["Lantai dua", "Poli: Gigi | Tarif: 40"]


def test_a_colon_in_a_cell_of_its_own_joins_its_neighbours() -> None:
    assert texts(row("Tanggal", ":", "4 Juni"), row("Tempat", ": Solo"), row("Oleh :", "Ani")) == [
        "Tanggal: 4 Juni",
        "Tempat: Solo",
        "Oleh : | Ani",
    ]
    assert texts(row("Nama", ":", "", "Umur", ":", "12"), row("a", "b", "c", "d", "e", "f"))[0] == (
        "Nama | Umur: 12"
    )


def test_paragraphs_in_a_cell_stay_on_lines_of_their_own() -> None:
    blocks = table_blocks([row("Tanggal", ":", "4 Juni"),
                           row("Acara", ":", cell("pukul 7 berangkat", "pukul 9 tiba")),
                           row("Tempat", ":", "Solo")])  # fmt: skip

    assert [(block.text, block.follows) for block in blocks] == [
        ("Tanggal: 4 Juni", False),
        ("Acara: pukul 7 berangkat\npukul 9 tiba", False),
        ("Tempat: Solo", False),
    ]


def test_a_table_of_one_column_is_a_box_around_its_blocks() -> None:
    blocks = (TextBlock("Judul", Kind.HEADING), TextBlock("Isi."))

    assert table_blocks([Row((Cell(blocks),))]) == blocks


def test_a_table_of_names_only_is_not_lost() -> None:
    assert texts(row("Kota", "Isi", heading=True)) == ["Kota | Isi"]


def test_a_table_without_cells_has_no_text() -> None:
    assert table_blocks([]) == table_blocks([Row(())]) == ()


def test_a_first_row_in_bold_has_the_names_of_the_columns() -> None:
    bold = row(cell("Kota", bold=True), cell("Isi", bold=True))

    assert texts(bold, row("Solo", "500")) == ["Kota: Solo | Isi: 500"]
    assert texts(bold, row(cell("Solo", bold=True), cell("500", bold=True)))[0] == "Kota | Isi"


def test_a_first_row_without_figures_above_columns_of_figures_has_their_names() -> None:
    names = row("Jenis", "Jumlah", "Denda")

    assert texts(names, row("Pelajar", "3 buku", "Rp500"), row("Umum", "5 buku", "Rp1.000")) == [
        "Jenis: Pelajar | Jumlah: 3 buku | Denda: Rp500",
        "Jenis: Umum | Jumlah: 5 buku | Denda: Rp1.000",
    ]
    assert texts(names, row("Pelajar", "3 buku", "Rp500"))[0] == "Jenis | Jumlah | Denda"


@pytest.mark.parametrize(
    "rest",
    [
        [("satu", "Senin", "Budi 2"), ("dua", "Rabu", "Sari 1")],
        [("1.", "Ronda", "Budi"), ("2.", "Kas", "Sari")],
        [
            ("Ronda", "Budi", "Berkeliling kampung sampai subuh"),
            ("Kas", "Sari", "Mencatat iuran warga tiap bulan"),
        ],
    ],
)
def test_a_first_row_of_short_names_above_a_column_of_another_shape_has_names(
    rest: list[tuple[str, str, str]],
) -> None:
    found = texts(row("Urusan", "Warga", "Catatan"), *(row(*cells) for cells in rest))

    first, *_ = rest
    assert found[0] == f"Urusan: {first[0]} | Warga: {first[1]} | Catatan: {first[2]}"
    assert len(found) == len(rest)


def test_the_rows_of_a_table_in_a_cell_follow_the_row_that_it_is_in() -> None:
    inner = [TextBlock("a | b", Kind.TABLE_ROW), TextBlock("c | d", Kind.TABLE_ROW, follows=True)]
    rows = [row("Kelas A", Cell((TextBlock("Ani"), *inner))), row("Kelas B", "Budi")]

    assert list(table_blocks(rows)) == [
        TextBlock("Kelas A | Ani", Kind.TABLE_ROW),
        *inner,
        TextBlock("Kelas B | Budi", Kind.TABLE_ROW),
    ]


def test_a_table_among_the_paragraphs_of_a_cell_stays_at_its_place() -> None:
    layout = Cell((TextBlock("Satu."), TextBlock("a | b", Kind.TABLE_ROW), TextBlock("Dua.")))

    assert texts(row("Menu", layout)) == ["Menu", "Satu.", "a | b", "Dua."]


@pytest.mark.parametrize(
    "rows",
    [
        [row("Ani", "Solo", "Merah"), row("Budi", "Kudus", "Biru"), row("Cici", "Tegal", "Hijau")],
        [row("nama: Ani", "x", "y"), row("Umur", "x", "1"), row("Umur", "x", "1")],
        [row("Nama", "Ani"), row("Umur", "12"), row("Kelas", "6")],
        [
            row("Nama", "Ani", "Kelas", "enam"),
            row("Umur", "12", "NIS", "7"),
            row("Tahun", "2025", "Absen", "3"),
        ],
        [row("Nama:", "Ani", "Kota:"), row("Umur:", "12", "1"), row("Kelas:", "6", "2")],
        [row("Ani", "12", "6"), row("Budi", "13", "7"), row("Cici", "14", "8")],
        [row("a", "a", "b"), row("c", "1", "2"), row("d", "3", "4")],
    ],
)
def test_other_first_rows_are_rows_like_all(rows: list[Row]) -> None:
    assert len(table_blocks(rows)) == 3


def test_a_name_above_several_beside_one_that_reaches_down_to_them_is_one_of_columns() -> None:
    assert texts(
        row("Poli", cell("Tarif", columns=2)), row(BELOW, "Anak", "Dewasa"), row("Gigi", "x", "y")
    ) == ["Poli: Gigi | Tarif Anak: x | Tarif Dewasa: y"]


def test_a_long_row_is_page_layout_whose_blocks_stay_apart() -> None:
    long = "isi " * (LONGEST_ROW // 4)
    blocks = table_blocks([row("Hal", "Uraian", heading=True), row("satu", cell(long, "akhir"))])

    assert [block.text for block in blocks] == ["Hal: satu", f"Uraian: {long}", "akhir"]
    assert {block.kind for block in blocks} == {Kind.PARAGRAPH}


def test_a_long_name_or_merged_cell_is_not_repeated() -> None:
    name, merged = "x" * (LONGEST_LABEL + 1), "y" * (LONGEST_REPEATED + 1)

    assert texts(row(name, "b", heading=True), row("c", "d")) == [f"{name} | b", "c | d"]
    assert texts(row(merged, "a"), row(BELOW, "b")) == [f"{merged} | a", "b"]


def test_a_table_that_would_become_a_huge_text_is_refused() -> None:
    names = row(*(f"{number} {'n' * 70}" for number in range(WIDEST)), heading=True)
    wide = row(cell("x", columns=WIDEST - 1), "y")

    with pytest.raises(UnreadableError) as raised:
        table_blocks([names, *[wide] * 500])

    assert raised.value.reason is Unreadable.TOO_MANY_CHARACTERS


def test_a_cell_of_a_million_columns_is_as_wide_as_a_table_can_be() -> None:
    assert texts(row(cell("a", columns=10**6), "b"), row("c", "d")) == ["a", "c | d"]
