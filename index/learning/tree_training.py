"""Trees from judged questions, by LightGBM: the same from the same questions.

Those that rank are LambdaMART's: where the trees before it put a good passage below others, each
mends what that costs in nDCG (Burges 2010, "From RankNet to LambdaRank to LambdaMART").
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
"""LightGBM's: chosen by cross-validation, the seed, of four, by the development questions; the ones
after it are for the same trees every time."""
RANKING = {"objective": "lambdarank", "num_iterations": 800, "lambdarank_truncation_level": 10}
CHANCES = {"objective": "binary", "num_iterations": 600}
"""What is learnt, and by how many trees."""
RISING = ("rank",)
"""Features of which more is never worse, so that of equals the first by BM25 stays first."""
WEIGHT = 1000.0
"""What the weights of lists are multiplied by, for LightGBM takes small ones for none."""


@dataclass(frozen=True, slots=True)
class JudgedList:
    """The sentences of a passage, or the passages for a question, and which of them are good."""

    rows: Floats
    kind: Kind
    """What is asked for."""
    brevity: float
    """How brief the passages of the set are, in 0..1."""
    good: Flags
    weight: float
    """How much the list counts."""


def grow(lists: Sequence[JudgedList], names: Sequence[str]) -> Trees:
    """Return trees over features with these names that best put the good rows of a list first."""
    data = lightgbm.Dataset(
        np.concatenate([each.rows for each in lists]),
        np.concatenate([each.good for each in lists]).astype(np.int64),
        group=[len(each.rows) for each in lists],
        weight=np.repeat(
            [WEIGHT * each.weight for each in lists], [len(each.rows) for each in lists]
        ),
    )
    rising = [int(name in RISING) for name in names]
    return _grown({**SETTINGS, **RANKING, "monotone_constraints": rising}, data, names)


def grow_chances(rows: Floats, good: Floats, weights: Floats, names: Sequence[str]) -> Trees:
    """Return trees over features with these names that tell good rows from others, in log-odds."""
    return _grown({**SETTINGS, **CHANCES}, lightgbm.Dataset(rows, good, weight=weights), names)


def _grown(settings: dict[str, Any], data: lightgbm.Dataset, names: Sequence[str]) -> Trees:
    grown = lightgbm.train(settings, data).dump_model()["tree_info"]
    trees = (_tree(each["tree_structure"], names) for each in grown)
    # Where nothing more can be told apart, a tree is a leaf.
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
