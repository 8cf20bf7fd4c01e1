"""From a question to its answer: the one door into this floor."""

from collections.abc import Sequence

from corpus.article import Article
from index.analysis import words
from index.answer import Answer, Refusal
from index.confidence import confidence
from index.retrieval import PassageIndex

SHOWN = 3
"""How many passages an answer holds at most, unless more are asked for."""
NEAREST = 3
"""How many articles a refusal names at most."""


class Finder:
    """Finds, in a set of articles, the passages that answer a question.

    It never changes once made, so that any number of threads may ask it.
    """

    def __init__(self, articles: Sequence[Article], min_confidence: float) -> None:
        """Index the articles; answers below the confidence, in 0..1, become refusals."""
        self._articles = tuple(articles)
        self._index = PassageIndex(articles)
        self._min_confidence = min_confidence

    def find(self, question: str, most: int = SHOWN) -> Answer:
        """Answer any text with so many hits at most; the same question gets the same answer."""
        if not any(words(question)):
            return self._refuse(question, Refusal.BLANK)
        if not self._articles:
            return self._refuse(question, Refusal.NO_ARTICLES)
        query = self._index.read(question)
        hits = self._index.search(query, most)
        sure = confidence(query, hits)
        if not hits or sure < self._min_confidence:
            return self._refuse(question, Refusal.NO_MATCH, sure, [hit.article for hit in hits])
        return Answer(question, tuple(hits), sure)

    def _refuse(
        self, question: str, refusal: Refusal, sure: float = 0.0, near: Sequence[Article] = ()
    ) -> Answer:
        # Where nothing is near, the first articles show what can be asked about.
        nearest = list(dict.fromkeys([*near, *self._articles]))[:NEAREST]
        return Answer(question, (), sure, refusal, tuple(nearest))
