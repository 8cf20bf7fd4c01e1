"""Sentence encoders: what turns texts into vectors that are close where the texts mean the same."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Unit vectors; shape `(texts, dimensions)`."""


class Encoder(Protocol):
    """A sentence encoder. Any number of threads may share one."""

    @property
    def name(self) -> str:
        """Its name and version; vectors of encoders with different names are not comparable."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector for each text, or a zero vector where it can't be read.

        The same text gives the same vector, but for rounding. Raise EncoderError if it fails.
        """


class EncoderError(Exception):
    """An encoder is not installed as it should be, or failed."""
