import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Analyzer, guess_language, words
from index.languages import known_languages, language

INDONESIAN, ENGLISH = language("id"), language("en")


def folded(text: str) -> list[str]:
    return [word for word, _ in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A.S. dan AS", ["as", "dan", "as"]),
        ("di A.S.", ["di", "as"]),
        ("Ｎｕｋｌｉｒ ﬁsika", ["nuklir", "fisika"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("mata-mata", ["mata", "mata"]),
        ("Chang-rae’s", ["chang", "rae", "s"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("nu\u00adklir", ["nuklir"]),
        ("Дума и Київ", ["дума", "и", "київ"]),
        ("1950-1953 3,5", ["1950", "1953", "3", "5"]),
        ("🙂 … ?! \u200b\u202e", []),
        ("", []),
    ],
)
def test_words_are_found_and_folded(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


@given(st.text())
def test_words_stand_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for word, span in words(text):
        assert word
        assert end <= span.start < span.end <= len(text)
        end = span.end


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_a_part_of_a_text_yields_spans_into_the_whole(text: str, start: int, end: int) -> None:
    for _, span in words(text, start, end):
        assert start <= span.start < span.end <= end


def test_terms_are_stems_and_keep_their_place() -> None:
    text = "Peluncuran satelit"

    first, second = Analyzer(INDONESIAN).tokens(text)

    assert (first.word, first.span.of(text)) == ("peluncuran", "Peluncuran")
    assert first.term == Analyzer(INDONESIAN).stem("luncur")
    assert second.term == "satelit"


def test_a_question_keeps_only_words_with_content_each_once() -> None:
    tokens = Analyzer(INDONESIAN).question_tokens(
        "Kapan sih satelit itu, satelit Korea, diluncurkan?", INDONESIAN
    )

    assert [token.word for token in tokens] == ["satelit", "korea", "diluncurkan"]


def test_a_question_of_function_words_keeps_nothing() -> None:
    assert Analyzer(INDONESIAN).question_tokens("apa itu yang di sana?", INDONESIAN) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Siapa Vipin Narang?", INDONESIAN),
        ("Who is Vipin Narang?", ENGLISH),
        ("When did the launch fail?", ENGLISH),
        ("knp roket korut meledak", INDONESIAN),
        ("Vipin Narang", INDONESIAN),
    ],
)
def test_a_question_is_taken_to_be_in_the_language_of_its_function_words(
    question: str, expected: object
) -> None:
    assert guess_language(question, [INDONESIAN, ENGLISH]) is expected


def test_every_language_file_can_be_used() -> None:
    for known in known_languages().values():
        assert Analyzer(known).tokens("abc 123")
        assert all(word == word.casefold() for word in known.function_words | known.question_words)
        assert known.definition_words <= known.question_words


def test_an_article_in_an_unknown_language_is_read_by_the_fallback() -> None:
    assert language("xx") is language("en")
