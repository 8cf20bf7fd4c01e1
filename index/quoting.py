"""From a hit to what of it is shown: the sentence that answers best."""

from collections.abc import Mapping, Sequence

from corpus.article import Passage, Span
from index.analysis import Token


def choose_sentence(
    passage: Passage, matched: Sequence[Token], weights: Mapping[str, float]
) -> Span:
    """Return the sentence whose matched terms weigh most together; the first of equals."""

    def weight(sentence: Span) -> float:
        terms = {token.term for token in matched if sentence.covers(token.span)}
        # Added up in one order, so that equal sentences stay equal to the last bit.
        return sum(weights[term] for term in sorted(terms))

    return max(passage.sentences, key=weight)
