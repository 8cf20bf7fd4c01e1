"""Answers that begin with passages which a person has chosen for the question."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.article import Article, Passage
from index.answer import Answer, Hit
from index.finder import Finder

CERTAIN = 1.0
"""The confidence in what a person has chosen."""


def put_first(answer: Answer, chosen: Sequence[tuple[Article, Passage]], most: int) -> Answer:
    """Return the answer with these passages before its own hits, so many hits at most.

    Without any it stays as it is; with one, a refusal becomes an answer.
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
    """Return what the passage shows for a question, as if there were no other."""
    alone = Finder([replace(article, passages=(passage,))])
    for hit in alone.find(question, min_confidence=0.0, most=1).hits:
        return replace(hit, article=article)
    return Hit(article, passage, 0.0, sentence=passage.span, shown=passage.span)
