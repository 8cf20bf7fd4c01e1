"""Average linkage: groups of what is alike, around what is known to belong together."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray


class Linkage:
    """Groups numbers from 0 on; each starts as a group of its own."""

    def __init__(self, labels: Sequence[str | None], alone: Collection[int] = ()) -> None:
        """Take a label for each number: those with the same one are one group.

        Groups with different labels are never joined, and those of `alone` with no other.
        """
        self._group_of = list(range(len(labels)))
        self._groups = {number: [number] for number in self._group_of}
        self._labels = dict(enumerate(labels))
        self._alone = frozenset(alone)
        first: dict[str, int] = {}
        for number, label in enumerate(labels):
            if label is not None:
                self._join(first.setdefault(label, number), number)

    def join_same(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Join the groups of each of these pairs, if they may be."""
        for one, other in pairs:
            if self._may_join(one, other):
                self._join(one, other)

    def join_alike(self, likeness: NDArray[np.float64], least: float) -> None:
        """Join groups whose members are on average alike, the most alike first.

        `likeness[one, other]` is in 0..1 for the first numbers; 0 keeps their groups apart. What is
        in a group by its label is as alike to others as the most alike of the group.
        """
        likeness = likeness.copy()
        for group in self._groups.values():
            known = [number for number in group if number < len(likeness)]
            if len(known) > 1:
                likeness[known] = likeness[known].max(axis=0)
                likeness[:, known] = likeness[known].T
        first, second = np.nonzero(np.triu(likeness >= least, 1))
        order = np.argsort(-likeness[first, second], kind="stable")
        for one, other in zip(first[order].tolist(), second[order].tolist(), strict=True):
            if self._may_join(one, other):
                links = likeness[np.ix_(self._known(one, likeness), self._known(other, likeness))]
                if links.min() > 0 and links.mean() >= least:
                    self._join(one, other)

    def groups(self) -> list[list[int]]:
        """Return the groups in the order of their first numbers, each in order."""
        return [sorted(group) for _, group in sorted(self._groups.items())]

    def _known(self, number: int, likeness: NDArray[np.float64]) -> list[int]:
        group = self._groups[self._group_of[number]]
        return [member for member in group if member < len(likeness)]

    def _may_join(self, one: int, other: int) -> bool:
        first, second = self._group_of[one], self._group_of[other]
        if first == second or not self._alone.isdisjoint((one, other)):
            return False
        return self._labels[first] is None or self._labels[second] is None

    def _join(self, one: int, other: int) -> None:
        kept, gone = sorted((self._group_of[one], self._group_of[other]))
        if kept == gone:
            return
        self._labels[kept] = self._labels[kept] or self._labels[gone]
        moved = self._groups.pop(gone)
        self._groups[kept] += moved
        for number in moved:
            self._group_of[number] = kept
