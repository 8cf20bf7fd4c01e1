"""Grouping of questions that mean the same."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Protocol, TypeVar

from index.grouping.meaning import MOST, Meaning
from index.grouping.plainness import plainness
from index.sameness import SAME_START, nearly_same, question_key, terms_of

MOST_ALIKE = 50
"""Questions whose words begin alike that one is compared with."""


class Keyed(Protocol):
    """A question with its wordings' keys."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its wordings, see index.sameness; at least one."""


class Worded(Keyed, Protocol):
    """A question as it was worded."""

    @property
    def question(self) -> str:
        """A wording of its first key."""


Question = TypeVar("Question", bound=Worded)


def merged(
    found: Sequence[Question],
    together: Callable[[Question, Question], Question],
    meaning: Meaning,
    decided: Mapping[str, str],
) -> list[Question]:
    """Return the questions, merging each with the first of nearly the same meaning.

    What moderators `decided`, see `regrouping.decided`, wins over the meaning. Questions are
    compared by their first key and its wording. This takes some milliseconds per question the first
    time, and some per hundred afterwards.
    """
    labels = [decided.get(one.keys[0]) for one in found]
    alone = {number for number, one in enumerate(found) if labels[number] == one.keys[0]}
    groups = meaning.groups(list(map(_in_full, found)), _nearly_same(found, labels), labels, alone)
    return [reduce(together, (found[number] for number in group)) for group in groups]


def plainer(first: Question, second: Question) -> Question:
    """Return the question with the plainer wording; the first if both are as plain."""
    return max(first, second, key=lambda one: plainness(one.question))


def _in_full(one: Worded) -> str:
    """Return the wording of a question, with the words of the one that it follows up, if any."""
    own = question_key(one.question)
    earlier = terms_of(one.keys[0]) - terms_of(own) if own else ()
    return " ".join([one.question, *sorted(term for term in earlier if term.isalnum())])


def _nearly_same(found: Sequence[Keyed], labels: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """Yield each question that differs from an earlier one only in spelling, with the first such.

    Those that moderators put into groups are left to them, and only the first MOST are compared.
    """
    # Only questions of one kind whose terms begin with the same letters can be nearly the same.
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(found[:MOST]):
        if labels[number] is not None:
            continue
        key = one.keys[0]
        beginnings = sorted(term[:SAME_START] for term in terms_of(key))
        places = alike[(key.partition(":")[0], *beginnings)]
        compared = places[:MOST_ALIKE]
        first = next((place for place in compared if nearly_same(found[place].keys[0], key)), None)
        if first is None:
            places.append(number)
        else:
            yield first, number
