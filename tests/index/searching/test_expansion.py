"""Query expansion: what a word of a question matches in a corpus, and what it must not match."""

import pytest

from corpus.article import Article
from corpus.split import split
from index.reading.languages import language
from index.searching.retrieval import PassageIndex


def index(*bodies: str, code: str = "id") -> PassageIndex:
    articles = [
        Article(f"a{number}", 1, "Catatan", "", None, code, body, split(body))
        for number, body in enumerate(bodies)
    ]
    return PassageIndex(articles, code, [language(code), language("en"), language("id")])


def found(question: str, *bodies: str, code: str = "id") -> list[int]:
    searched = index(*bodies, code=code)
    positions: list[int] = searched.candidates(searched.read(question)).positions.tolist()
    return positions


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("siapa ayu", "Kayu jati dipanen di Blora."),
        ("apa itu aki", "Kaki meja patah."),
        ("di mana penang", "Pemenang lomba diumumkan."),
        ("apa itu teri", "Menteri datang ke kantor."),
        ("apa itu elit", "Ia meneliti tanah."),
        ("di mana awan", "Kawan lama datang."),
    ],
)
def test_words_that_only_share_a_stem_do_not_match(asked: str, text: str) -> None:
    assert found(asked, text) == []


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("kapan dikirim?", "Mereka mengirim barang setiap Senin."),
        ("siapa yang kirim?", "Pengiriman barang oleh kurir."),
        ("mengapa naik?", "Kenaikan tarif disebabkan bahan bakar."),
        ("boleh dipinjemin?", "Kartu tidak boleh dipinjamkan."),
        ("cara nyari teman", "Untuk mencari teman, buka kanal itu."),
        ("gimana download gamenya", "Unduh permainan di situs kami."),
        ("how much is the ticket", "Harga tiket dewasa Rp40.000."),
        ("bisa di-refund gak", "Pengembalian dana paling lambat tujuh hari."),
    ],
)
def test_words_of_one_family_or_meaning_match(asked: str, text: str) -> None:
    assert found(asked, text) == [0]


def test_a_question_is_translated_for_an_article_in_another_language() -> None:
    assert found("berapa harganya?", "The price is five dollars.", code="en") == [0]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("siapa presiden iran?", "Presiden Irak berkunjung ke sini."),
        ("di mana austria?", "Australia berada di selatan."),
        ("di mana nigeria?", "Niger berada di Afrika."),
    ],
)
def test_a_known_name_is_never_corrected_to_another(asked: str, text: str) -> None:
    searched = index(text)
    name = searched.candidates(searched.read(asked)).terms[-1]

    assert name.correction is None
    assert not name.known


def test_a_misspelt_word_is_corrected_and_the_correction_kept() -> None:
    searched = index("Presiden Narang berkunjung ke sini.")
    (term,) = searched.candidates(searched.read("siapa narnag?")).terms

    assert term.correction == "narang"


def test_a_heading_counts_for_the_passages_below_it() -> None:
    body = (
        "Tarif bagasi\n\nKoper besar Rp50.000. Ada di loket.\n\n" + "Tas kecil gratis saja. " * 12
    )

    assert found("tarif bagasi", body) == list(range(len(split(body))))
