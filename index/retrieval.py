"""From a question to hits: the passages that share its terms, best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Article, Passage
from index.analysis import Analyzer, Token, guess_language
from index.answer import Hit
from index.bm25 import PostingsBM25
from index.definitions import asks_for_definition, introduces
from index.languages import Language, known_languages, language
from index.quoting import choose_sentence
from index.spelling import nearest_word

DEFINITION_BONUS = 1.3
"""What a passage's score is multiplied by when it introduces what the question asks about."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, read for the articles that it is asked about."""

    weights: dict[str, float]
    """Its content terms, each with the weight (idf) that it has among these articles."""
    defines: bool = False
    """Whether it asks who or what something is."""


class PassageIndex:
    """The passages of some articles, found by their terms.

    It never changes once made, so that any number of threads may search it.
    """

    def __init__(self, articles: Sequence[Article]) -> None:
        self._analyzers = {
            article.language: Analyzer(language(article.language)) for article in articles
        }
        self._places: list[tuple[Article, Passage]] = [
            (article, passage) for article in articles for passage in article.passages
        ]
        tokens = [self._tokens(article, passage) for article, passage in self._places]
        self._bm25 = PostingsBM25([[token.term for token in passage] for passage in tokens])
        self._vocabulary = {token.word for passage in tokens for token in passage}

    def read(self, question: str) -> Query:
        """Return the question's content terms, as the languages of the articles stem them."""
        asked_in = guess_language(question, self._languages())
        weights = {}
        for analyzer in self._analyzers.values():
            for token in analyzer.question_tokens(question, asked_in):
                known = nearest_word(token.word, self._vocabulary)
                term = analyzer.stem(known) if known else token.term
                weights[term] = self._bm25.weight(term)
        return Query(weights, asks_for_definition(question, asked_in))

    def search(self, query: Query, most: int) -> list[Hit]:
        """Return at most so many hits, best first; equals in the order of articles and passages.

        A passage that shares no term with the query is never a hit.
        """
        matching = self._bm25.matching(query.weights)
        scores = self._bm25.get_scores(query.weights)[matching]
        if query.defines:
            scores *= [self._definition_bonus(query, int(position)) for position in matching]
        best = (-scores).argsort(kind="stable")[:most]
        return [self._hit(query, int(matching[rank]), float(scores[rank])) for rank in best]

    def _hit(self, query: Query, position: int, score: float) -> Hit:
        article, passage = self._places[position]
        matched = [token for token in self._tokens(article, passage) if token.term in query.weights]
        return Hit(
            article=article,
            passage=passage,
            score=score,
            sentence=choose_sentence(passage, matched, query.weights),
            matched=tuple(token.span for token in matched),
            terms=frozenset(token.term for token in matched),
        )

    def _definition_bonus(self, query: Query, position: int) -> float:
        article, passage = self._places[position]
        tokens = self._tokens(article, passage)
        own = self._analyzers[article.language].language
        return DEFINITION_BONUS if introduces(article.body, tokens, query.weights, own) else 1.0

    def _tokens(self, article: Article, passage: Passage) -> list[Token]:
        return self._analyzers[article.language].tokens(
            article.body, passage.span.start, passage.span.end
        )

    def _languages(self) -> list[Language]:
        """Return the languages that a question may be in: the articles' own come first."""
        own = [analyzer.language for analyzer in self._analyzers.values()]
        return own + [other for other in known_languages().values() if other not in own]
