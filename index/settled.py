"""The settled questions of a server, ready to be searched along with its passages."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from index.searching.retrieval import PassageIndex
from index.searching.settled import SettledField, Settlement


class SettledQuestions:
    """Settled questions, read once for each index that they are searched with.

    Two threads may read them for an index at once, with the same result.
    """

    def __init__(self, settlements: Sequence[Settlement] = ()) -> None:
        self._settlements = tuple(settlements)
        self._fields: WeakKeyDictionary[PassageIndex, SettledField] = WeakKeyDictionary()

    def field(self, index: PassageIndex) -> SettledField | None:
        """Return the settled questions about the passages of an index; None without any."""
        if not self._settlements:
            return None
        field = self._fields.get(index)
        if field is None:
            own = {article.id for article, _ in index.passages}
            read = [
                (each, index.read(each.question, each.earlier))
                for each in self._settlements
                if each.article_id in own
            ]
            field = self._fields[index] = SettledField(index.passages, read, index.bm25)
        return field


NOTHING_SETTLED = SettledQuestions()
