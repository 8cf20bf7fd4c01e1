"""From text to terms: the one way in which passages and questions are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

import regex
import Stemmer

from corpus.article import Span
from index.languages import Language

# Letters with their combining marks, without which the words of Indic scripts fall apart; joiners
# and soft hyphens are invisible inside a word. Abbreviations come first, so that A.S. is one word.
_WORD = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])\p{L}(?:\.\p{L})+\b\.?"
    r"|[\p{L}\p{N}][\p{L}\p{M}\p{N}\u00AD\u200C\u200D\u2060]*"
)
_NOT_IN_TERMS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and the term that it stands for."""

    term: str
    """What is indexed: the word's stem."""
    word: str
    """The word itself, folded: NFKC, case and inner punctuation gone."""
    span: Span
    """Where the word stands in the text."""


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, Span]]:
    """Yield the folded words of a part of the text, with their spans into the whole text."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        word = _NOT_IN_TERMS.sub("", normalize("NFKC", match.group()).casefold())
        if word:
            yield word, Span(*match.span())


class Analyzer:
    """Reads texts in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.stem = Stemmer.Stemmer(language.stemmer).stemWord

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """Return the tokens of a part of the text, with spans into the whole text."""
        return [Token(self.stem(word), word, span) for word, span in words(text, start, end)]

    def question_tokens(self, question: str, asked_in: Language) -> list[Token]:
        """Return the tokens that carry a question's content, each term once, in order."""
        empty = asked_in.function_words | asked_in.question_words
        tokens = {token.term: token for token in reversed(self.tokens(question))}
        return [token for token in reversed(tokens.values()) if token.word not in empty]


def guess_language(question: str, candidates: Sequence[Language]) -> Language:
    """Return the candidate with most of its function words in the question; the first of equals."""
    asked = [word for word, _ in words(question)]

    def familiar(language: Language) -> int:
        return sum(
            word in language.function_words or word in language.question_words for word in asked
        )

    return max(candidates, key=familiar)
