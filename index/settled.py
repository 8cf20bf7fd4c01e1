"""The settled questions of a server, ready to be searched along with its passages."""

from collections.abc import Sequence
from typing import Self
from weakref import WeakKeyDictionary

from index.reading.question import Question
from index.searching.retrieval import PassageIndex
from index.searching.settled import SettledField, Settlement


class SettledQuestions:
    """Settled questions, read once for all indexes of a language.

    Two threads may read them at once, with the same result.
    """

    def __init__(self, settlements: Sequence[Settlement] = ()) -> None:
        self._settlements = tuple(settlements)
        self._read: dict[tuple[Settlement, str], Question] = {}
        """By settled question and the code of the language that it is read in."""
        self._fields: WeakKeyDictionary[PassageIndex, SettledField] = WeakKeyDictionary()

    def changed(self, settlements: Sequence[Settlement]) -> Self:
        """Return these settled questions instead, of which those that are here are read already."""
        other = type(self)(settlements)
        kept = set(other._settlements)
        other._read = {key: question for key, question in self._read.items() if key[0] in kept}
        return other

    def field(self, index: PassageIndex) -> SettledField | None:
        """Return the settled questions about the passages of an index; None without any."""
        if not self._settlements:
            return None
        field = self._fields.get(index)
        if field is None:
            read = [
                (each, self._question(each, index))
                for each in self._settlements
                if each.article_id in index.passages
            ]
            field = self._fields[index] = SettledField(index.passages, read, index.bm25)
        return field

    def _question(self, settlement: Settlement, index: PassageIndex) -> Question:
        key = settlement, index.analyzer.language.code
        question = self._read.get(key)
        if question is None:
            question = index.read(settlement.question, settlement.earlier)
            self._read[key] = question
        return question


NOTHING_SETTLED = SettledQuestions()
