import pytest
import Stemmer

from index.reading.analysis import analyzer
from index.reading.languages import Kind, Mark, fold, language, language_codes


@pytest.mark.parametrize("code", language_codes())
def test_every_language_file_can_be_used(code: str) -> None:
    known = language(code)

    assert (len(code), known.code) == (2, code)
    assert known.name
    assert known.stemmer in {None, "javanese", *Stemmer.algorithms()}
    assert list(analyzer(code).tokens("abc 123"))


@pytest.mark.parametrize("code", language_codes())
def test_words_and_phrases_are_written_as_they_are_looked_up(code: str) -> None:
    """A word in capitals, or one that folds into another, would never be found in a text."""
    known = language(code)

    assert [word for word in known.marks if word != fold(word)] == []
    assert [phrase for phrase in known.questions for word in phrase if word != fold(word)] == []
    assert [word for group in known.synonyms for word in group if word != fold(word)] == []


def test_each_list_marks_its_words_and_a_word_may_stand_in_several() -> None:
    marks = language("id").marks

    assert marks["mei"] == marks["senin"] == Mark.MONTH
    assert marks["juta"] & Mark.NUMBER
    assert marks["karena"] & Mark.STOP
    assert marks["karena"] & Mark.CAUSE


def test_phrases_that_ask_have_a_kind() -> None:
    questions = language("id").questions

    assert questions["apa", "itu"] is Kind.DEFINE
    assert questions["kapan",] is Kind.WHEN


def test_short_names_in_capitals_are_kept_apart_from_those_in_small_letters() -> None:
    indonesian = language("id")

    assert indonesian.acronyms["PBB"] == ("perserikatan", "bangsa", "bangsa")
    assert indonesian.names["korsel"] == ("korea", "selatan")
    assert "korsel" not in indonesian.acronyms


def test_stop_words_are_function_words() -> None:
    assert "yang" in language("id").function_words
    assert "the" in language("en").function_words
    assert "mei" not in language("id").function_words


def test_a_language_without_a_file_is_empty() -> None:
    unknown = language("xx")

    assert (unknown.code, unknown.stemmer, unknown.marks) == ("xx", None, {})


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Ｎｕｋｌｉｒ", "nuklir"), ("ﬁsika", "fisika"), ("STRASSE", "strasse"), ("ß", "ss")],
)
def test_width_ligatures_and_case_are_folded_away(text: str, folded: str) -> None:
    assert fold(text) == folded
