"""Decision trees whose values add up, kept as readable JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import chain, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.ranking.linear import rounded
from index.ranking.matches import Floats, Integers

LEAVES = 16
"""How many leaves a tree may have, a bit each."""
_ALL = 2**LEAVES - 1


@dataclass(frozen=True, slots=True)
class Split:
    """Where a tree forks."""

    feature: str
    threshold: float
    low: "Tree"
    """Where a row goes whose feature is the threshold at most."""
    high: "Tree"

    @property
    def mean(self) -> float:
        """The mean of what its two branches are worth."""
        return (_worth(self.low) + _worth(self.high)) / 2


Tree = Split | float
"""A fork, or a leaf's value."""


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of decision trees over rows of features.

    All forks are looked at side by side (QuickScorer; Lucchese et al. 2015): each rules out the
    leaves of its lower branch for a row above its threshold, and the first leaf that is left in a
    tree is the row's.
    """

    trees: Sequence[Split]
    names: Sequence[str]
    """Of the features, in the order of the columns."""
    columns: Integers
    """Of each fork, tree after tree: the feature's."""
    thresholds: Floats
    left: NDArray[np.uint16]
    """Of each fork: a bit for each leaf of its tree that it leaves to a row above its threshold."""
    starts: Integers
    """Where the forks of each tree begin."""
    values: Floats
    """Of the leaves, (trees, LEAVES)."""

    @classmethod
    def of(cls, trees: Sequence[Split], names: Sequence[str]) -> "Trees":
        """Return the sum of trees over features with these names, in the order of the columns."""
        numbers = {name: number for number, name in enumerate(names)}
        columns: list[int] = []
        thresholds: list[float] = []
        left: list[int] = []
        values = np.zeros((len(trees), LEAVES))

        def add(tree: Tree, leaves: Floats, first: int) -> int:
            """Add a tree whose first leaf has this number, and return how many it has."""
            if not isinstance(tree, Split):
                leaves[first] = tree
                return 1
            here = len(columns)
            columns.append(numbers[tree.feature])
            thresholds.append(tree.threshold)
            left.append(_ALL)
            low = add(tree.low, leaves, first)
            left[here] -= (1 << low) - 1 << first
            return low + add(tree.high, leaves, first + low)

        starts = []
        for tree, leaves in zip(trees, values, strict=True):
            starts.append(len(columns))
            add(tree, leaves, 0)
        return cls(
            trees,
            names,
            np.array(columns, np.int64),
            np.array(thresholds),
            np.array(left, np.uint16),
            np.array(starts, np.int64),
            values,
        )

    def score(self, rows: Floats) -> Floats:
        """Return the score of each row of features."""
        # A row a fork: rows are copied several times as fast as columns.
        above = np.ascontiguousarray(rows.T)[self.columns] > self.thresholds[:, np.newaxis]
        # All leaves are left where it is not above: 0 - 1 has all bits. where() takes far longer.
        left = self.left[:, np.newaxis] | (above.astype(np.uint16) - np.uint16(1))
        reached = np.bitwise_and.reduceat(left, self.starts, axis=0)
        # Of a number and its negative, the lowest bit alone is common.
        leaves = np.log2(reached & (~reached + np.uint16(1))).astype(np.int64)
        scores: Floats = np.take_along_axis(self.values, leaves, axis=1).sum(axis=0)
        return scores

    def stretched(self, stretch: float, shift: float) -> "Trees":
        """Return trees whose scores are these times the stretch, plus the shift."""
        shifts = chain([shift], repeat(0.0))
        trees = [_stretched(tree, stretch, next(shifts)) for tree in self.trees]
        return Trees.of(trees, self.names)

    def contributions(self, row: dict[str, float]) -> dict[str, float]:
        """Return what each feature adds to the score of a row, beside the mean of the trees.

        A fork adds what the branch taken is worth more than the mean of both (Saabas 2014).
        """
        added = dict.fromkeys(row, 0.0)
        for root in self.trees:
            tree: Tree = root
            while isinstance(tree, Split):
                taken = tree.high if row[tree.feature] > tree.threshold else tree.low
                added[tree.feature] += _worth(taken) - tree.mean
                tree = taken
        return added

    def to_json(self) -> list[Any]:
        """Return the trees as JSON has them: `[feature, threshold, low, high]`, or a leaf."""
        return [_to_json(tree) for tree in self.trees]

    @classmethod
    def from_json(cls, data: Sequence[Any], names: Sequence[str]) -> "Trees":
        """Return the sum that to_json told, over features with these names."""
        return cls.of([_fork(tree) for tree in data], names)


@cache
def trained_trees(name: str, names: tuple[str, ...]) -> Trees:
    """Return the trees that ship with Kutip in `models/<name>.json`, over these features."""
    text = (resources.files("index") / "models" / f"{name}.json").read_text(encoding="utf-8")
    return Trees.from_json(json.loads(text), names)


def _worth(tree: Tree) -> float:
    return tree.mean if isinstance(tree, Split) else tree


def _stretched(split: Split, stretch: float, shift: float) -> Split:
    def stretched(tree: Tree) -> Tree:
        if isinstance(tree, Split):
            return _stretched(tree, stretch, shift)
        return rounded(tree * stretch + shift)

    return replace(split, low=stretched(split.low), high=stretched(split.high))


def _to_json(tree: Tree) -> list[Any] | float:
    if not isinstance(tree, Split):
        return tree
    return [tree.feature, tree.threshold, _to_json(tree.low), _to_json(tree.high)]


def _fork(data: list[Any]) -> Split:
    feature, threshold, low, high = data
    return Split(feature, threshold, _tree(low), _tree(high))


def _tree(data: list[Any] | float) -> Tree:
    return _fork(data) if isinstance(data, list) else float(data)
