"""Who is that, what is that: such questions are answered where a thing is introduced."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from index.analysis import Token, words
from index.languages import Language


def asks_for_definition(question: str, asked_in: Language) -> bool:
    """Tell whether the question asks who or what something is."""
    return any(word in asked_in.definition_words for word, _ in words(question))


def introduces(
    text: str, tokens: Sequence[Token], terms: Collection[str], language: Language
) -> bool:
    """Tell whether the text says what one of the terms is.

    It does where the term is followed by an apposition ("Vipin Narang, the assistant …") or by a
    copula ("Seoul is …").
    """
    return any(
        text[token.span.end : following.span.start].lstrip().startswith((",", "("))
        or following.word in language.copulas
        for token, following in pairwise(tokens)
        if token.term in terms
    )
