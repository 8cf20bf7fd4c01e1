from dataclasses import replace

import pytest

from bot.discord.render.page_text import (
    LETTERS,
    RUNS,
    WORDS,
    Place,
    follows,
    in_words,
    occurs,
)
from corpus.article import Article, Block, Kind, Span


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Ayam bertelur.", ["Ayam bertelur."]),
        ("Jalan Melati 5\nBandung", ["Jalan Melati 5", "Bandung"]),
        ("• Kartu identitas.", ["Kartu identitas."]),
        ("12. Bawa kartu.", ["Bawa kartu."]),
        ("iv) Bawa kartu.", ["Bawa kartu."]),
        ("(2) Bawa kartu.\na. Isi formulir.", ["Bawa kartu.", "Isi formulir."]),
        ("• 1. Bawa kartu.", ["Bawa kartu."]),
        ("## Jam buka", ["Jam buka"]),
        ("2.450 orang datang.", ["2.450 orang datang."]),
        ("a.n. Yayasan", ["a.n. Yayasan"]),
        ("1.", ["1."]),
    ],
)
def test_lines_are_blocks_without_their_markers(text: str, blocks: list[str]) -> None:
    assert Place("", text, "", None).blocks == blocks


@pytest.mark.parametrize(
    ("before", "row", "after", "blocks"),
    [
        ("", "Senin | Tutup", "", ["Senin", "Tutup"]),
        ("", "Hari: Senin | Jam: 8", "", ["Senin", "8"]),
        ("Hari: Senin | Jam: 8", "Hari: Rabu | Jam: 9", "", ["Rabu", "9"]),
        ("", "Hari: Rabu | Jam: 9", "Hari: Kamis | Ruang: 2", ["Rabu", "Jam: 9"]),
        ("Kopi: panas | Teh: es", "Susu: es | Air: es", "", ["Susu: es", "Air: es"]),
        ("Hari: Senin | Kelas: A", "Hari: Senin | Kelas: B", "", ["B"]),
        ("Senin | A", "Senin | A", "", ["Senin", "A"]),
        ("", "Jumat | Libur | Libur", "", ["Jumat", "Libur"]),
        ("", "Pendiri: Ratna Widjaja", "", ["Pendiri", "Ratna Widjaja"]),
        ("", "Hari: Rabu\nJam: 9\nTutup.", "Hari: Kamis\nJam: 8", ["Rabu", "9", "Tutup."]),
    ],
)
def test_cells_are_blocks_without_what_rows_repeat(
    before: str, row: str, after: str, blocks: list[str]
) -> None:
    assert Place(f"{before}\n", row, f"\n{after}", Kind.TABLE_ROW).blocks == blocks


@pytest.mark.parametrize("text", ["Catatan: bawa kartu.", "Beranda | Kontak"])
def test_only_rows_have_cells(text: str) -> None:
    assert Place("", text, "", Kind.PARAGRAPH).blocks == [text]
    assert len(Place("", text, "", Kind.TABLE_ROW).blocks) == 2
    assert len(Place("", text, "", None).blocks) == 2


def test_column_headings_are_before_the_first_row() -> None:
    def line_before(before: str, text: str, after: str = "") -> str:
        return Place(before, text, after, Kind.TABLE_ROW).line_before

    row = "Hari: Senin | Jam: 8"

    assert line_before("Jadwal:\n\n", row) == "Jam"
    assert line_before("Jadwal:\n\n", "Hari: Senin\nJam: 8", "\nHari: Rabu\nJam: 9") == "Jam"
    assert line_before(f"Jadwal:\n\n{row}\n", "Hari: Rabu | Jam: 9") == row
    assert line_before("Jadwal:\n\n", "Pendiri: Ratna") == "Jadwal:"
    assert line_before("Pagi. ", "Siang.") == "Pagi."
    assert line_before("Pagi.\n2. Siang.\n", "Malam.") == "Siang."
    assert line_before("", "Pagi.") == ""


def test_a_place_has_the_title_before_it_and_the_kind_of_its_block() -> None:
    body = "Jadwal\n\nHari: Senin\nBuka."
    blocks = Block(Kind.HEADING, Span(0, 6)), Block(Kind.TABLE_ROW, Span(8, 19))
    article = Article("a", 1, "Kabar", "", None, "id", body, (), blocks)

    assert Place.of(article, Span(8, 19)) == Place(
        "Kabar\nJadwal\n\n", "Hari: Senin", "\nBuka.", Kind.TABLE_ROW
    )
    assert Place.of(article, Span(20, 25)).kind is None
    assert Place.of(article, Span(0, 6)).kind is Kind.HEADING
    assert Place.of(replace(article, title="Jadwal"), Span(8, 19)).before == "Jadwal\n\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ia berkata, “mari — pergi.”", ["Ia", "berkata,", "“mari", "— pergi.”"]),
        ("读者一次可以借十本书，借期三十天。", ["读者一次可以借十本书，", "借期三十天。"]),
        ("สมาชิก 5 เล่ม", ["สมาชิก", "5", "เล่ม"]),
        ("ថ្ងៃ\u200bចន្ទ", ["ថ្ងៃ", "ចន្ទ"]),
        ("ကား စား", ["ကား စား"]),
        ("!!", []),
    ],
)
def test_words_end_where_a_browser_surely_ends_them(text: str, words: list[str]) -> None:
    blocks = in_words([text], WORDS)

    assert [word.of(text) for block in blocks for word in block.words] == words


def test_han_is_cut_where_ruby_may_interrupt_it() -> None:
    text = "漢字は中国から。"
    [runs], [letters] = in_words([text], RUNS), in_words([text], LETTERS)

    assert [word.of(text) for word in runs.words] == ["漢字", "は", "中国", "から。"]
    assert [word.of(text) for word in letters.words] == ["漢", "字", "は", "中", "国", "から。"]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("ikan", "beli ikan.", True),
        ("ikan", "kaikan ikannya", False),
        ("ikan", "kaikan, ikan", True),
        ("图书", "市图书馆", True),
    ],
)
def test_terms_are_found_as_whole_words_where_there_are_spaces(
    term: str, text: str, found: bool
) -> None:
    assert occurs(term, text) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tutup. toko", True),
        ("tutup.\n\n• toko", True),
        ("tutup.\n12. toko", True),
        ("tutup. lalu semua toko", False),
        ("toko tutup.", False),
        ("tutup. lalu toko. tutup. toko", True),
    ],
)
def test_a_term_follows_a_prefix_with_no_more_than_a_marker_between(text: str, found: bool) -> None:
    assert follows("tutup.", "toko", text) is found
