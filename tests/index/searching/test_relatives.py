from index.reading.analysis import analyzer
from index.searching.relatives import (
    EVERYDAY,
    INFORMAL,
    SAME_ROOT,
    SYNONYM,
    TRANSLATION,
    Relatives,
)
from index.searching.roots import Roots


def relatives(code: str, *words: str) -> Relatives:
    """Return the relatives among words that occur once each in a corpus."""
    own = analyzer(code)
    return Relatives(own, Roots.among(dict.fromkeys(words, 1)) if own.language.confixes else None)


def test_words_with_the_same_root_are_relatives() -> None:
    found = relatives("id", "tinggal", "meninggal", "rumah").of("peninggalan", "peninggal")

    assert found == [("inggal", SAME_ROOT), ("tinggal", SAME_ROOT)]


def test_a_term_is_not_its_own_relative() -> None:
    found = relatives("id", "tinggal", "meninggal").of("tinggal", "tinggal")

    assert found[0] == ("inggal", SAME_ROOT)
    assert "tinggal" not in dict(found)


def test_languages_without_confixes_have_no_words_with_the_same_root() -> None:
    assert relatives("en", "under", "di").of("diunder", "diunder") == []


def test_synonyms_are_relatives_of_less_weight() -> None:
    found = relatives("id").of("wafat", "wafat")

    assert ("inggal", SYNONYM) in found
    assert found == sorted(found)
    assert SYNONYM < SAME_ROOT


def test_a_synonym_with_the_same_root_has_the_weight_of_the_root() -> None:
    alone, with_root = relatives("id"), relatives("id", "turun", "menurun")

    assert dict(alone.of("turun", "turun"))["urun"] == SYNONYM
    assert dict(with_root.of("turun", "turun"))["urun"] == SAME_ROOT


def test_relatives_are_sorted_by_weight_and_then_alphabetically() -> None:
    found = relatives("id", "naik", "menaikkan").of("naik", "naik")

    assert found == [("aik", SAME_ROOT), ("ingkat", SYNONYM), ("tambah", SYNONYM)]


def test_a_word_in_no_passage_is_translated_and_led_back_to_a_standard_form() -> None:
    translated = relatives("id").of_unknown("price", "price", "en")
    informal = relatives("id", "bayar").of_unknown("bayarin", "bayarin", "id")

    assert ("harga", TRANSLATION) in translated
    assert ("bayar", INFORMAL) in informal
    assert ("bayar", INFORMAL) not in relatives("id", "bayar").of("bayarin", "bayarin")


def test_an_informal_word_is_translated_by_its_standard_form() -> None:
    assert ("borrow", TRANSLATION) in relatives("en").of_unknown("minjem", "minjem", "id")


def test_a_word_without_a_translation_is_translated_by_those_that_mean_the_same() -> None:
    found = dict(relatives("ms").of_unknown("handphone", "handphone", "id"))

    assert found["telefon"] == EVERYDAY * TRANSLATION
