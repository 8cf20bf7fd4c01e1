"""Tables, columns and what only looks like them."""

from corpus.article import Kind
from corpus.formats.layout.runs import Run
from tests.corpus.formats.layout.placing import blocks_of, lines, run, texts_of, wrapped

TEXT = (
    "Batas pinjaman bergantung pada jenis keanggotaan, dan tabel berikut merangkum ketentuan yang "
    "berlaku bagi setiap jenis anggota selama satu tahun."
)
LEFTS = (70, 170, 270)


def row(baseline: float, *cells: str, bold: bool = False) -> list[Run]:
    return [
        run(cell, left, baseline, bold=bold)
        for left, cell in zip(LEFTS, cells, strict=True)
        if cell
    ]


def test_a_row_names_its_columns() -> None:
    page = [
        *lines(*wrapped(TEXT), top=760),
        *row(700, "Jenis", "Jumlah", "Denda", bold=True),
        *row(680, "Pelajar", "3 buku", "Rp500"),
        *row(660, "Umum", "5 buku", "Rp1.000"),
    ]
    found = blocks_of(page)[1:]

    assert [block.text for block in found] == [
        "Jenis: Pelajar | Jumlah: 3 buku | Denda: Rp500",
        "Jenis: Umum | Jumlah: 5 buku | Denda: Rp1.000",
    ]
    assert [(block.kind, block.follows) for block in found] == [
        (Kind.TABLE_ROW, False),
        (Kind.TABLE_ROW, True),
    ]


def test_a_heading_may_be_no_wider_spaced_than_text() -> None:
    page = [
        *lines(*wrapped(TEXT), top=760),
        run("Jenis anggota bunga Jumlah buku saja Denda", 70, 700, bold=True),
        *[
            run(cell, left, baseline)
            for baseline, *cells in (
                (680, "Pelajar", "3 buku", "500"),
                (660, "Umum", "5 buku", "9"),
            )
            for left, cell in zip((70, 170, 260), cells, strict=True)
        ],
    ]

    assert [block.text for block in blocks_of(page)[1:]] == [
        "Jenis anggota bunga: Pelajar | Jumlah buku saja: 3 buku | Denda: 500",
        "Jenis anggota bunga: Umum | Jumlah buku saja: 5 buku | Denda: 9",
    ]


def test_the_lines_of_a_cell_are_one() -> None:
    page = [
        *lines(*wrapped(TEXT), top=760),
        *row(700, "Pelajar", "tiga buku", "Rp500"),
        *row(688, "sekolah", "cerita", ""),
        *row(660, "Umum", "lima buku", "Rp1.000"),
        *row(640, "Relawan", "delapan", "tanpa"),
    ]

    assert [block.text for block in blocks_of(page)[1:]] == [
        "Pelajar sekolah | tiga buku cerita | Rp500",
        "Umum | lima buku | Rp1.000",
        "Relawan | delapan | tanpa",
    ]


def test_a_table_goes_on_on_the_next_page() -> None:
    first = [
        *lines(*wrapped(TEXT), top=760),
        *row(700, "Jenis", "Jumlah", "Denda", bold=True),
        *row(680, "Pelajar", "3 buku", "Rp500"),
        *row(660, "Umum", "5 buku", "Rp1.000"),
    ]
    second = [*row(760, "Relawan", "8 buku", "Rp9"), *lines(*wrapped(TEXT), top=700)]

    assert "Jenis: Relawan | Jumlah: 8 buku | Denda: Rp9" in texts_of(first, second)


def test_wide_spaces_of_justified_text_are_no_cells() -> None:
    text = [
        "Penjaminan ulang adalah kegiatan pemberian jaminan atas pemenuhan",
        "kewajiban keuangan perusahaan",
        "penjaminan yang telah menjamin",
        "terjamin di daerah itu.",
    ]
    page = [run(text[0], 70, 700)]
    page += [run(line, 70, 688 - 12 * n, space=3) for n, line in enumerate(text[1:3])]
    page.append(run(text[3], 70, 664))

    assert not any(block.kind is Kind.TABLE_ROW for block in blocks_of(page))


def test_numbers_that_stand_alone_before_items_are_of_a_list() -> None:
    items = ["Cari judul buku di katalog.", "Bawa buku ke meja layanan.", "Periksa buku itu."]
    page = lines(*wrapped(TEXT), top=760)
    for number, item in enumerate(items, start=1):
        baseline = 700 - 14 * number
        page += [run(str(number), 70, baseline), run(item, 100, baseline)]

    assert texts_of(page)[1:] == [f"{n}. {item}" for n, item in enumerate(items, start=1)]


def test_a_last_column_may_have_two_lines() -> None:
    left = wrapped(TEXT, 30)
    page = [*lines(*left), *lines("Ayam berkokok pada pagi hari", "yang cerah di desa.", left=300)]

    assert texts_of(page) == [TEXT, "Ayam berkokok pada pagi hari yang cerah di desa."]


def test_a_table_of_sentences_is_read_row_by_row() -> None:
    page = []
    for number in range(4):
        baseline = 700 - 40 * number
        page += lines(f"Kegiatan warga nomor {number} ini", "diadakan di balai", top=baseline)
        page += lines(f"Penanggung jawab nomor {number}", "ditunjuk ketua", left=300, top=baseline)

    assert texts_of(page)[0] == (
        "Kegiatan warga nomor 0 ini diadakan di balai | Penanggung jawab nomor 0 ditunjuk ketua"
    )


def test_a_time_of_day_is_a_cell_of_its_own() -> None:
    rows = [
        ("Senin", "22.00", "Bu Ani"),
        ("Selasa", "23.30", "Bu Tri"),
        ("Rabu", "21.00", "Bu Eka"),
    ]
    page = [
        run(cell, 70 + 120 * column, 700 - 16 * number)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]

    assert texts_of(page) == [" | ".join(row) for row in rows]


def test_a_cell_beside_two_rows_belongs_to_both() -> None:
    page = [
        *(run(text, left, 700) for text, left in (("Hari", 70), ("Jam", 190), ("Nama", 310))),
        *(run(text, left, 684) for text, left in (("pagi", 190), ("Bu Ani", 310))),
        run("Senin", 70, 676),
        *(run(text, left, 668) for text, left in (("sore", 190), ("Bu Tri", 310))),
        *(run(text, left, 652) for text, left in (("Rabu", 70), ("malam", 190), ("Bu Eka", 310))),
    ]

    assert texts_of(page)[1:] == [
        "Senin | pagi | Bu Ani",
        "Senin | sore | Bu Tri",
        "Rabu | malam | Bu Eka",
    ]
