"""Grouping of questions that differ only in spelling."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from index.sameness import nearly_same


class Keyed(Protocol):
    """A question with its wordings' keys."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its wordings, see index.sameness; at least one."""


Question = TypeVar("Question", bound=Keyed)


def merged(
    found: Sequence[Question], together: Callable[[Question, Question], Question]
) -> list[Question]:
    """Return the questions, merging each with the first of nearly the same meaning.

    Questions are compared by their first key, which takes some milliseconds per hundred.
    """
    groups: list[Question] = []
    # Only questions of the same kind with the same number of terms can mean the same.
    alike: dict[tuple[str, int], list[int]] = defaultdict(list)
    for one in found:
        key = one.keys[0]
        places = alike[key.partition(":")[0], key.count(" ")]
        for place in places:
            if nearly_same(groups[place].keys[0], key):
                groups[place] = together(groups[place], one)
                break
        else:
            places.append(len(groups))
            groups.append(one)
    return groups
