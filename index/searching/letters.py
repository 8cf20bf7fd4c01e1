"""The letters of many strings in one array."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def code_points(strings: Sequence[str]) -> NDArray[np.uint32]:
    """Return the code points of the strings, one string after the other."""
    # A lone surrogate is no text, but it must not stop a search.
    encoded = "".join(strings).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(encoded, np.uint32)


def lengths_of(strings: Sequence[str]) -> NDArray[np.int64]:
    """Return how many code points each string has; shape `(strings,)`."""
    return np.fromiter(map(len, strings), np.int64, len(strings))


def smallest(numbers: NDArray[np.int64]) -> NDArray[np.integer]:
    """Return numbers of at least 0 in the smallest type that holds them all."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))
