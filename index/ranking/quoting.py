"""Quoting: what to show of a ranked passage."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpus.article import Article, Passage, Span
from corpus.sentences import CELL
from index.reading.analysis import Analyzer
from index.reading.headings import ITEM
from index.reading.languages import Mark
from index.reading.token import Token
from index.searching.expansion import ExpandedTerm

MIN_GAIN = 0.25
"""The least share of the question, in 0..1, that the sentence before must add to be shown too."""


@dataclass(frozen=True, slots=True)
class Quoting:
    """What to show of a passage, as spans into the article's body."""

    shown: Span
    """The best sentence, with the one before it where it needs that as context, and with the list
    that it announces."""
    matched: tuple[Span, ...]
    """The words that the question and the passage share, in order."""


def choose_quote(
    article: Article,
    passage: Passage,
    sentence: int,
    terms: Sequence[ExpandedTerm],
    analyzer: Analyzer,
) -> Quoting:
    """Return what to show of a passage, given the number of its best sentence, from 0.

    The sentence before is shown too if the best one starts with a word that refers back, or if it
    adds at least MIN_GAIN of the question: then it names what is asked about. After a sentence that
    ends with a colon, the items that follow are shown.
    """
    tokens = analyzer.passage_tokens(article.body, passage.span)
    best = passage.sentences[sentence]
    shown = best
    if sentence > 0:
        before = passage.sentences[sentence - 1]
        gain = _share(tokens, terms, (before, best)) - _share(tokens, terms, (best,))
        # A row of a table is no context for the next.
        is_row = CELL in before.of(article.body)
        if _refers_back(tokens, best) or (gain >= MIN_GAIN and not is_row):
            shown = Span(before.start, best.end)
    shown = Span(shown.start, _end_of_list(article.body, passage, sentence))
    asked = {term for each in terms for term, _ in each.alternatives}
    matched = [token.span for token in tokens if token.term in asked]
    # The words of an expanded abbreviation share one span.
    return Quoting(shown, tuple(dict.fromkeys(matched)))


def _end_of_list(body: str, passage: Passage, sentence: int) -> int:
    """Return where the sentence ends, or the list that it announces."""
    best = passage.sentences[sentence]
    if not best.of(body).endswith(":"):
        return best.end
    following = passage.sentences[sentence + 1 :]
    items = list(takewhile(lambda each: ITEM.match(each.of(body)), following))
    return (items or following[:1] or [best])[-1].end


def _share(
    tokens: Sequence[Token], terms: Sequence[ExpandedTerm], sentences: Sequence[Span]
) -> float:
    """Return the share of the question, by weight, that these sentences say."""
    said = {
        token.term for token in tokens if any(sentence.covers(token.span) for sentence in sentences)
    }
    weight = sum(
        each.weight for each in terms if any(term in said for term, _ in each.alternatives)
    )
    return weight / sum(each.weight for each in terms)


def _refers_back(tokens: Sequence[Token], sentence: Span) -> bool:
    first = next((token for token in tokens if sentence.covers(token.span)), None)
    return first is not None and bool(first.marks & Mark.PRONOUN)
