"""Quoting: what to show of a ranked passage."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpus.article import Article, Passage, Span
from corpus.paragraphs import is_question
from index.reading.analysis import Analyzer
from index.reading.headings import begins_line, introduces, is_item
from index.reading.languages import Mark
from index.reading.token import Token
from index.searching.expansion import ExpandedTerm

MIN_GAIN = 0.25
"""The least share of the question, in 0..1, that the sentence before must add to be shown too."""
MOST_ADDED = 0.1
"""The most of the question, in 0..1, that an item may add to the line that introduces its list for
the whole list to be the answer: then no item is asked for."""
MIN_INTRODUCED = 0.5
"""The least share of the question, in 0..1, that such a line must say."""


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
    ends with a colon, the items that follow are shown, and so are all items of a list whose
    introduction says what the question says, and the whole answer to a question that it repeats.
    """
    tokens = analyzer.passage_tokens(article.body, passage.span)
    best = passage.sentences[sentence]
    whole = _introduced(article, passage, sentence, tokens, terms)
    shown = best
    if sentence > 0:
        before = passage.sentences[sentence - 1]
        gain = _share(tokens, terms, (before, best)) - _share(tokens, terms, (best,))
        # A row of a table is no context for the next.
        is_row = is_item(article, before)
        if _refers_back(tokens, best) or (gain >= MIN_GAIN and not is_row):
            shown = Span(before.start, best.end)
    shown = whole or Span(shown.start, _end_of_list(article, passage, sentence))
    asked = {term for each in terms for term, _ in each.alternatives}
    matched = [token.span for token in tokens if token.term in asked]
    # The words of an expanded abbreviation share one span.
    return Quoting(shown, tuple(dict.fromkeys(matched)))


def _introduced(
    article: Article,
    passage: Passage,
    sentence: int,
    tokens: Sequence[Token],
    terms: Sequence[ExpandedTerm],
) -> Span | None:
    """Return all that a heading, question or line with a colon introduces, if it is asked for.

    Return None if nothing introduces the best sentence, or if that says more of the question.
    """
    sentences = passage.sentences
    leads = [number for number in range(sentence) if introduces(article, sentences[number])]
    if not leads:
        return None
    lead, best, following = sentences[leads[-1]], sentences[sentence], sentences[leads[-1] + 1 :]
    said = _share(tokens, terms, (lead,))
    if said < MIN_INTRODUCED or _share(tokens, terms, (lead, best)) > said + MOST_ADDED:
        return None
    if is_question(lead.of(article.body)):
        answer = list(takewhile(lambda each: not introduces(article, each), following))
        return Span(answer[0].start, answer[-1].end)
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
