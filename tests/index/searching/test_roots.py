from itertools import compress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.searching.derivation_graph import DerivationGraph
from index.searching.derivations import Derivations
from index.searching.roots import Roots
from index.searching.strings import Strings

TEXT = (
    "naik tulis kirim pakai sapu baca angkat ajar rasa bunuh dengar layak letak menteri "
    "kenaikan menulis"
)
ROOTS = Roots.among(dict.fromkeys(TEXT.split(), 1))


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

    assert Roots.among(family).of("menggempur") == "gempur"
    assert Roots.among({"menggempur": 1, "digempur": 1}).of("menggempur") == "menggempur"


def test_a_word_is_not_formed_from_a_much_rarer_one() -> None:
    assert Roots.among({"menteri": 100, "teri": 1}).of("menteri") == "menteri"
    assert Roots.among({"diteriaki": 1, "teriak": 1}).of("diteriaki") == "teriak"


@given(st.text(max_size=20), st.dictionaries(st.text(max_size=12), st.integers(1, 9), max_size=8))
def test_any_word_of_any_corpus_has_a_root(word: str, counts: dict[str, int]) -> None:
    root = Roots.among(counts).of(word)

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


@given(counts_of, words, st.data())
def test_the_roots_of_live_words_are_those_of_a_corpus_of_them_alone(
    counts: dict[str, int], word: str, data: st.DataObject
) -> None:
    every = list(counts)
    first, second = sorted(data.draw(st.integers(0, len(every))) for _ in range(2))
    live = data.draw(st.lists(st.booleans(), min_size=len(every), max_size=len(every)))
    standing = Derivations.of(Strings.of(every[:first]))
    graph = DerivationGraph(standing).followed_by(every[first:second])
    frequencies = np.array([counts[each] for each in every], np.int64) * live
    expected = Roots.among({each: counts[each] for each in compress(every, live)})

    found = Roots(graph.followed_by(every[second:]), np.array(live, np.bool_), frequencies)

    for each in [word, *every]:
        assert found.of(each) == expected.of(each)
        assert sorted(found.family(each)) == sorted(expected.family(each))


@given(counts_of, st.data())
def test_a_graph_that_is_followed_by_words_stays_the_same(
    counts: dict[str, int], data: st.DataObject
) -> None:
    every = list(counts)
    standing = data.draw(st.integers(0, len(every)))
    graph = DerivationGraph(Derivations.of(Strings.of(every[:standing])))
    before = [(node, graph.bases(node), graph.derived(node)) for node in range(standing)]

    graph.followed_by(every[standing:])

    assert before == [(node, graph.bases(node), graph.derived(node)) for node in range(standing)]
    assert all(graph.node(word) is None or word in every[:standing] for word in every)


@given(counts_of, words)
def test_each_word_is_in_the_family_of_its_root(counts: dict[str, int], word: str) -> None:
    found = Roots.among(counts)

    root = found.of(word)
    assert sorted(found.family(word)) == sorted(each for each in counts if found.of(each) == root)
