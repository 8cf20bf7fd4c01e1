"""Answers that start with passages which a moderator chose for the question."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.article import Article, Passage
from index.answer import Answer, Hit
from index.finder import Finder

CERTAIN = 1.0
"""Confidence in an answer that starts with a chosen passage."""


def put_first(answer: Answer, chosen: Sequence[tuple[Article, Passage]], most: int) -> Answer:
    """Return the answer with the chosen passages before its own hits, cut to `most` hits.

    A refusal becomes an answer. Without chosen passages the answer is returned unchanged.
    """
    if not chosen:
        return answer
    found = {(hit.article.id, hit.passage.number): hit for hit in answer.hits}
    first = []
    for article, passage in chosen:
        hit = found.pop((article.id, passage.number), None)
        first.append(replace(hit or _quoted(answer.question, article, passage), chosen=True))
    hits = (*first, *found.values())[:most]
    return Answer(answer.question, hits, CERTAIN)


def _quoted(question: str, article: Article, passage: Passage) -> Hit:
    """Return the passage as a hit for the question, as if it were the only one."""
    alone = Finder([replace(article, passages=(passage,))])
    for hit in alone.find(question, min_confidence=0.0, most=1).hits:
        return replace(hit, article=article)
    return Hit(article, passage, 0.0, sentence=passage.span, shown=passage.span)
