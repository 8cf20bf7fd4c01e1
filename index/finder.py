"""From a question to its answer: the one door into this floor."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass

from corpus.article import Article
from index.answer import Answer, Hit, Refusal
from index.explanation import Explanation, explain
from index.ranking.confidence import Confidence
from index.ranking.quoting import choose_quote
from index.ranking.ranking import Ranked, Ranker
from index.reading.analysis import has_words
from index.reading.languages import language
from index.searching.retrieval import Candidates, PassageIndex

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

    def __init__(self, articles: Sequence[Article]) -> None:
        """Index the articles, whose ids differ; of equal answers that of the first comes first."""
        self._ranker = Ranker.shipped()
        self._confidence = Confidence.shipped()
        self._articles: tuple[Article, ...] = ()
        self._indexes: dict[str, PassageIndex] = {}
        self._change((), articles)

    @property
    def articles(self) -> tuple[Article, ...]:
        """What is searched, in order."""
        return self._articles

    def knows(self, word: str) -> bool:
        """Tell whether a word, folded, stands in any passage."""
        return any(word in index.word_ids for index in self._indexes.values())

    def changed(self, taken_in: Sequence[Article], gone: Collection[str]) -> "Finder":
        """Return a finder without the articles with these ids and, after the others, with these.

        One whose id is already held is replaced, and moves to the end. The new finder answers just
        as one made of its articles would, and this one as before.
        """
        other = copy(self)
        other._change({*gone, *(article.id for article in taken_in)}, taken_in)
        return other

    def find(
        self, question: str, min_confidence: float, most: int = SHOWN, earlier: str | None = None
    ) -> Answer:
        """Answer any text with so many hits at most; the same question gets the same answer.

        Answers below the confidence, in 0..1, become refusals. Earlier is the question that this
        one follows up, if it does.
        """
        if not has_words(question):
            return self._refuse(question, Refusal.BLANK)
        if not self._articles:
            return self._refuse(question, Refusal.NO_ARTICLES)
        found = self._search(question, earlier)
        if not found.ranked or found.confidence < min_confidence:
            return self._refuse(question, Refusal.NO_MATCH, found)
        return Answer(
            question,
            tuple(_hit(found, ranked) for ranked in found.ranked[:most]),
            found.confidence,
            doubtful=is_doubtful(found.confidence, min_confidence),
        )

    def explain(self, question: str, min_confidence: float, most: int = SHOWN) -> Explanation:
        """Tell how the question was read, what each passage was found for, and why it is shown."""
        if not has_words(question) or not self._articles:
            return Explanation.empty(min_confidence)
        found = self._search(question, None)
        return explain(
            found.index,
            found.candidates,
            found.ranked[:most],
            self._ranker,
            found.confidence,
            min_confidence,
        )

    def _change(self, gone: Collection[str], taken_in: Sequence[Article]) -> None:
        left = (article for article in self._articles if article.id not in gone)
        self._articles = (*left, *taken_in)
        codes = dict.fromkeys(article.language for article in self._articles)
        asked_in = [language(code) for code in dict.fromkeys([*codes, *ASKED_IN])]
        new = {code: [each for each in taken_in if each.language == code] for code in codes}
        self._indexes = {
            code: self._indexes[code].changed(new[code], gone, asked_in)
            if code in self._indexes
            else PassageIndex(new[code], code, asked_in)
            for code in codes
        }

    def _search(self, question: str, earlier: str | None) -> _Found:
        """Return what the language that is surest of its answer has; the first of equals."""
        found = []
        for index in self._indexes.values():
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


def is_doubtful(confidence: float, min_confidence: float) -> bool:
    """Tell whether an answer with this confidence is shown with a warning."""
    return confidence < min_confidence + DOUBT


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
