import pytest

from corpus.article import Article
from corpus.split import split
from index.finder import Finder

RULES = """# Bab II

## Pasal 4

(1) Asrama buka pukul 05.00.

(2) Tamu yang menginap:

a. melapor kepada pengurus asrama sebelum gelap;

b. membayar Rp35.000 untuk satu malam.

## Pasal 14

(1) Kunci kamar disimpan di pos.

(2) Yang menghilangkan kunci sebagaimana dimaksud pada ayat (1) membayar Rp90.000.

## Larangan

(1) Setiap penghuni dilarang:

a. membawa hewan peliharaan ke dalam kamar;

b. merokok di kamar dan di lorong asrama.

## Pasal 20

Barang siapa melanggar ketentuan Pasal 4 ayat (2) dan Pasal 14 ayat (1) ditegur pengurus.

## Pasal 21

Pelanggaran atas larangan huruf b ditindak."""


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("isi pasal 4 ayat 1 apa?", "(1) Asrama buka pukul 05.00."),
        ("isi pasal 14 ayat 2 apa?", "(2) Yang menghilangkan kunci"),
        ("bunyi ayat 2 pasal 14", "(2) Yang menghilangkan kunci"),
        ("pasal 4 ayat (2) huruf b", "b. membayar Rp35.000"),
        ("apa isi pasal 20?", "Barang siapa melanggar"),
        ("apa isi Pasal XX?", "Barang siapa melanggar"),
        ("larangan huruf b apa?", "b. merokok"),
    ],
)
def test_a_clause_asked_for_by_its_number_is_found_rather_than_what_mentions_it(
    question: str, clause: str
) -> None:
    article = Article("aturan", 1, "Aturan asrama", "", None, "id", RULES, split(RULES))

    answer = Finder([article]).find(question, 0.2)

    assert clause in answer.hits[0].shown.of(RULES)
    assert not answer.doubts


ORDER = """# Pasal 78

(1) Setiap orang dilarang membuang sampah sebagaimana dimaksud dalam Pasal 79 ayat (2).
(2) Pelanggaran Pasal 79 ayat (2) dikenai denda.

# Pasal 79

(1) Pedagang kaki lima wajib memiliki izin.
(2) Izin berlaku selama tiga tahun dan dapat diperpanjang."""


def test_a_clause_comes_before_a_sentence_that_says_all_words_of_the_question() -> None:
    others = (RULES, "(1) Bupati mengawasi pelaksanaan.\n(2) Pengawasan oleh Satpol PP.")
    articles = [
        Article(f"a{number}", 1, f"Aturan {number}", "", None, "id", body, split(body))
        for number, body in enumerate((ORDER, *others))
    ]

    answer = Finder(articles).find("Pasal 79 ayat (2)", 0.2)

    assert "(2) Izin berlaku" in answer.hits[0].shown.of(ORDER)


def test_a_clause_that_does_not_exist_is_refused_or_doubted() -> None:
    article = Article("aturan", 1, "Aturan asrama", "", None, "id", RULES, split(RULES))

    answer = Finder([article]).find("isi pasal 9 ayat 2 apa?", 0.2)

    assert answer.refusal is not None or answer.doubtful
