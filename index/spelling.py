"""Misspelt words: those that no passage holds are read as the nearest that one does."""

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5
"""Letters of the shortest word that is corrected; shorter ones have too many neighbours."""
NEAREST = 0.77
"""How like a known word it must be: 1 minus edits (insert, delete, replace, swap) per letter."""


def nearest_word(word: str, vocabulary: Collection[str]) -> str | None:
    """Return the word itself if it is known, else the nearest known one that is near enough."""
    if word in vocabulary:
        return word
    if len(word) < SHORTEST:
        return None
    found = process.extractOne(
        word, vocabulary, scorer=OSA.normalized_similarity, score_cutoff=NEAREST
    )
    return found[0] if found else None
