import pytest

from index.learning.peers import DEPTH, PEERS

PASSAGES = [
    "Kereta berangkat pagi dari stasiun kota.",
    "Satelit mata-mata diluncurkan ke orbit pada Selasa.",
    "Peluncuran satelit itu gagal; satelit jatuh ke laut.",
    "Harga beras naik lagi.",
]
EACH_PEER = pytest.mark.parametrize("name", PEERS)


@EACH_PEER
def test_a_peer_puts_the_passage_first_that_shares_most(name: str) -> None:
    questions = ["Kapan satelit mata-mata diluncurkan?", "berapa harga beras"]

    rankings = list(PEERS[name](PASSAGES, "id", questions))

    assert [ranking[0] for ranking in rankings] == [1, 3]


@EACH_PEER
@pytest.mark.parametrize("question", ["", "?!", "xyzzy", '"; DROP TABLE passages; --', "_"])
def test_a_peer_finds_nothing_for_a_question_that_shares_no_word(name: str, question: str) -> None:
    assert list(PEERS[name](PASSAGES, "id", [question])) == [[]]


@EACH_PEER
def test_a_peer_ranks_equals_in_order_and_no_more_than_the_depth(name: str) -> None:
    passages = ["sama"] * (DEPTH + 5) + ["lain"] * 40

    assert list(PEERS[name](passages, "id", ["sama"])) == [list(range(DEPTH))]


@EACH_PEER
def test_a_peer_takes_a_question_of_2000_words(name: str) -> None:
    question = " ".join(f"kata{number} beras" for number in range(1000))

    assert [ranking[0] for ranking in PEERS[name](PASSAGES, "id", [question])] == [3]


def test_bm25s_stems_in_the_language_of_the_set() -> None:
    def found(language: str) -> set[int]:
        return set(next(PEERS["bm25s"](PASSAGES, language, ["luncur"])))

    assert found("id") == {1, 2}
    assert found("en") == set()


@pytest.mark.parametrize("language", ["th", "", "no such language"])
def test_bm25s_leaves_words_as_they_are_where_snowball_has_no_stemmer(language: str) -> None:
    assert list(PEERS["bm25s"](PASSAGES, language, ["beras", "luncur"])) == [[3], []]
