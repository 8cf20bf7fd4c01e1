"""Ensembles of decision trees, stored as readable JSON."""

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
"""The most leaves of a tree, because each is a bit of a 16-bit mask."""
_ALL = 2**LEAVES - 1


@dataclass(frozen=True, slots=True)
class Split:
    """An inner node of a tree."""

    feature: str
    threshold: float
    low: "Tree"
    """The branch for rows where the feature is at most the threshold."""
    high: "Tree"

    @property
    def mean(self) -> float:
        """The mean of the means of the two branches."""
        return (_mean(self.low) + _mean(self.high)) / 2


Tree = Split | float
"""A split, or the value of a leaf."""


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of decision trees over rows of features.

    All splits are evaluated side by side (QuickScorer; Lucchese et al. 2015): each rules out the
    leaves of its low branch for rows above its threshold, and a row ends in the first leaf of each
    tree that no split rules out.

    >>> trees = Trees.of([Split("length", 0.5, low=-1.0, high=1.0)], ["length"])
    >>> trees.score(np.array([[0.5], [0.7]])).tolist()
    [-1.0, 1.0]
    """

    trees: Sequence[Split]
    names: Sequence[str]
    """The features, in the order of the columns."""
    columns: Integers
    """Per split, tree by tree: the column of its feature."""
    thresholds: Floats
    masks: NDArray[np.uint16]
    """Per split: a bit for each leaf of the tree that remains for rows above the threshold."""
    starts: Integers
    """Where the splits of each tree start."""
    values: Floats
    """Values of the leaves; shape `(trees, LEAVES)`."""

    @classmethod
    def of(cls, trees: Sequence[Split], names: Sequence[str]) -> "Trees":
        """Return the sum of trees over features with these names, in the order of the columns."""
        numbers = {name: number for number, name in enumerate(names)}
        columns: list[int] = []
        thresholds: list[float] = []
        masks: list[int] = []
        values = np.zeros((len(trees), LEAVES))

        def add(tree: Tree, leaves: Floats, first: int) -> int:
            """Add a tree whose first leaf has this number, and return how many leaves it has."""
            if not isinstance(tree, Split):
                leaves[first] = tree
                return 1
            here = len(columns)
            columns.append(numbers[tree.feature])
            thresholds.append(tree.threshold)
            masks.append(_ALL)
            low = add(tree.low, leaves, first)
            masks[here] -= (1 << low) - 1 << first
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
            np.array(masks, np.uint16),
            np.array(starts, np.int64),
            values,
        )

    def score(self, rows: Floats) -> Floats:
        """Return the score of each row of features; shape `(rows,)`."""
        # One row per split, because rows are copied several times as fast as columns.
        above = np.ascontiguousarray(rows.T)[self.columns] > self.thresholds[:, np.newaxis]
        # Not above: 0 - 1 sets all bits, so all leaves remain. where() takes far longer.
        remaining = self.masks[:, np.newaxis] | (above.astype(np.uint16) - np.uint16(1))
        reached = np.bitwise_and.reduceat(remaining, self.starts, axis=0)
        # A number and its negative have only the lowest set bit in common.
        leaves = np.log2(reached & (~reached + np.uint16(1))).astype(np.int64)
        scores: Floats = np.take_along_axis(self.values, leaves, axis=1).sum(axis=0)
        return scores

    def rescaled(self, factor: float, shift: float) -> "Trees":
        """Return trees whose score is `factor * score + shift`."""
        shifts = chain([shift], repeat(0.0))
        trees = [_rescaled(tree, factor, next(shifts)) for tree in self.trees]
        return Trees.of(trees, self.names)

    def contributions(self, row: dict[str, float]) -> dict[str, float]:
        """Return what each feature adds to the score of a row, relative to the mean of the trees.

        A split adds the mean of the branch taken minus that of both (Saabas 2014).
        """
        added = dict.fromkeys(row, 0.0)
        for root in self.trees:
            tree: Tree = root
            while isinstance(tree, Split):
                taken = tree.high if row[tree.feature] > tree.threshold else tree.low
                added[tree.feature] += _mean(taken) - tree.mean
                tree = taken
        return added

    def to_json(self) -> list[Any]:
        """Return the trees as JSON data: `[feature, threshold, low, high]`, or a leaf's value."""
        return [_to_json(tree) for tree in self.trees]

    @classmethod
    def from_json(cls, data: Sequence[Any], names: Sequence[str]) -> "Trees":
        """Return the trees from the data of `to_json()`, over features with these names."""
        return cls.of([_split(tree) for tree in data], names)


@cache
def trained_trees(name: str, names: tuple[str, ...]) -> Trees:
    """Return the trees that ship in `models/<name>.json`, over features with these names."""
    text = (resources.files("index") / "models" / f"{name}.json").read_text(encoding="utf-8")
    return Trees.from_json(json.loads(text), names)


def _mean(tree: Tree) -> float:
    return tree.mean if isinstance(tree, Split) else tree


def _rescaled(split: Split, factor: float, shift: float) -> Split:
    def rescaled(tree: Tree) -> Tree:
        if isinstance(tree, Split):
            return _rescaled(tree, factor, shift)
        return rounded(tree * factor + shift)

    return replace(split, low=rescaled(split.low), high=rescaled(split.high))


def _to_json(tree: Tree) -> list[Any] | float:
    if not isinstance(tree, Split):
        return tree
    return [tree.feature, tree.threshold, _to_json(tree.low), _to_json(tree.high)]


def _split(data: list[Any]) -> Split:
    feature, threshold, low, high = data
    return Split(feature, threshold, _tree(low), _tree(high))


def _tree(data: list[Any] | float) -> Tree:
    return _split(data) if isinstance(data, list) else float(data)
