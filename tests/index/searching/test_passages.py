import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from index.reading.languages import language
from index.searching import passages as passages_module
from index.searching.retrieval import PassageIndex
from tests.index.articles import article, articles

BODIES = (
    "Perang di Korea berakhir. Damai.",
    "Jam buka:\n- Senin 09.00\n- Selasa pukul tiga sore",
    "# Pasal 4\n\nIsi pasal ini.\n\n# Pasal 5\n\n(a) satu\n(b) dua",
    "Menurut Narang, roket itu jatuh di Seoul. Narang pergi.",
    "…",
    "ชาวนาปลูกข้าวในเดือนพฤษภาคม GPS技术 2024年",
)
EVERY = [article(body, f"id-{number}", title=body[:9]) for number, body in enumerate(BODIES)]
ASKED_IN = [language("id"), language("en")]
QUESTIONS = ("kapan perang korea", "jam buka selasa", "isi pasal 4", "siapa narang", "nrang", "ข้าว")
changes = st.lists(
    st.tuples(st.sets(st.sampled_from(range(len(EVERY)))), st.sets(st.sampled_from(EVERY))),
    max_size=4,
)


def made_of(every: list[Article]) -> PassageIndex:
    return PassageIndex(every, "id", ASKED_IN)


def assert_same(index: PassageIndex, made: PassageIndex) -> None:
    """Assert that two indexes have the same passages, and the same candidates for questions."""
    there = np.flatnonzero(index.passages.live).tolist()
    expected = range(len(made.passages))
    assert [index.passages[each] for each in there] == [made.passages[each] for each in expected]
    assert [described(index, each) for each in there] == [
        described(made, each) for each in expected
    ]
    assert index.mean_length == made.mean_length
    for question in QUESTIONS:
        ours, theirs = (each.candidates(each.read(question)) for each in (index, made))
        assert ours.searched == theirs.searched
        assert ours.ideal == theirs.ideal
        assert ours.scores.tolist() == theirs.scores.tolist()
        assert places(index, ours.positions) == places(made, theirs.positions)


def places(index: PassageIndex, positions: np.ndarray) -> list[tuple[str, int]]:
    return [index.passages.place(int(position)) for position in positions]


def described(index: PassageIndex, position: int) -> list[object]:
    passages = index.passages
    words = index.words_at(np.array([position]))
    named = [index.name_marks[word] for word in words.words.tolist()]
    return [
        index.words_of(position),
        words.sentences.tolist(),
        [index.word_ids[word] for word in words.words.tolist()],
        index.title(position),
        passages.headed(np.array([position])).tolist(),
        passages.sentences(np.array([position])).tolist(),
        passages.unquotable(np.array([position])).tolist(),
        passages.section(position),
        named,
        index.word_idf(words.words).tolist(),
        index.term_idf(words.terms).tolist(),
    ]


@given(changes)
def test_after_any_changes_an_index_is_as_one_made_anew(
    steps: list[tuple[set[int], set[Article]]],
) -> None:
    index, there = made_of(EVERY[:3]), {each.id: each for each in EVERY[:3]}
    for removed, added in steps:
        gone = {f"id-{number}" for number in removed} | {each.id for each in added}
        coming = sorted(added, key=lambda each: each.id)
        index = index.changed(coming, gone, ASKED_IN)
        there = {key: each for key, each in there.items() if key not in gone}
        there |= {each.id: each for each in coming}

    made = made_of(list(there.values()))
    assert_same(index, made)
    assert_same(index.folded(), made)
    assert_same(
        PassageIndex.of_arrays(index.folded().arrays(), "id").changed([], [], ASKED_IN), made
    )


def test_a_change_leaves_the_passages_before_as_they_were() -> None:
    index = made_of(EVERY[:2])

    index.changed([EVERY[3]], {"id-0"}, ASKED_IN)

    assert_same(index, made_of(EVERY[:2]))


def test_passages_of_an_article_are_found_by_its_id() -> None:
    index = made_of(articles("Satu.", "Dua.")).changed([article("Tiga.", "new")], ["article-1"], [])
    passages = index.passages

    positions = {key: passages.positions_of(key) for key in ("article-1", "article-2", "new", "x")}
    assert [len(each) for each in positions.values()] == [0, 1, 1, 0]
    assert [key in passages for key in positions] == [False, True, True, False]
    for key in ("article-2", "new"):
        (found,) = [passages[position] for position in positions[key]]
        assert found[0] == passages.article(key)
        assert found[0].id == key
    assert passages.article("article-1") is None


def test_words_of_both_parts_come_in_the_given_order() -> None:
    index = made_of(articles("satu dua", "tiga")).changed([article("empat lima", "new")], [], [])

    words = index.words_at(np.array([2, 0, 1]))

    found = [index.word_ids[word] for word in words.words.tolist()]
    assert found == ["empat", "lima", "satu", "dua", "tiga"]
    assert words.lengths.tolist() == [2, 2, 1]


def test_a_large_recent_part_should_be_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages_module, "MOST_RECENT", 1)
    index = made_of(articles("Satu.", "Dua.", "Tiga."))

    one = index.changed([article("Empat.", "new")], [], [])
    two = one.changed([article("Lima.", "newer")], [], [])

    assert [each.passages.should_fold for each in (index, one, two)] == [False, False, True]
    assert not two.folded().passages.should_fold


def test_passages_of_which_many_were_removed_should_be_folded() -> None:
    index = made_of(articles("Satu.", "Dua.", "Tiga.", "Empat."))

    one = index.changed([], ["article-1"], [])
    two = one.changed([], ["article-2"], [])

    assert [each.passages.should_fold for each in (one, two)] == [False, True]


def test_folding_forgets_the_words_of_what_was_removed() -> None:
    index = made_of(articles("Rahasia besar.", "Dua.")).changed([], ["article-1"], [])

    folded = index.folded()

    assert not index.has_word("rahasia")
    assert index.word_ids.get("rahasia") is not None
    assert folded.word_ids.get("rahasia") is None
    assert all(b"Rahasia" not in array.tobytes() for array in folded.arrays().values())


def test_no_passages_are_an_index_too() -> None:
    index = made_of([])

    assert (len(index.passages), index.mean_length) == (0, 1.0)
    assert_same(PassageIndex.of_arrays(index.arrays(), "id"), index)
