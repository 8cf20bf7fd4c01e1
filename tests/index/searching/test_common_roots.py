import pytest

from index.searching.common_roots import common_root, count_families, families
from index.searching.common_words import common_words


def test_the_families_that_ship_are_those_of_the_common_words_that_ship() -> None:
    assert families("id") == count_families(common_words("id"))


def test_a_family_has_several_words_with_more_than_one_prefix() -> None:
    family = ["menduga", "diduga", "dugaan"]

    assert count_families(family) == {"duga": 3}
    assert count_families(family[:2]) == {}
    assert count_families(["bangsa", "bangsal", "bangsanya"]) == {}


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("dinaikkan", "naik"),
        ("pemberangkatan", "angkat"),
        ("menteri", "menteri"),
        ("xylofon", "xylofon"),
    ],
)
def test_the_root_of_a_word_is_a_common_word_it_is_formed_from(word: str, root: str) -> None:
    assert common_root(word, "id") == root


def test_a_base_that_is_no_word_is_a_root_if_it_has_a_family() -> None:
    assert "ajar" not in common_words("id")
    assert common_root("pengajaran", "id") == "ajar"


def test_a_language_without_files_has_no_roots() -> None:
    assert families("xx") == {}
    assert common_root("kenaikan", "xx") == "kenaikan"
