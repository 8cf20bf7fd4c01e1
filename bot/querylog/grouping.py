"""Questions that mean the same but for the spelling, put together as one."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from index.sameness import nearly_same


class Keyed(Protocol):
    """A question that was asked, in whatever words."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all that mean nearly the same, see index.sameness; at least one."""


Question = TypeVar("Question", bound=Keyed)


def merged(
    found: Sequence[Question], together: Callable[[Question, Question], Question]
) -> list[Question]:
    """Return the questions, each put together with the first that means nearly the same.

    A question is compared by the first of its keys. This takes some milliseconds for a hundred.
    """
    groups: list[Question] = []
    # Only questions that ask in one way for as many things can mean the same.
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
