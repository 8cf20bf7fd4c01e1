"""From a ranked passage to what of it is shown: the sentence, its neighbour, the shared words."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.article import Article, Passage, Span
from index.reading.analysis import Analyzer, Token
from index.reading.languages import Mark
from index.searching.retrieval import Slot

TELLING_MORE = 0.25
"""How much more of the question the sentence before must say for both to be shown, in 0..1."""


@dataclass(frozen=True, slots=True)
class Quoting:
    """What to show of a passage, as spans into the article's body."""

    shown: Span
    """The best sentence, with the one before where it can't be understood alone."""
    matched: tuple[Span, ...]
    """The words that the question and the passage share, in order."""


def choose_quote(
    article: Article, passage: Passage, sentence: int, slots: Sequence[Slot], analyzer: Analyzer
) -> Quoting:
    """Return what to show of the passage whose best sentence has this number, counted from 0.

    The sentence before it is shown too where the best one begins with a word that refers back, or
    where the answer takes two steps: the one before names what is asked about.
    """
    tokens = analyzer.passage_tokens(article.body, passage.span)
    best = passage.sentences[sentence]
    shown = best
    if sentence > 0:
        before = passage.sentences[sentence - 1]
        gain = _share(tokens, slots, (before, best)) - _share(tokens, slots, (best,))
        if _refers_back(tokens, best) or gain >= TELLING_MORE:
            shown = Span(before.start, best.end)
    asked = {term for slot in slots for term, _ in slot.terms}
    matched = [token.span for token in tokens if token.term in asked]
    # Words that one short name stands for share its place.
    return Quoting(shown, tuple(dict.fromkeys(matched)))


def _share(tokens: Sequence[Token], slots: Sequence[Slot], sentences: Sequence[Span]) -> float:
    """Return the share of the question, by weight, that these sentences say."""
    terms = {
        token.term for token in tokens if any(sentence.covers(token.span) for sentence in sentences)
    }
    said = sum(slot.weight for slot in slots if any(term in terms for term, _ in slot.terms))
    return said / sum(slot.weight for slot in slots)


def _refers_back(tokens: Sequence[Token], sentence: Span) -> bool:
    first = next((token for token in tokens if sentence.covers(token.span)), None)
    return first is not None and bool(first.marks & Mark.PRONOUN)
