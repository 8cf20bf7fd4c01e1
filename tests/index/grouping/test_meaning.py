import gc

import pytest

from corpus.article import Article
from corpus.split import split
from index.finder import Finder
from index.grouping import meaning
from index.grouping.meaning import MOST, Meaning

RAID = "Raid Naga diadakan setiap Sabtu pukul 20.00.\n\nRampasan dibagi dengan lelang."


def finder(body: str = RAID, code: str = "id") -> Finder:
    return Finder([Article("raid", 1, "Panduan", "", None, code, body, split(body))])


def grouped(*questions: str, over: Finder | None = None) -> set[frozenset[str]]:
    groups = Meaning(over).groups(questions)
    return {frozenset(questions[number] for number in group) for group in groups}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("raid naga jam berapa?", "jadwal raid naga dong"),
        ("gimana cara gabung guild?", "how do I join the guild"),
        ("akun diretas lapor ke mana", "akun kena hack lapor dimana"),
        ("spp sebulan berapa", "berapa spp per bulan ya kak"),
        ("server maintenance jam berapa", "kapan pemeliharaan server"),
        ("perpus buka jam berapa", "jam buka perpustakaan"),
        ("kapan bagi rapor", "rapor dibagikan kapan"),
        ("siapa ketua kelas", "ketua kelas siapa sih"),
        ("helm wajib gak", "wajib pakai helm?"),
        ("iuran kas per bulan brp", "iuran kas sebulan berapa"),
    ],
)
def test_other_words_of_the_same_families_mean_the_same(first: str, second: str) -> None:
    assert grouped(first, second) == {frozenset({first, second})}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("siapa ketua guild?", "siapa wakil ketua guild?"),
        ("jam buka perpustakaan", "jam tutup perpustakaan"),
        ("seragam hari senin apa", "seragam hari rabu apa"),
        ("pendaftaran lomba kapan", "pendaftaran lomba sampai kapan"),
        ("ongkir ke Jawa berapa", "ongkir ke luar Jawa berapa"),
        ("parkir motor berapa", "parkir mobil berapa"),
        ("ujian kelas 10 kapan", "ujian kelas 11 kapan"),
        ("syarat sebelum daftar", "syarat setelah daftar"),
        ("yang boleh ikut lomba siapa", "yang tidak boleh ikut lomba siapa"),
        ("kapan lomba kostum", "di mana lomba kostum"),
        ("musim pvp mulai kapan", "musim pvp berakhir kapan"),
        ("jadwal latihan putra", "jadwal latihan putri"),
        ("raid", "kapan raid"),
        ("who owns the shop", "where is the shop"),
        ("sewa sepeda berapa", "sewa sepeda jaminannya apa"),
        ("bayar spp di mana", "deadline bayar spp"),
        ("Apa ibu kota Australia?", "Apa ibu kota Chili?"),
        ("ibu kota australia apa", "ibu kota chili apa"),
        ("kapan kapal ke Sabang berangkat?", "kapan kapal ke Simeulue berangkat?"),
    ],
)
def test_what_sets_questions_apart_keeps_them_apart(first: str, second: str) -> None:
    assert len(grouped(first, second, over=finder())) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("kapan kapal ke Simeulue berangkat?", "kapan kapal ke Simeuleu berangkat?"),
        ("Siapa Presiden Joko Widodo?", "siapa presiden Widodo"),
        ("cara Mabar di sini", "Mabar caranya gimana"),
    ],
)
def test_a_name_that_is_misspelt_or_left_out_sets_nothing_apart(first: str, second: str) -> None:
    assert len(grouped(first, second)) == 1


def test_the_same_passages_make_questions_more_alike() -> None:
    questions = ["rampasan raid dibagi gimana", "cara membagi hasil rampasan raid"]
    alone, over = Meaning().likeness(questions), Meaning(finder()).likeness(questions)

    assert over[0, 1] > alone[0, 1]


def test_an_unknown_word_with_a_suffix_is_the_word_itself() -> None:
    assert Meaning().likeness(["kapan mabarnya", "kapan mabar"])[0, 1] == 1


def test_a_word_of_four_letters_is_no_other_that_starts_alike() -> None:
    assert Meaning().likeness(["harga buzi", "harga buku"])[0, 1] == 0


@pytest.mark.parametrize(
    "over", [None, Finder([]), finder("ラメンは東京で食べる。", "ja")], ids=["none", "empty", "ja"]
)
def test_without_articles_or_with_those_in_another_language_words_decide(
    over: Finder | None,
) -> None:
    questions = ("raid naga jam berapa?", "jadwal raid naga", "東京のラメンはどこ", "???", "")

    assert frozenset(questions[:2]) in grouped(*questions, over=over)


def test_questions_of_two_thousand_words_are_compared() -> None:
    words = " ".join(f"kata{number}" for number in range(2000))
    long = [f"kapan {words}?", f"kapan {words} ya", "kapan ujian"]

    assert Meaning(finder()).groups(long) == [[0, 1], [2]]


def test_only_so_many_are_compared_by_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "MOST", 2)
    questions = ["jadwal raid naga", "siapa ketua", "raid naga kapan"]

    assert MOST >= 500
    assert Meaning().groups(questions) == [[0], [1], [2]]
    assert Meaning().groups(questions, same=[(0, 2)]) == [[0, 2], [1]]


def test_candidates_are_asked_for_once_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    over, times = finder(), 0
    ask = Finder.candidates

    def counted(self: Finder, question: str, most: int) -> dict[tuple[str, int], float]:
        nonlocal times
        times += 1
        return ask(self, question, most)

    monkeypatch.setattr(Finder, "candidates", counted)
    questions = ["jadwal raid", "siapa ketua"]
    for _ in range(3):
        Meaning(over).groups(questions)
    assert times == 2

    monkeypatch.setattr(meaning, "MAX_HELD", 1)
    Meaning(over).groups(["cara keluar"])
    Meaning(over).groups(questions)
    assert times == 5


def test_candidates_are_forgotten_with_their_finder() -> None:
    over = finder()
    held = len(meaning._held)
    Meaning(over).groups(["jadwal raid"])
    assert len(meaning._held) == held + 1

    del over
    gc.collect()
    assert len(meaning._held) <= held


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("gw ke ban padahal ga salah, gimana?", "gw ga ke ban padahal salah, gimana?"),
        ("kapal ke utara bayar ga", "kapal dari utara bayar ga"),
    ],
)
def test_what_is_turned_round_about_another_word_is_another_question(
    first: str, second: str
) -> None:
    assert Meaning().groups([first, second]) == [[0], [1]]
