"""From a question to its answer: the one door into this floor."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Article
from index.analysis import has_words
from index.answer import Answer, Hit, Refusal
from index.confidence import Confidence
from index.explanation import Explanation, explain
from index.languages import language
from index.quoting import choose_quote
from index.ranking import Ranked, Ranker
from index.retrieval import Candidates, PassageIndex

SHOWN = 3
"""How many passages an answer holds at most, unless more are asked for."""
NEAREST = 3
"""How many articles a refusal names at most."""
DOUBT = 0.25
"""How far above the least confidence an answer is still shown with a warning."""
ASKED_IN = ("id", "en")
"""Languages that questions may be in, whatever the articles are in."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What the articles in one language have for a question."""

    index: PassageIndex
    candidates: Candidates
    ranked: Sequence[Ranked]
    confidence: float


class Finder:
    """Finds, in a set of articles, the passages that answer a question.

    It never changes once made, so that any number of threads may ask it.
    """

    def __init__(self, articles: Sequence[Article], min_confidence: float) -> None:
        """Index the articles; answers below the confidence, in 0..1, become refusals."""
        self._articles = tuple(articles)
        self._min_confidence = min_confidence
        self._ranker = Ranker.shipped()
        self._confidence = Confidence.shipped()
        codes = dict.fromkeys(article.language for article in articles)
        asked_in = [language(code) for code in dict.fromkeys([*codes, *ASKED_IN])]
        self._indexes = [
            PassageIndex(
                [article for article in articles if article.language == code], code, asked_in
            )
            for code in codes
        ]

    def find(self, question: str, most: int = SHOWN, earlier: str | None = None) -> Answer:
        """Answer any text with so many hits at most; the same question gets the same answer.

        Earlier is the question that this one follows up, if it does.
        """
        if not has_words(question):
            return self._refuse(question, Refusal.BLANK)
        if not self._articles:
            return self._refuse(question, Refusal.NO_ARTICLES)
        found = self._search(question, earlier)
        if not found.ranked or found.confidence < self._min_confidence:
            return self._refuse(question, Refusal.NO_MATCH, found)
        return Answer(
            question,
            tuple(_hit(found, ranked) for ranked in found.ranked[:most]),
            found.confidence,
            doubtful=self.doubts(found.confidence),
        )

    def doubts(self, confidence: float) -> bool:
        """Tell whether an answer with this confidence is shown with a warning."""
        return confidence < self._min_confidence + DOUBT

    def explain(self, question: str, most: int = SHOWN) -> Explanation:
        """Tell how the question was read, what each passage was found for, and why it is shown."""
        if not has_words(question) or not self._articles:
            return Explanation.empty(self._min_confidence)
        found = self._search(question, None)
        return explain(
            found.index,
            found.candidates,
            found.ranked[:most],
            self._ranker,
            found.confidence,
            self._min_confidence,
        )

    def _search(self, question: str, earlier: str | None) -> _Found:
        """Return what the language that is surest of its answer has; the first of equals."""
        found = []
        for index in self._indexes:
            candidates = index.candidates(index.read(question, earlier))
            ranked = self._ranker.rank(index, candidates)
            confidence = self._confidence.of(index, candidates, ranked)
            found.append(_Found(index, candidates, ranked, confidence))
        return max(found, key=lambda each: each.confidence)

    def _refuse(self, question: str, refusal: Refusal, found: _Found | None = None) -> Answer:
        near = []
        if found is not None:
            positions = [found.candidates.positions[each.candidate] for each in found.ranked]
            near = [found.index.places[position][0] for position in positions]
        # Where nothing is near, the first articles show what can be asked about.
        nearest = {article.id: article for article in (*near, *self._articles)}
        return Answer(
            question,
            (),
            found.confidence if found is not None else 0.0,
            refusal,
            nearest=tuple(nearest.values())[:NEAREST],
        )


def _hit(found: _Found, ranked: Ranked) -> Hit:
    article, passage = found.index.places[found.candidates.positions[ranked.candidate]]
    quoting = choose_quote(
        article, passage, ranked.sentence, found.candidates.slots, found.index.analyzer
    )
    return Hit(
        article=article,
        passage=passage,
        score=ranked.score,
        sentence=passage.sentences[ranked.sentence],
        shown=quoting.shown,
        matched=quoting.matched,
    )
