"""Training of trees with LightGBM, deterministic.

Those that rank are trained with LambdaMART: each tree reduces what the trees before it lose in nDCG
(Burges 2010, "From RankNet to LambdaRank to LambdaMART: An Overview").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np

from index.ranking.linear import rounded
from index.ranking.matches import Flags, Floats
from index.ranking.trees import LEAVES, Split, Tree, Trees
from index.reading.languages import Kind

SETTINGS = {
    "learning_rate": 0.05,
    "num_leaves": LEAVES - 1,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "seed": 4,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}
"""LightGBM's parameters, chosen by cross-validation, and the seed, the best of four on the
development questions. The parameters after it make training deterministic."""
RANKING = {"objective": "lambdarank", "num_iterations": 800, "lambdarank_truncation_level": 10}
CHANCES = {"objective": "binary", "num_iterations": 600}
"""The objectives, and the number of trees for each."""
MONOTONE = ("rank",)
"""Features of which more is never worse, so that candidates that are equal otherwise stay in the
order of BM25."""
WEIGHT_FACTOR = 1000.0
"""Factor for the weights of lists, because LightGBM ignores very small ones."""


@dataclass(frozen=True, slots=True)
class JudgedList:
    """The sentences of a passage, or the candidates for a question, and which of them are good."""

    rows: Floats
    kind: Kind
    """The kind of the question."""
    brevity: float
    """How brief the passages of the set are, in 0..1."""
    good: Flags
    weight: float


def grow(lists: Sequence[JudgedList], names: Sequence[str]) -> Trees:
    """Return trees over features with these names that rank the good rows of each list first."""
    data = lightgbm.Dataset(
        np.concatenate([each.rows for each in lists]),
        np.concatenate([each.good for each in lists]).astype(np.int64),
        group=[len(each.rows) for each in lists],
        weight=np.repeat(
            [WEIGHT_FACTOR * each.weight for each in lists], [len(each.rows) for each in lists]
        ),
    )
    monotone = [int(name in MONOTONE) for name in names]
    return _grown({**SETTINGS, **RANKING, "monotone_constraints": monotone}, data, names)


def grow_chances(rows: Floats, good: Floats, weights: Floats, names: Sequence[str]) -> Trees:
    """Return trees over features with these names whose score is the log-odds of a good row."""
    return _grown({**SETTINGS, **CHANCES}, lightgbm.Dataset(rows, good, weight=weights), names)


def _grown(settings: dict[str, Any], data: lightgbm.Dataset, names: Sequence[str]) -> Trees:
    grown = lightgbm.train(settings, data).dump_model()["tree_info"]
    trees = (_tree(each["tree_structure"], names) for each in grown)
    # When LightGBM finds no split, the tree is a single leaf.
    return Trees.of([tree for tree in trees if isinstance(tree, Split)], names)


def _tree(node: Mapping[str, Any], names: Sequence[str]) -> Tree:
    if "leaf_value" in node:
        return rounded(node["leaf_value"])
    return Split(
        names[node["split_feature"]],
        rounded(node["threshold"]),
        _tree(node["left_child"], names),
        _tree(node["right_child"], names),
    )
