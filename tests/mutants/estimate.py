"""The share of killed changes over all files, from a sample of each."""

import math
from collections.abc import Iterable, Mapping


def estimate(files: Iterable[Mapping[str, int]]) -> tuple[float, float]:
    """Return the share of changes that are killed, and its standard error.

    Each file counts by how many changes it has (Cochran, Sampling Techniques, 1977, section 5.3).
    """
    sampled = [counts for counts in files if counts["tested"]]
    total = sum(counts["all"] for counts in sampled)
    share = variance = 0.0
    for counts in sampled:
        weight, tested = counts["all"] / total, counts["tested"]
        killed = counts["killed"] / tested
        left = 1 - tested / counts["all"]
        share += weight * killed
        variance += weight**2 * left * killed * (1 - killed) / max(tested - 1, 1)
    return share, math.sqrt(variance)
