from pathlib import Path

import pytest

from corpus.article import Span
from corpus.sentences import is_closed, sentences


def split_sentences(paragraph: str) -> list[str]:
    spans = sentences(paragraph, Span(0, len(paragraph)))
    return [span.of(paragraph) for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        "Ia tiba di Seoul. Pertemuan dimulai.",
        "Benarkah? Ya.",
        "Awas! Ada bom.",
        "Ia tiba pada tahun 2024. Pertemuan dimulai.",
        "Harganya naik 3,5 persen. 12 toko tutup.",
        "Harganya Rp2.500. Dulu Rp1.000.",
        "Kim Jong Un memimpin. Ia ketiga.",
        "Ia diangkat oleh Hasanuddin II. Setelah itu ia pulang.",
        "Luasnya 337M. Lalu bertambah.",
        "Ia diam .... Lalu pergi.",
        "He said no. Then he left.",
        "Itu dalam suatu hal. Lalu lain.",
        "“Pedoman itu berlaku.” Narang pergi.",
        '"Pedoman itu berlaku." Narang pergi.',
        "Ia pulang. “Pedoman itu berlaku,” kata Narang.",
        "Sudah selesai.[1] Lalu bubar.",
        "Sudah selesai.[butuh rujukan][12] Lalu bubar.",
        "(Lihat bab tiga.) Lalu pergi.",
        "**Ia pulang.** Lalu pergi.",
        "Ia pulang :) sekarang. Lalu tidur (nyenyak.",
        "Naik 5 %! $5 hilang.",
        "我来了。 你好！",
        "यह भारत है। वह गया।",
        "هل أنت بخير؟ نعم.",
    ],
)
def test_a_stop_ends_a_sentence(text: str) -> None:
    assert len(split_sentences(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Asisten menteri pertahanan A.S. Vipin Narang memimpin.",
        "Ia melawat ke A.S. Pertemuan dimulai.",
        "Menurut Dr. Soetomo dan Prof. Dr. Ir. Herman, itu benar.",
        "Ia tinggal di Jl. Merdeka No. 5, Kab. Bogor.",
        "Buku, pena, dll. Dibawa semua.",
        "Kapal dagang, e.g. Brigs, i.e. Ships.",
        "Penulisnya J. K. Rowling.",
        "Pemimpinnya Kim J. U. Yang ketiga.",
        "Andi, S.Kom., M.Kes. Yang menang; Budi Ph.D. Yang kalah.",
        "Pada 5 Des. 2023 dan Jan. 2024 (hlm. 3, vol. 2).",
        "Letjen. Prabowo dan Sen. Obama bertemu.",
        "The firm Apple Inc. Was founded by Mr. Jobs vs. Mrs. Jones.",
        "Rapat pk. 14.30, lalu pkl. 16.00 di Gd. Serbaguna lt. 2.",
        "Siswa kls. X dari MI. Nurul Huda dan Ponpes. Al-Falah lulus smt. 2.",
        "Lihat Tbl. 4, atau hubungi ext. 12.",
        "Ia dirawat di RS. Sari Asih sblm. Lebaran th. 1987 (Purn.) Sari.",
        "SD. Negeri 2, SMP. Harapan dan SMA. Tunas di Rt. 03 Rw. 05.",
        "Tulis No. Induk dan hub. Sari sbg. Ketua.",
    ],
)
def test_an_abbreviation_does_not_end_a_sentence(text: str) -> None:
    assert split_sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Adiknya masih SD. Kakaknya sudah bekerja.",
        "Korban dibawa ke RS. Ia selamat.",
        "Loketnya dekat MI. Di sana ada petugas.",
        "Buku, pena, dll. Setelah itu pulang.",
        "Ia melawat ke A.S. Beliau pulang Senin.",
        "Harganya 2 jt. Sisanya dicicil.",
        "Tinggi menara 45 m. Luasnya lain.",
        "Nilainya 1,5 M. Pemenangnya satu.",
        "Suhu 34 °C. Malam lebih dingin.",
        "No. He lied.",
        "Hasil suara: 1. Ketua pulang.",
    ],
)
def test_what_looks_like_an_abbreviation_ends_a_sentence_where_another_begins(text: str) -> None:
    assert len(split_sentences(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Syaratnya: 1. KTP; 2. KK",
        "Bahan: 1. Tepung, 2. Gula, dan 3. Telur.",
        "Kelas: 1. Dewasa; 2. Remaja; 3. Anak; 4. Balita; 5. Lansia.",
        "Needed: 1. Passport; and 2. Photo.",
    ],
)
def test_a_list_within_a_line_is_one_sentence(text: str) -> None:
    assert split_sentences(text) == [text]


def test_indonesian_lines_are_split_where_a_reader_would() -> None:
    """Sixty lines with 62 boundaries; two sentences end in an abbreviation, without doubt."""
    lines = Path(__file__).with_name("indonesian_sentences.txt").read_text("utf-8").splitlines()
    found, expected = set(), set()
    for number, line in enumerate(lines):
        parts = line.split(" ‖ ")
        expected |= {(number, part) for part in parts}
        found |= {(number, part) for part in split_sentences(" ".join(parts))}

    assert len(lines) == 60
    assert len(expected - found) <= 6


@pytest.mark.parametrize(
    "text",
    [
        "Naik 3.5 atau 1.000.000 atau Rp2.500 saja.",
        "Pada 17.8.1945 pukul 10.30 di kompas.com itu terjadi.",
        "1. Apel itu merah",
        "(12. Apel itu merah",
        "II. Apel itu merah",
        "a. Apel itu merah",
    ],
)
def test_a_number_does_not_end_a_sentence(text: str) -> None:
    assert split_sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Ia ... Budi … Tono pergi",
        "Bab satu ........ Halaman lima",
        "“Pedoman itu berlaku. …” ungkap Narang.",
        "“Pergi!” teriak dia.",
        "Apa? tidak.",
        "Yahoo! — dahulu besar.",
        "Ia (lahir di Solo. Besar di Bogor. Wafat di Medan) pergi.",
        "Ia [(lahir. Besar)] pergi.",
        "“我去。”他说。",
        "Selesai.Lalu bubar.",
    ],
)
def test_a_stop_within_a_sentence_does_not_end_it(text: str) -> None:
    assert split_sentences(text) == [text]


def test_closing_marks_belong_to_the_sentence_they_close() -> None:
    text = "“Ia (Budi) pulang.” Lalu (kata Tono.) «Pergi!» Selesai.[2]"

    assert split_sentences(text) == [
        "“Ia (Budi) pulang.”",
        "Lalu (kata Tono.)",
        "«Pergi!»",
        "Selesai.[2]",
    ]


def test_stops_of_chinese_and_japanese_need_no_space() -> None:
    assert split_sentences("我来了。你好！真的？") == ["我来了。", "你好！", "真的？"]


def test_a_line_break_does_not_end_a_sentence() -> None:
    assert split_sentences("Ia pulang\nke Bogor. Lalu\ntidur.") == [
        "Ia pulang\nke Bogor.",
        "Lalu\ntidur.",
    ]


def test_only_the_paragraph_is_looked_at() -> None:
    body = "Satu. Dua. Tiga. Empat."
    paragraph = Span(6, 16)

    assert [span.of(body) for span in sentences(body, paragraph)] == ["Dua.", "Tiga."]


@pytest.mark.parametrize("text", ["Ya.", "“Ya.”", "Ya!)", "Ya.[12]", "好。", "…"])
def test_a_text_is_closed_by_a_stop(text: str) -> None:
    assert is_closed(text)


@pytest.mark.parametrize("text", ["Sejarah", "Bahan:", "A.S", "(ya)", ""])
def test_a_text_without_a_stop_at_its_end_is_open(text: str) -> None:
    assert not is_closed(text)


def test_each_row_of_a_table_is_a_sentence_of_its_own() -> None:
    body = "Kelas: A | Harga: Rp5\nKelas: B | Harga: Rp6. Tunai.\nKelas: C | Harga: Rp7\nSelesai"

    found = [sentence.of(body) for sentence in sentences(body, Span(0, len(body)))]

    assert found == [
        "Kelas: A | Harga: Rp5",
        "Kelas: B | Harga: Rp6.",
        "Tunai.",
        "Kelas: C | Harga: Rp7\nSelesai",
    ]


def test_many_spaces_are_looked_at_once() -> None:
    body = f"Satu{' ' * 3_000_000}dua. Tiga."

    assert [span.of(body)[-4:] for span in sentences(body, Span(0, len(body)))] == ["dua.", "iga."]
