import pytest

from corpus.article import Article, Span
from corpus.split import split
from index.ranking.quoting import asked_terms, choose_quote, words_among
from index.reading.question import QueryTerm
from index.searching.expansion import ExpandedTerm
from tests.index.articles import candidates

BODY = "Roket itu meledak. Ini merupakan kegagalan ketiga. Narang berbicara."


def shown(question: str, body: str, sentence: int) -> str:
    index, found = candidates(question, body)
    article = index.passages[0][0]
    (passage,) = article.passages
    return choose_quote(article, passage, sentence, found.terms).of(body)


def matched(question: str, body: str) -> list[Span]:
    index, found = candidates(question, body)
    article = index.passages[0][0]
    (passage,) = article.passages
    return list(words_among(article, passage, asked_terms(found.terms)))


def test_a_sentence_that_can_be_understood_is_shown_alone() -> None:
    assert shown("Kapan roket meledak?", BODY, 0) == "Roket itu meledak."
    assert shown("Siapa berbicara?", BODY, 2) == "Narang berbicara."


@pytest.mark.parametrize(
    "opening", ["Ini merupakan", "Ia mengatakan", "Hal itu menjadi", "Mereka menyebut", "Namun itu"]
)
def test_a_sentence_that_starts_by_referring_back_is_shown_with_the_one_before(
    opening: str,
) -> None:
    body = f"Roket itu meledak. {opening} kegagalan. Narang berbicara."

    assert shown("kegagalan", body, 1) == f"Roket itu meledak. {opening} kegagalan."


def test_a_pronoun_later_in_a_sentence_does_not_refer_back() -> None:
    assert shown("menyebut", "Roket itu meledak. Narang menyebut ini.", 1) == "Narang menyebut ini."


def test_the_first_sentence_has_none_before_it() -> None:
    assert shown("kegagalan", "Ini merupakan kegagalan. Roket meledak.", 0) == (
        "Ini merupakan kegagalan."
    )


def test_an_answer_in_two_steps_is_shown_with_the_sentence_that_names_what_is_asked() -> None:
    body = "Satelit mata-mata Korea gagal. Mesin roket meledak pada Mei."

    assert shown("Kapan satelit mata-mata Korea meledak?", body, 1) == body
    assert shown("Kapan mesin roket meledak?", body, 1) == "Mesin roket meledak pada Mei."


def terms(*words: str) -> list[ExpandedTerm]:
    """Return query terms of equal weight, which match nothing but themselves."""
    return [
        ExpandedTerm(QueryTerm(word, word, 1.0, 0, 1), ((word, 1.0),), 1.0, known=True, kin=())
        for word in words
    ]


@pytest.mark.parametrize(("asked", "both"), [(4, True), (5, False)])
def test_the_sentence_before_is_shown_if_it_adds_a_quarter_of_the_question(
    asked: int, both: bool
) -> None:
    words = ["satu", "dua", "tiga", "empat", "lima"][:asked]
    body = f"Satu. Lalu {' '.join(words[1:])}."
    (passage,) = split(body)
    found = Article("a", 1, "", "", None, "xx", body, (passage,))

    shown = choose_quote(found, passage, 1, terms(*words))

    assert (shown.of(body) == body) is both


def test_the_words_that_question_and_passage_share_are_matched_in_order() -> None:
    body = "Peluncuran satelit gagal. Satelit diluncurkan lagi oleh A.S. kemarin."

    words = matched("Kapan Amerika Serikat meluncurkan satelit?", body)

    assert [span.of(body) for span in words] == [
        "Peluncuran",
        "satelit",
        "Satelit",
        "diluncurkan",
        "A.S.",
    ]


def test_a_word_is_matched_although_the_question_misspells_it() -> None:
    assert matched("satelot", "Satelit itu gagal.") == [Span(0, 7)]


def test_after_a_colon_the_list_that_follows_is_shown() -> None:
    body = "Syarat paspor anak:\n\n• akta kelahiran anak.\n\n• KTP kedua orang tua."

    assert shown("syarat paspor", body, 0) == body


STEPS = """Cara memulihkan akun:

1. Buka halaman pemulihan. Masukkan alamat surel.
2. Masukkan kode cadangan.
3. Ganti kata sandi."""


def test_who_asks_what_a_list_is_about_is_shown_the_whole_list() -> None:
    assert shown("Bagaimana cara memulihkan akun?", STEPS, 1) == STEPS


def test_who_asks_about_one_item_is_shown_that_item() -> None:
    assert shown("Kapan memasukkan kode cadangan akun?", STEPS, 3) == "2. Masukkan kode cadangan."


def test_who_repeats_a_question_is_shown_its_whole_answer() -> None:
    body = "Kapan naskah lomba cerpen dikirim?\n\nPaling lambat 30 April. Lewat surel."

    assert shown("kapan naskah lomba dikirim", body, 1) == "Paling lambat 30 April. Lewat surel."


def test_a_question_that_another_one_follows_at_once_is_shown_without_an_answer() -> None:
    body = "Kapan naskah lomba dikirim?\n\nKapan naskah lomba dinilai?\n\nPada bulan Mei."

    found = shown("kapan naskah lomba dikirim", body, 1)

    assert found == "Kapan naskah lomba dikirim?\n\nKapan naskah lomba dinilai?"
