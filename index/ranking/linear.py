"""Linear models over standardised features, stored as readable JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from index.ranking.matches import Floats
from index.reading.languages import Kind

CLIP = 5.0
"""Standard deviations from the mean beyond which a feature is clipped."""
KINDS = tuple(Kind)
TABLES = (*map(str, KINDS), *(f"{kind} if brief" for kind in KINDS))
"""Tables of additional weights: one for each kind of question, and another for each that applies in
proportion to the brevity of the passages."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A weighted sum of standardised features, with additional weights for kinds of questions."""

    names: tuple[str, ...]
    """The features, in the order of the columns."""
    mean: Floats
    scale: Floats
    """Standard deviations, above 0."""
    weights: Floats
    kind_weights: Floats
    """Additional weights; shape `(len(TABLES), features)`."""

    def contributions(self, rows: Floats, kind: Kind, brevity: float = 0.0) -> Floats:
        """Return what each feature adds to the score of each row; the shape is that of `rows`.

        Brevity, in 0..1, is how brief the passages are.
        """
        standard = np.clip((rows - self.mean) / self.scale, -CLIP, CLIP)
        of_kind = self.kind_weights[KINDS.index(kind)]
        if_brief = self.kind_weights[KINDS.index(kind) + len(KINDS)]
        added: Floats = standard * (self.weights + of_kind + brevity * if_brief)
        return added

    def score(self, rows: Floats, kind: Kind, brevity: float = 0.0) -> Floats:
        """Return the score of each row of features; shape `(rows,)`."""
        scores: Floats = self.contributions(rows, kind, brevity).sum(axis=1)
        return scores

    def to_json(self) -> dict[str, Any]:
        """Return the model as JSON data, by feature, with numbers rounded to four digits."""
        return {
            name: {
                "mean": rounded(self.mean[column]),
                "scale": rounded(self.scale[column]),
                "weight": rounded(self.weights[column]),
                **self._kinds_to_json(column),
            }
            for column, name in enumerate(self.names)
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Linear":
        """Return the model from the data of `to_json()`."""
        features = data.values()

        def column(key: str) -> Floats:
            return np.array([feature[key] for feature in features], dtype=np.float64)

        by_kind = [
            [feature.get("by_kind", {}).get(kind, 0.0) for feature in features] for kind in TABLES
        ]
        return cls(
            tuple(data), column("mean"), column("scale"), column("weight"), np.array(by_kind)
        )

    def _kinds_to_json(self, column: int) -> dict[str, Any]:
        weights = {
            kind: rounded(weight)
            for kind, weight in zip(TABLES, self.kind_weights[:, column], strict=True)
            if weight
        }
        return {"by_kind": weights} if weights else {}


@cache
def trained(name: str) -> dict[str, Linear]:
    """Return the linear models by name that ship in `models/<name>.json`."""
    text = (resources.files("index") / "models" / f"{name}.json").read_text(encoding="utf-8")
    return {key: Linear.from_json(data) for key, data in json.loads(text).items()}


def rounded(number: float) -> float:
    """Return the number rounded to four significant digits.

    >>> rounded(0.123456)
    0.1235
    """
    return float(f"{number:.4g}")
