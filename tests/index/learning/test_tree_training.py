import numpy as np
import pytest

from index.learning.tree_training import CHANCES, RANKING, JudgedList, grow, grow_chances
from index.ranking.matches import Floats
from index.ranking.trees import LEAVES, Split, Tree, Trees
from index.reading.languages import Kind

NAMES = ("coverage", "rank")


@pytest.fixture(autouse=True)
def _few_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RANKING, "num_iterations", 20)
    monkeypatch.setitem(CHANCES, "num_iterations", 100)


def judged(rows: Floats, good: int, weight: float = 1.0) -> JudgedList:
    """Return a list in which one row is good."""
    return JudgedList(rows, Kind.WHEN, 0.0, np.arange(len(rows)) == good, weight)


def lists(
    seed: int, count: int = 60, coverage: float = 1.0, rank: float = 0.5, weight: float = 1.0
) -> list[JudgedList]:
    """Return lists whose fourth rows are good and have such features, unlike all others."""
    draw = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        rows = draw.uniform(0.2, 0.8, (8, len(NAMES)))
        rows[3] = coverage, rank
        found.append(judged(rows, 3, weight))
    return found


def leaves(tree: Tree) -> int:
    return leaves(tree.low) + leaves(tree.high) if isinstance(tree, Split) else 1


def chosen(trees: Trees, of: list[JudgedList]) -> set[int]:
    """Return which rows are first in the lists."""
    return {int(np.argmax(trees.score(each.rows))) for each in of}


def test_the_good_rows_of_new_lists_come_first() -> None:
    assert chosen(grow(lists(1), NAMES), lists(2)) == {3}


def test_the_same_lists_give_the_same_trees() -> None:
    trees = grow(lists(1), NAMES)

    assert trees.to_json()
    assert grow(lists(1), NAMES).to_json() == trees.to_json()
    assert grow(lists(2), NAMES).to_json() != trees.to_json()


@pytest.mark.parametrize("rank", [0.0, 1.0])
def test_of_more_rank_the_score_is_never_less(rank: float) -> None:
    trees = grow(lists(1, rank=rank), NAMES)
    ranks = np.linspace(0, 1, 101)

    for coverage in (0.0, 0.5, 1.0):
        scores = trees.score(np.column_stack([np.full_like(ranks, coverage), ranks]))
        assert (np.diff(scores) >= -1e-12).all()


def test_more_of_another_feature_may_be_worse() -> None:
    trees = grow(lists(1, coverage=0.0), NAMES)

    none, much = trees.score(np.array([[0.0, 0.5], [1.0, 0.5]]))

    assert none > much


@pytest.mark.parametrize(("weight", "first"), [(0.1, 0), (10.0, 1)])
def test_lists_of_more_weight_prevail(weight: float, first: int) -> None:
    """In half of the lists the first of two rows is good, in the others the second."""
    rows = np.array([[0.0, 0.5], [1.0, 0.5]])
    both = [*[judged(rows, 0)] * 100, *[judged(rows, 1, weight)] * 100]

    assert int(np.argmax(grow(both, NAMES).score(rows))) == first


def test_lists_of_very_small_weight_are_not_ignored() -> None:
    assert chosen(grow(lists(1, weight=1e-5), NAMES), lists(2)) == {3}


def test_lists_of_equal_rows_give_no_tree() -> None:
    same = [judged(np.ones((8, len(NAMES))), 3)] * 60

    assert grow(same, NAMES).trees == []


def test_trees_have_no_more_leaves_than_they_may() -> None:
    draw = np.random.default_rng(1)
    rows = draw.random((300, 8, len(NAMES)))
    odd = [judged(each, int(np.argmax(np.sin(9 * each).sum(axis=1)))) for each in rows]

    sizes = [leaves(tree) for tree in grow(odd, NAMES).trees]

    assert 2 < max(sizes) <= LEAVES


def test_numbers_are_short_enough_to_read() -> None:
    def numbers(tree: Tree) -> list[float]:
        if not isinstance(tree, Split):
            return [tree]
        return [tree.threshold, *numbers(tree.low), *numbers(tree.high)]

    for tree in grow(lists(1), NAMES).trees:
        assert all(number == float(f"{number:.4g}") for number in numbers(tree))


def chances(weight: float = 1.0) -> tuple[Trees, Floats]:
    """Return trees trained on rows of which 4 in 5 are good with coverage, and 1 in 5 without.

    Good rows have this weight, others 1. Also return the chances of both kinds of rows.
    """
    number = np.arange(1000)
    covered = number % 2
    good = np.where(number // 2 % 5 == 0, 1.0 - covered, covered)
    rows = np.column_stack([covered, np.zeros(1000)]).astype(np.float64)
    trees = grow_chances(rows, good, np.where(good > 0, weight, 1.0), NAMES)
    return trees, 1 / (1 + np.exp(-trees.score(np.array([[0.0, 0.0], [1.0, 0.0]]))))


def test_chances_are_the_shares_of_rows_that_are_good() -> None:
    assert chances()[1] == pytest.approx([0.2, 0.8], abs=0.03)


def test_rows_of_more_weight_raise_the_chances() -> None:
    assert chances(4.0)[1] == pytest.approx([0.5, 16 / 17], abs=0.03)


def test_the_same_rows_give_the_same_chances() -> None:
    (once, _), (again, _) = chances(), chances()

    assert once.to_json()
    assert again.to_json() == once.to_json()
