"""Quoting: what to show of a ranked passage."""

from collections.abc import Sequence, Set
from functools import cache
from itertools import chain, takewhile

from corpus.article import Article, Passage, Span
from corpus.paragraphs import is_question
from index.reading.analysis import analyzer
from index.reading.headings import begins_line, introduces, is_item
from index.reading.languages import Mark
from index.searching.expansion import ExpandedTerm

MIN_GAIN = 0.25
"""The least share of the question, in 0..1, that the sentence before must add to be shown too."""
MOST_ADDED = 0.1
"""The most of the question, in 0..1, that an item may add to the line that introduces its list for
the whole list to be the answer: then no item is asked for."""
MIN_INTRODUCED = 0.5
"""The least share of the question, in 0..1, that such a line must say."""
_PRONOUN = int(Mark.PRONOUN)


def choose_quote(
    article: Article, passage: Passage, sentence: int, terms: Sequence[ExpandedTerm]
) -> Span:
    """Return what to show of a passage, given the number of its best sentence, from 0.

    It is a span of the article's body. The sentence before is shown too if the best one starts with
    a word that refers back, or if it adds at least MIN_GAIN of the question: then it names what is
    asked about. After a sentence that ends with a colon, the items that follow are shown, and so
    are all items of a list whose introduction says what the question says, and the whole answer to
    a question that it repeats.
    """
    said = _Said(article, terms)
    best = passage.sentences[sentence]
    whole = _introduced(article, passage, sentence, said)
    shown = best
    if sentence > 0:
        before = passage.sentences[sentence - 1]
        gain = said.share(before, best) - said.share(best)
        # A row of a table is no context for the next.
        is_row = is_item(article, before)
        if said.refers_back(best) or (gain >= MIN_GAIN and not is_row):
            shown = Span(before.start, best.end)
    return whole or Span(shown.start, _end_of_list(article, passage, sentence))


def asked_terms(terms: Sequence[ExpandedTerm]) -> frozenset[str]:
    """Return all terms that match one of a question's."""
    return frozenset(term for each in terms for term, _ in each.alternatives)


def words_among(article: Article, passage: Passage, terms: Set[str]) -> tuple[Span, ...]:
    """Return the words of a passage with one of these terms, in order, as spans of the body."""
    tokens = analyzer(article.language).passage_tokens(article.body, passage.span)
    # The words of an expanded abbreviation share one span.
    return tuple(dict.fromkeys(token.span for token in tokens if token.term in terms))


def _introduced(article: Article, passage: Passage, sentence: int, said: "_Said") -> Span | None:
    """Return all that a heading, question or line with a colon introduces, if it is asked for.

    Return None if nothing introduces the best sentence, or if that says more of the question.
    """
    sentences = passage.sentences
    leads = [number for number in range(sentence) if introduces(article, sentences[number])]
    if not leads:
        return None
    lead, best, following = sentences[leads[-1]], sentences[sentence], sentences[leads[-1] + 1 :]
    by_lead = said.share(lead)
    if by_lead < MIN_INTRODUCED or said.share(lead, best) > by_lead + MOST_ADDED:
        return None
    if is_question(lead.of(article.body)):
        answer = list(takewhile(lambda each: not introduces(article, each), following))
        # The next question may follow at once.
        return Span(answer[0].start, answer[-1].end) if answer else None
    if not is_item(article, following[0]):
        return None
    return Span(lead.start, _last_item(article, following).end)


def _last_item(article: Article, following: Sequence[Span]) -> Span:
    """Return the last sentence of the list that begins with the first of these."""
    lines = [number for number, each in enumerate(following) if begins_line(article, each)]
    ended = next((number for number in lines if not is_item(article, following[number])), None)
    return following[ended - 1 if ended else -1]


def _end_of_list(article: Article, passage: Passage, sentence: int) -> int:
    """Return where the sentence ends, or the list that it announces."""
    best = passage.sentences[sentence]
    if not best.of(article.body).endswith(":"):
        return best.end
    following = passage.sentences[sentence + 1 :]
    if following and is_item(article, following[0]):
        return _last_item(article, following).end
    return (*following[:1], best)[0].end


class _Said:
    """What sentences of an article say of a question; only what is looked at is analyzed."""

    def __init__(self, article: Article, terms: Sequence[ExpandedTerm]) -> None:
        self._terms = [
            (each.weight, frozenset(term for term, _ in each.alternatives)) for each in terms
        ]
        self._total = sum(weight for weight, _ in self._terms)
        tokens = analyzer(article.language).passage_tokens
        self._read = cache(lambda sentence: tokens(article.body, sentence))

    def share(self, *sentences: Span) -> float:
        """Return the share of the question, by weight, that these sentences say."""
        said = set(chain.from_iterable(self._read(each).terms for each in sentences))
        weight = sum(weight for weight, terms in self._terms if not terms.isdisjoint(said))
        return weight / self._total

    def refers_back(self, sentence: Span) -> bool:
        """Return whether a sentence starts with a word that refers to the one before."""
        first = self._read(sentence).marks[:1]
        return any(marks & _PRONOUN for marks in first)
