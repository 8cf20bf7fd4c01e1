"""A tiny encoder: words that mean the same have the same vector."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from index.semantic.encoder import EncoderError, Vectors

DIMENSIONS = 64
MEANING = {"rendang": "portion", "cuma-cuma": "free"}
"""What words mean that no glossary has."""


class TinyEncoder:
    """Counts words by meaning. It notes how many texts it was given."""

    dimensions = DIMENSIONS

    def __init__(self, name: str = "tiny 1") -> None:
        self.name = name
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().replace(".", " ").replace("?", " ").split():
                row[crc32(MEANING.get(word, word).encode()) % DIMENSIONS] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
        return unit


class FailingEncoder(TinyEncoder):
    """Fails once it is broken."""

    broken = False

    def encode(self, texts: Sequence[str]) -> Vectors:
        if self.broken:
            raise EncoderError("it is broken")
        return super().encode(texts)
