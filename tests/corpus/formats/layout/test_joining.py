"""Which lines make a paragraph."""

import pytest

from corpus.article import Kind
from tests.corpus.formats.layout.placing import blocks_of, lines, run, texts_of, wrapped

FIRST = (
    "Warga yang berhalangan hadir memberi tahu koordinator paling lambat dua belas jam sebelumnya "
    "supaya tempatnya dapat diisi oleh warga lain dalam daftar tunggu."
)
SECOND = (
    "Ketidakhadiran tiga kali berturut-turut tanpa pemberitahuan dianggap sebagai pengunduran diri "
    "dan nama warga itu dicoret dari daftar oleh koordinator pada akhir bulan."
)


def test_paragraphs_are_set_apart_by_room_or_by_distance_or_by_an_indent() -> None:
    first, second = wrapped(FIRST), wrapped(SECOND)
    lower = 700 - 12 * len(first)

    assert texts_of(lines(*first, *second)) == [FIRST, SECOND]
    assert texts_of([*lines(*first), *lines(*second, top=lower - 4)]) == [FIRST, SECOND]
    indented = [*lines(second[0], left=90, top=lower), *lines(*second[1:], top=lower - 12)]
    assert texts_of([*lines(*first), *indented]) == [FIRST, SECOND]


def test_a_name_at_the_start_of_a_line_does_not_start_a_paragraph() -> None:
    text = [
        "Rapat itu dihadiri oleh para pejabat senior dari Republik",
        "Indonesia serta oleh para wakil dari beberapa negara di",
        "Eropa yang datang ke Bandung.",
    ]

    assert texts_of(lines(*text)) == [" ".join(text)]


@pytest.mark.parametrize("reference", ["pada ayat", "dalam Pasal 5 ayat", "dimaksud pada huruf"])
def test_a_reference_at_the_start_of_a_line_is_no_item(reference: str) -> None:
    marker = "a." if reference.endswith("huruf") else "(1)"
    text = [
        f"(3) Jadwal ronda dan besarnya kas sebagaimana {reference}",
        f"{marker} ditetapkan oleh ketua warga setelah musyawarah.",
    ]

    assert texts_of(lines(*text)) == [" ".join(text)]


def test_items_are_of_one_list() -> None:
    text = [
        "Calon anggota melengkapi hal-hal berikut sebelum kartunya:",
        "a. fotokopi kartu yang masih berlaku;",
        "b. satu pasfoto terbaru; dan",
        "c. surat izin orang tua.",
    ]
    found = blocks_of(lines(*text))

    assert [block.text for block in found] == text
    assert [block.kind for block in found] == [Kind.PARAGRAPH] + [Kind.LIST_ITEM] * 3
    assert [block.follows for block in found] == [False, False, True, True]


def test_the_lines_of_an_item_hang_below_its_text() -> None:
    page = [
        run("1. Periksa keadaan buku bersama relawan, lalu tanda tangani", 70, 700),
        run("lembar pinjam.", 85, 688),
        run("2. Catat tanggal pengembalian yang tercantum pada slip buku", 70, 676),
        run("berwarna hijau.", 85, 664),
    ]

    assert texts_of(page) == [
        "1. Periksa keadaan buku bersama relawan, lalu tanda tangani lembar pinjam.",
        "2. Catat tanggal pengembalian yang tercantum pada slip buku berwarna hijau.",
    ]


def test_the_lines_after_a_label_hang_below_its_text() -> None:
    page = [
        run("Menimbang", 70, 700),
        run(": bahwa pinjam meminjam uang diperlukan oleh masyarakat", 140, 700),
        run("luas untuk mendorong pertumbuhan usaha kecil di desa;", 150, 688),
    ]

    assert texts_of(page) == [
        "Menimbang : bahwa pinjam meminjam uang diperlukan oleh masyarakat luas untuk mendorong "
        "pertumbuhan usaha kecil di desa;"
    ]


def test_bullets_of_symbol_fonts_become_plain_ones() -> None:
    page = [*lines("\uf0b7", "\uf0a7", left=70), *lines("telur ayam", "bulu bebek", left=90)]

    assert texts_of(page) == ["• telur ayam", "• bulu bebek"]


def test_lines_that_are_broken_on_purpose_stay_so() -> None:
    poem = ["Pergi ke pasar membeli ikan,", "singgah sebentar di tepi telaga;"]

    assert texts_of(lines(*wrapped(FIRST), *poem)) == [FIRST, "\n".join(poem)]


def test_text_whose_lines_are_farther_apart_than_others_stays_whole() -> None:
    first, second = wrapped(FIRST * 3), wrapped(SECOND)
    page = [*lines(*first), *lines(*second, top=700 - 12 * len(first) - 30, distance=20)]

    assert texts_of(page)[-1] == SECOND


def test_a_sentence_goes_on_after_the_end_of_a_page() -> None:
    first = wrapped(FIRST)

    assert texts_of(lines(*first[:2]), lines(*first[2:])) == [FIRST]


def test_a_sentence_ends_with_its_note_on_the_next_line() -> None:
    text = ["Naskah langka hanya boleh dibaca oleh peneliti di tempat.", "¹ Kartu ditinggalkan."]

    assert texts_of(lines(*text)) == [
        "Naskah langka hanya boleh dibaca oleh peneliti di tempat. Kartu ditinggalkan."
    ]


def test_a_range_of_times_over_the_end_of_a_line_has_no_space() -> None:
    text = ["Peminjaman dilayani setiap hari selain Senin, pukul 09.00–", "17.00 oleh relawan."]

    assert texts_of(lines(*text))[0].endswith("pukul 09.00–17.00 oleh relawan.")


def test_headings_are_larger_or_bold_or_in_capitals() -> None:
    page = [
        *lines("Keanggotaan", top=740, size=14),
        *lines(*wrapped(FIRST), top=700),
        *lines("Syarat menjadi anggota", top=640, bold=True),
        *lines(*wrapped(SECOND), top=620),
        *lines("KETENTUAN PENUTUP", top=560),
        *lines("Pasal 12", top=530),
    ]

    assert [block.text for block in blocks_of(page) if block.kind is Kind.HEADING] == [
        *("Keanggotaan", "Syarat menjadi anggota", "KETENTUAN PENUTUP", "Pasal 12"),
    ]


def test_the_lines_of_a_large_heading_are_one() -> None:
    page = [*lines("Buku Panduan Warga", "Taman Baca", size=20, distance=24, top=740)]
    page += lines(*wrapped(FIRST), top=660)

    assert texts_of(page)[0] == "Buku Panduan Warga Taman Baca"


def test_code_keeps_its_lines_and_indents() -> None:
    page = [
        *lines(*wrapped(FIRST)),
        *lines("stok:", top=640, mono=True),
        *lines("tersedia: 4", top=628, left=80, mono=True),
    ]
    found = blocks_of(page)[-1]

    assert (found.kind, found.text) == (Kind.CODE, "stok:\n  tersedia: 4")
