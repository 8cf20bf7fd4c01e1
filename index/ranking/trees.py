"""Ensembles of decision trees, stored as readable JSON."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from itertools import chain, repeat
from typing import Any

import numpy as np

from index.ranking.linear import rounded
from index.ranking.matches import Floats

LEAVES = 16
"""The most leaves of a tree, because each is a bit of a 16-bit mask."""
_ALL = 2**LEAVES - 1
_LOWEST_BIT = np.zeros(2**LEAVES, np.int8)
for _number in range(LEAVES):
    _LOWEST_BIT[1 << _number :: 2 << _number] = _number
"""By the set bits of a mask: the number of the lowest one."""


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


class Trees:
    """A sum of decision trees over rows of features. Instances are immutable.

    All splits are evaluated side by side (QuickScorer; Lucchese et al. 2015): each rules out the
    leaves of its low branch for rows above its threshold, and a row ends in the first leaf of each
    tree that no split rules out.

    >>> trees = Trees.of([Split("length", 0.5, low=-1.0, high=1.0)], ["length"])
    >>> trees.score(np.array([[0.5], [0.7]])).tolist()
    [-1.0, 1.0]
    """

    def __init__(self, data: Sequence[Any], names: Sequence[str]) -> None:
        """Take trees as JSON data, see `to_json()`, over features with these names."""
        self.names = names
        """The features, in the order of the columns."""
        self._data = data
        numbers = {name: number for number, name in enumerate(names)}
        columns: list[int] = []
        thresholds: list[float] = []
        masks: list[int] = []
        leaves: list[float] = []

        def add(split: Sequence[Any], first_leaf: int) -> None:
            feature, threshold, low, high = split
            start = len(leaves) - first_leaf
            if isinstance(low, list):
                add(low, first_leaf)
            else:
                leaves.append(low)
            columns.append(numbers[feature])
            thresholds.append(threshold)
            masks.append(_ALL - (1 << len(leaves) - first_leaf) + (1 << start))
            if isinstance(high, list):
                add(high, first_leaf)
            else:
                leaves.append(high)

        for number, tree in enumerate(data):
            add(tree, number * LEAVES)
            # Splits that no row is above fill up the trees that have fewer than others.
            missing = (number + 1) * (LEAVES - 1) - len(columns)
            columns += [0] * missing
            thresholds += [math.inf] * missing
            masks += [_ALL] * missing
            leaves += [0.0] * ((number + 1) * LEAVES - len(leaves))
        # By place in its tree, then by tree.
        shape = len(data), LEAVES - 1
        self._columns = np.array(columns, np.int64).reshape(shape).T.ravel()
        self._thresholds = np.array(thresholds).reshape(shape).T.ravel()
        self._masks = np.array(masks, np.uint16).reshape(shape).T.ravel()
        self._values = np.array(leaves)
        self._first_leaves = LEAVES * np.arange(len(data))

    @classmethod
    def of(cls, trees: Sequence[Split], names: Sequence[str]) -> "Trees":
        """Return the sum of trees over features with these names, in the order of the columns."""
        return cls([_to_json(tree) for tree in trees], names)

    @cached_property
    def trees(self) -> Sequence[Split]:
        """The trees; made when they are first asked for, because scores don't need them."""
        return [_split(tree) for tree in self._data]

    def score(self, rows: Floats) -> Floats:
        """Return the score of each row of features; shape `(rows,)`."""
        above = rows.take(self._columns, axis=1) > self._thresholds
        # Not above: 0 - 1 sets all bits, so all leaves remain. where() takes far longer.
        remaining = above.astype(np.uint16)
        remaining -= np.uint16(1)
        remaining |= self._masks
        by_place = remaining.reshape(len(rows), LEAVES - 1, len(self._first_leaves))
        leaves = _LOWEST_BIT[np.bitwise_and.reduce(by_place, axis=1)] + self._first_leaves
        # Tree after tree, because a sum in another order is rounded differently.
        scores: Floats = self._values.take(leaves.T).sum(axis=0)
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
        return list(self._data)

    @classmethod
    def from_json(cls, data: Sequence[Any], names: Sequence[str]) -> "Trees":
        """Return the trees from the data of `to_json()`, over features with these names."""
        return cls(data, names)


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
