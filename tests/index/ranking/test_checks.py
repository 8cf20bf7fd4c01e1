"""Doubts: a name or a number that a passage lacks is said, and makes an answer doubtful."""

import pytest

from corpus.article import Article
from corpus.split import split
from index.answer import Answer
from index.finder import MOST_IN_DOUBT, Finder


def ask(question: str, body: str, min_confidence: float = 0.0) -> Answer:
    article = Article("a", 1, "Catatan", "", None, "id", body, split(body))
    return Finder([article]).find(question, min_confidence)


@pytest.mark.parametrize(
    ("question", "body", "missing"),
    [
        ("kapan pemilu 2029 digelar?", "Pemilu 2024 digelar pada 14 Februari 2024.", ("2029",)),
        ("Siapa presiden Iran?", "Presiden Irak Abdul Rashid berkunjung ke Jakarta.", ("Iran",)),
        ("kapan Perang Dunia III berakhir", "Perang Dunia II berakhir pada 1945.", ("III",)),
        ("di mana beli tiket?", "Tiket dewasa Rp40.000. Anak-anak membayar separuhnya.", ("beli",)),
        ("anggaran yang Rp7 triliun?", "Anggaran sekolah Rp5 triliun.", ("7",)),
    ],
)
def test_what_the_passage_lacks_is_named_and_makes_the_answer_doubtful(
    question: str, body: str, missing: tuple[str, ...]
) -> None:
    answer = ask(question, body)

    assert answer.doubts.missing == missing
    assert answer.doubtful
    assert answer.confidence <= MOST_IN_DOUBT


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("kapan perang dunia kedua berakhir", "Perang Dunia II berakhir pada 2 September 1945."),
        ("di mana rapat 17/8/2024?", "Rapat kedua diadakan 17 Agustus 2024 di aula."),
        ("anggaran apa yang Rp 5 triliun?", "Anggaran sekolah Rp5 triliun."),
    ],
)
def test_nothing_is_missing_where_it_is_only_written_otherwise(question: str, body: str) -> None:
    assert not ask(question, body).doubts


@pytest.mark.parametrize(
    "question",
    [
        "Berapa lama pengiriman ke luar kota?",
        "pengiriman ke luar kota berapa lamanya ya",
        "berapa lamakah pengiriman",
        "Seberapa jauh pantai dari toko?",
        "Berapa kali kurir datang?",
        "Jam berapa toko buka?",
        "Berapa harga tiket?",
    ],
)
def test_a_passage_with_an_amount_need_not_say_which_amount_was_asked_for(question: str) -> None:
    body = (
        "Pengiriman ke luar kota memakan 5 hari. Pantai itu 4 km dari toko. "
        "Kurir datang dua kali. Toko buka pukul 08.00. Tiket Rp40.000."
    )

    assert not ask(question, body).doubts


def test_a_passage_without_an_amount_lacks_the_word_for_it() -> None:
    answer = ask("Berapa lama pengiriman ke luar kota?", "Pengiriman ke luar kota gratis.")

    assert answer.doubts.missing == ("lama",)


def test_the_word_for_an_amount_is_missing_where_no_amount_is_asked_for() -> None:
    answer = ask("Di mana toko lama?", "Toko di Jalan Melati buka 5 hari.")

    assert answer.doubts.missing == ("lama",)


def test_a_name_that_is_read_as_another_makes_the_answer_doubtful() -> None:
    answer = ask("Siapa Annika?", "Peneliti itu bernama Anneke. Ia bertemu Anneke lagi.")

    assert answer.doubts.corrected == ()
    assert answer.doubts.missing == ("Annika",)

    answer = ask("Siapa Aneke?", "Peneliti itu bernama Anneke. Ia bertemu Anneke lagi.")

    assert answer.doubts.corrected == (("Aneke", "anneke"),)
    assert answer.doubts.renamed
    assert answer.doubtful


def test_a_mere_typing_error_is_said_without_a_warning() -> None:
    answer = ask("kapan mobl berangkat?", "Semua mobil berangkat pukul delapan pagi.")

    assert answer.doubts.corrected == (("mobl", "mobil"),)
    assert not answer.doubts
