import numpy as np

from index.reading.analysis import analyzer
from index.searching.relatives import SAME_ROOT, SYNONYM, Relatives


def relatives(code: str, *words: str) -> Relatives:
    """Return the relatives among words that stand in a corpus once each."""
    numbers = {word: number for number, word in enumerate(words)}
    return Relatives(analyzer(code)).changed(set(words), numbers, np.ones(len(words), np.int64))


def test_words_with_the_same_root_are_relatives() -> None:
    found = relatives("id", "tinggal", "meninggal", "rumah").of("peninggalan", "peninggal")

    assert found == [("inggal", SAME_ROOT), ("tinggal", SAME_ROOT)]


def test_a_term_is_not_its_own_relative() -> None:
    found = relatives("id", "tinggal", "meninggal").of("tinggal", "tinggal")

    assert found[0] == ("inggal", SAME_ROOT)
    assert "tinggal" not in dict(found)


def test_languages_whose_words_are_made_otherwise_have_none() -> None:
    assert relatives("en", "under", "di").of("diunder", "diunder") == []


def test_synonyms_are_relatives_that_do_less_well() -> None:
    found = relatives("id").of("wafat", "wafat")

    assert ("inggal", SYNONYM) in found
    assert found == sorted(found)
    assert SYNONYM < SAME_ROOT


def test_a_synonym_that_has_the_same_root_does_as_well_as_any_word_with_it() -> None:
    alone, beside = relatives("id"), relatives("id", "turun", "menurun")

    assert dict(alone.of("turun", "turun"))["urun"] == SYNONYM
    assert dict(beside.of("turun", "turun"))["urun"] == SAME_ROOT


def test_the_best_relatives_come_first_and_of_equals_the_first_in_the_alphabet() -> None:
    found = relatives("id", "naik", "menaikkan").of("naik", "naik")

    assert found == [("aik", SAME_ROOT), ("ingkat", SYNONYM), ("tambah", SYNONYM)]
