from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.roots import Roots


def roots(counts: Mapping[str, int]) -> Roots:
    """Return the roots of words with these frequencies."""
    numbers = {word: number for number, word in enumerate(counts)}
    return Roots().changed(counts.keys(), numbers, np.array([*counts.values()], np.int64))


TEXT = (
    "naik tulis kirim pakai sapu baca angkat ajar rasa bunuh dengar layak letak menteri "
    "kenaikan menulis"
)
ROOTS = roots(dict.fromkeys(TEXT.split(), 1))


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("kenaikan", "naik"),
        ("dinaikkan", "naik"),
        ("penulisnya", "tulis"),
        ("pengirim", "kirim"),
        ("menyapu", "sapu"),
        ("pembacaan", "baca"),
        ("keberangkatan", "angkat"),
        ("belajar", "ajar"),
        ("perasaan", "rasa"),
        ("pembunuhan", "bunuh"),
        ("terdengar", "dengar"),
        ("kelayakan", "layak"),
        ("terletak", "letak"),
    ],
)
def test_affixes_are_removed_where_a_word_of_the_corpus_remains(word: str, root: str) -> None:
    assert ROOTS.of(word) == root


@pytest.mark.parametrize("word", ["menteri", "pemandian", "naik", "di", "2005", ""])
def test_a_word_from_which_no_other_remains_is_its_own_root(word: str) -> None:
    assert ROOTS.of(word) == word


def test_the_base_of_a_family_is_a_root_even_if_it_never_occurs_alone() -> None:
    family = dict.fromkeys(["menggempur", "digempur", "penggempur"], 1)

    assert roots(family).of("menggempur") == "gempur"
    assert roots({"menggempur": 1, "digempur": 1}).of("menggempur") == "menggempur"


def test_a_word_is_not_formed_from_a_much_rarer_one() -> None:
    assert roots({"menteri": 100, "teri": 1}).of("menteri") == "menteri"
    assert roots({"diteriaki": 1, "teriak": 1}).of("diteriaki") == "teriak"


@given(st.text(max_size=20), st.dictionaries(st.text(max_size=12), st.integers(1, 9), max_size=8))
def test_any_word_of_any_corpus_has_a_root(word: str, counts: dict[str, int]) -> None:
    root = roots(counts).of(word)

    assert root == word or len(root) >= 4


def test_a_family_is_the_words_of_the_corpus_with_the_same_root() -> None:
    assert sorted(ROOTS.family("naiknya")) == ["kenaikan", "naik"]
    assert ROOTS.family("rumah") == []


words = st.lists(st.text("adikn", max_size=2), max_size=3).map("".join)
counts_of = st.dictionaries(
    st.builds("{}{}{}".format, st.sampled_from(["", "di", "ber", "ke"]), words, words),
    st.integers(1, 9),
    max_size=12,
)


@given(counts_of, counts_of, words)
def test_changed_roots_are_those_of_the_words_that_are_left(
    before: dict[str, int], after: dict[str, int], word: str
) -> None:
    first = roots(before)
    families = {each: sorted(first.family(each)) for each in [word, *before, *after]}
    made = roots(after)
    numbers = {each: number for number, each in enumerate(after)}

    changed = first.changed(after.keys(), numbers, np.array([*after.values()], np.int64))

    for each in [word, *before, *after]:
        assert changed.of(each) == made.of(each)
        assert sorted(changed.family(each)) == sorted(made.family(each))
        assert sorted(first.family(each)) == families[each]


@given(counts_of, words)
def test_each_word_is_in_the_family_of_its_root(counts: dict[str, int], word: str) -> None:
    found = roots(counts)

    root = found.of(word)
    assert sorted(found.family(word)) == sorted(each for each in counts if found.of(each) == root)
