"""The diff between the passages of two versions: pure functions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

MAX_COMPARED = 5000
"""Passages per version that are aligned, after the common prefix and suffix: 20 ms of work.
Passages beyond count as changed."""
ALIKE = 0.5
"""Minimum word similarity of two passages for one to count as an edit of the other."""
LOOK_AHEAD = 4
"""How many new passages are compared with an old one to find its edit."""


@dataclass(frozen=True, slots=True)
class Change:
    """A passage that was added, removed or edited."""

    before: str | None
    """None if it was added."""
    after: str | None
    """None if it was removed."""


def compare(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """Return the changes between the passages of two versions, in order.

    A moved passage appears as removed in one place and added in another.

    >>> compare(["one", "two"], ["one", "three"])
    (Change(before='two', after=None), Change(before=None, after='three'))
    """
    start, end = _common(old, new)
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    changes: list[Change] = []
    for gone, came, _ in runs(old[:MAX_COMPARED], new[:MAX_COMPARED]):
        changes += _paired(gone, came)
    return (*changes, *_paired(old[MAX_COMPARED:], new[MAX_COMPARED:]))


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return the lengths of the common prefix and of the common suffix of the rest."""
    most = min(len(old), len(new))
    start = next((place for place in range(most) if old[place] != new[place]), most)
    most -= start
    end = next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)
    return start, end


def runs(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Yield runs of removed items, their replacements and the common items that follow."""
    old_at = new_at = 0
    for block in Indel.editops(old, new).as_matching_blocks():
        same = old[block.a : block.a + block.size]
        if block.size or old_at < len(old) or new_at < len(new):
            yield old[old_at : block.a], new[new_at : block.b], same
        old_at, new_at = block.a + block.size, block.b + block.size


def _paired(gone: Sequence[str], came: Sequence[str]) -> Iterator[Change]:
    """Yield the changes in one place, pairing each edited passage with its new text."""
    at = 0
    for before in gone:
        near = range(at, min(at + LOOK_AHEAD, len(came)))
        became = next((place for place in near if _are_alike(before, came[place])), None)
        if became is None:
            yield Change(before, None)
            continue
        yield from (Change(None, after) for after in came[at:became])
        yield Change(before, came[became])
        at = became + 1
    yield from (Change(None, after) for after in came[at:])


def _are_alike(before: str, after: str) -> bool:
    words = before.split(), after.split()
    if min(map(len, words)) > 1:
        return Indel.normalized_similarity(*words) >= ALIKE
    return Indel.normalized_similarity(before, after) >= ALIKE
