"""Is the question answered? One number for how far to trust the best hit."""

from collections.abc import Sequence

from index.answer import Hit
from index.retrieval import Query


def confidence(query: Query, hits: Sequence[Hit]) -> float:
    """Return, in 0..1, the share of the question's weight that the best hit's terms carry."""
    asked = sum(query.weights[term] for term in sorted(query.weights))
    if not hits or not asked:
        return 0.0
    return sum(query.weights[term] for term in sorted(hits[0].terms)) / asked
