import json
import random
from collections.abc import Mapping

import numpy as np
import pytest

from index.ranking.ranking import RANKING_FEATURES, Ranker
from index.ranking.trees import LEAVES, Split, Tree, Trees

NAMES = ("coverage", "length", "rank")
VALUES = (-1.0, 0.0, 0.25, 0.5, 1.0)
"""Few, so that many rows are exactly at a threshold."""
TREE = Split("rank", 0.5, 0.0, Split("coverage", 0.5, 2.0, 4.0))


def grown(draw: random.Random, leaves: int) -> Tree:
    """Return a random tree with so many leaves."""
    if leaves == 1:
        return draw.uniform(-2, 2)
    low = draw.randint(1, leaves - 1)
    return _split(draw, grown(draw, low), grown(draw, leaves - low))


def chain(draw: random.Random, leaves: int, *, high: bool) -> Tree:
    """Return a tree that splits on one side only."""
    tree: Tree = 0.0
    for value in range(1, leaves):
        branches = (float(value), tree) if high else (tree, float(value))
        tree = _split(draw, *branches)
    return tree


def _split(draw: random.Random, low: Tree, high: Tree) -> Split:
    return Split(draw.choice(NAMES), draw.choice(VALUES), low, high)


def forest(draw: random.Random) -> Trees:
    """Return trees of all sizes and forms."""
    trees = [
        tree
        for leaves in range(2, LEAVES + 1)
        for tree in (
            grown(draw, leaves),
            chain(draw, leaves, high=False),
            chain(draw, leaves, high=True),
        )
    ]
    return Trees.of([tree for tree in trees if isinstance(tree, Split)], NAMES)


def rows(draw: random.Random, count: int = 50) -> list[dict[str, float]]:
    return [{name: draw.choice(VALUES) for name in NAMES} for _ in range(count)]


def matrix(rows: list[dict[str, float]]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([list(row.values()) for row in rows])


def walked(tree: Tree, row: Mapping[str, float]) -> float:
    """Return the leaf of a row, split by split."""
    while isinstance(tree, Split):
        tree = tree.high if row[tree.feature] > tree.threshold else tree.low
    return tree


@pytest.mark.parametrize("seed", range(9))
def test_a_score_is_the_sum_of_the_leaves_of_a_row(seed: int) -> None:
    draw = random.Random(seed)
    trees, some = forest(draw), rows(draw)

    assert trees.score(matrix(some)) == pytest.approx(
        [sum(walked(tree, row) for tree in trees.trees) for row in some]
    )


@pytest.mark.parametrize("leaf", range(LEAVES))
def test_every_leaf_of_the_largest_tree_can_be_reached(leaf: int) -> None:
    def halved(first: int, leaves: int) -> Tree:
        half = leaves // 2
        if not half:
            return float(first)
        low, high = halved(first, half), halved(first + half, half)
        return Split("length", first + half - 0.5, low, high)

    tree = halved(0, LEAVES)
    assert isinstance(tree, Split)

    assert Trees.of([tree], ("length",)).score(np.array([[float(leaf)]])) == [leaf]


def test_a_row_at_a_threshold_goes_low_and_one_just_above_goes_high() -> None:
    trees = Trees.of([Split("length", 0.5, -1.0, 1.0)], ("length",))

    assert trees.score(np.array([[0.5], [np.nextafter(0.5, 1)]])).tolist() == [-1.0, 1.0]


def test_features_are_found_by_name_in_the_order_of_the_columns() -> None:
    trees = [Split("rank", 0.5, 0.0, 1.0)]
    row = np.array([[0.0, 1.0]])

    assert Trees.of(trees, ("length", "rank")).score(row) == [1.0]
    assert Trees.of(trees, ("rank", "length")).score(row) == [0.0]


def test_rescaled_trees_give_scores_times_the_factor_plus_the_shift() -> None:
    draw = random.Random(1)
    trees, some = forest(draw), matrix(rows(draw))

    assert trees.rescaled(2.5, -0.5).score(some) == pytest.approx(
        2.5 * trees.score(some) - 0.5, rel=1e-4
    )


def test_without_a_tree_all_rows_are_equal() -> None:
    assert Trees.of([], NAMES).score(np.ones((2, len(NAMES)))).tolist() == [0.0, 0.0]


def test_the_mean_of_a_split_is_the_mean_of_its_branches() -> None:
    assert TREE.mean == (0.0 + (2.0 + 4.0) / 2) / 2


def test_a_split_adds_the_mean_of_the_branch_taken_minus_that_of_both() -> None:
    added = Trees.of([TREE], NAMES).contributions({"coverage": 1.0, "length": 1.0, "rank": 1.0})

    assert added == {"coverage": 4.0 - 3.0, "length": 0.0, "rank": 3.0 - 1.5}


@pytest.mark.parametrize("seed", range(3))
def test_contributions_add_up_to_the_score_relative_to_the_mean_of_the_trees(seed: int) -> None:
    draw = random.Random(seed)
    trees, some = forest(draw), rows(draw)
    mean = sum(tree.mean for tree in trees.trees)

    added = [trees.contributions(row) for row in some]

    assert all(tuple(each) == NAMES for each in added)
    assert [sum(each.values()) for each in added] == pytest.approx(trees.score(matrix(some)) - mean)


def test_trees_are_written_as_nested_lists() -> None:
    assert Trees.of([TREE], NAMES).to_json() == [
        ["rank", 0.5, 0.0, ["coverage", 0.5, 2.0, 4.0]],
    ]


def test_trees_survive_being_written_and_read() -> None:
    draw = random.Random(1)
    trees, some = forest(draw), matrix(rows(draw))

    read = Trees.from_json(json.loads(json.dumps(trees.to_json())), NAMES)

    assert read.trees == trees.trees
    assert read.names == trees.names
    assert read.score(some).tolist() == trees.score(some).tolist()


def test_the_trees_that_ship_tell_passages_apart_by_the_features_that_the_code_computes() -> None:
    some = np.random.default_rng(1).random((9, len(RANKING_FEATURES)))

    scores = Ranker.shipped().passage.score(some)

    assert np.isfinite(scores).all()
    assert len(set(scores.tolist())) > 1
