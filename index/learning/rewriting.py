"""Questions rewritten by rule: as people type them in chats, and so that nothing answers them.

Judged sets hold whole, formal questions. The confidence also has to know short ones with slang and
typing errors, and near misses: the thing is there, but what is asked of it is not.
"""

import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from index.reading.analysis import Analyzer
from index.reading.languages import Mark
from index.reading.token import Token

PARTICLES = ("ya", "sih", "dong", "kak", "min", "deh", "nih")
"""What people add to an Indonesian question without changing its meaning."""
LOWER_CASE, NO_QUESTION_MARK, COLLOQUIAL, OTHER_WORD = 0.7, 0.8, 0.6, 0.3
PARTICLE, MISSPELT, DROPPED = 0.3, 0.15, 0.3
"""Chances, in 0..1, of each change to a question, or to each of its words where it applies."""
FEWEST_KEPT = 2
"""The fewest content words that dropping leaves."""
SHORTEST_REPLACED = 3
"""Letters of the shortest word that a near miss replaces."""
LONG_WORD = 5
"""Letters of the shortest word that is misspelt."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What a near miss may ask for in place of what the question asks for."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, questions: Sequence[str], analyzer: Analyzer) -> "Pool":
        """Return the names, the numbers and the other content words of these questions."""
        found: Mapping[str, dict[str, None]] = defaultdict(dict)
        for text in questions:
            for number, token in enumerate(analyzer.tokens(text)):
                if kind := _kind(token, number, analyzer):
                    found[kind][token.span.of(text)] = None
        return cls(tuple(found["name"]), tuple(found["number"]), tuple(found["word"]))


class Rewriter:
    """Rewrites questions in one language, drawing at random."""

    def __init__(self, analyzer: Analyzer, draw: random.Random) -> None:
        self._analyzer = analyzer
        self._draw = draw
        self._typed: dict[str, list[str]] = defaultdict(list)
        """What people type, by standard word."""
        for typed, standard in analyzer.language.colloquial.items():
            if len(standard) == 1:
                self._typed[standard[0]].append(typed)
        self._others: dict[str, list[str]] = defaultdict(list)
        """Words that mean the same, by word."""
        for group in analyzer.language.everyday:
            for word in group:
                self._others[word] += [other for other in group if other != word]

    def everyday(self, text: str) -> str:
        """Return a question as somebody might type it in a chat."""
        words = [self._changed(token, text) for token in self._kept(text)]
        if words and self._draw.random() < PARTICLE:
            words.append(self._draw.choice(PARTICLES))
        changed = " ".join(words) + ("" if self._draw.random() < NO_QUESTION_MARK else "?")
        return changed.lower() if self._draw.random() < LOWER_CASE else changed

    def keywords(self, text: str) -> str:
        """Return two to four content words of a question."""
        content = [token for token in self._analyzer.tokens(text) if not token.marks & Mark.STOP]
        asking = self._analyzer.language.questions
        content = [token for token in content if (token.word,) not in asking]
        kept = self._draw.sample(content, min(len(content), self._draw.randint(2, 4)))
        kept.sort(key=lambda token: token.span.start)
        return " ".join(token.span.of(text) for token in kept).lower()

    def near_miss(self, text: str, passage: str, pool: Pool) -> str | None:
        """Return a question with a word in place of which the passage has nothing, or None.

        A name is replaced by a name, a number by a number, another word by another word.
        """
        said = {token.term for token in self._analyzer.tokens(passage)}
        places = [
            (token, kind)
            for number, token in enumerate(self._analyzer.tokens(text))
            if (kind := _kind(token, number, self._analyzer)) and token.term in said
        ]
        if not places:
            return None
        token, kind = self._draw.choice(places)
        choices = {"name": pool.names, "number": pool.numbers, "word": pool.words}[kind]
        other = self._absent(choices, said)
        if other is None:
            return None
        return text[: token.span.start] + other + text[token.span.end :]

    def _absent(self, choices: Sequence[str], said: Collection[str]) -> str | None:
        for choice in self._draw.sample(choices, min(len(choices), 10)):
            if not any(token.term in said for token in self._analyzer.tokens(choice)):
                return choice
        return None

    def _kept(self, text: str) -> list[Token]:
        """Return the words of a question, perhaps without one of its plain content words."""
        tokens = list(self._analyzer.tokens(text))
        plain = [
            number
            for number, token in enumerate(tokens)
            if _kind(token, number, self._analyzer) == "word"
        ]
        if len(plain) > FEWEST_KEPT and self._draw.random() < DROPPED:
            del tokens[self._draw.choice(plain)]
        return tokens

    def _changed(self, token: Token, text: str) -> str:
        written = token.span.of(text)
        if self._typed[token.word] and self._draw.random() < COLLOQUIAL:
            return self._draw.choice(self._typed[token.word])
        if self._others[token.word] and self._draw.random() < OTHER_WORD:
            return self._draw.choice(self._others[token.word])
        if len(written) >= LONG_WORD and written.isalpha() and self._draw.random() < MISSPELT:
            place = self._draw.randrange(1, len(written) - 1)
            return written[:place] + written[place + 1 :]
        return written


def _kind(token: Token, number: int, analyzer: Analyzer) -> str | None:
    """Return what a word of a question is for a near miss, given its number in the question."""
    if token.marks & Mark.NUMBER:
        return "number"
    asks = (analyzer.bare(token.word),) in analyzer.language.questions
    if asks or token.marks & Mark.STOP or len(token.word) < SHORTEST_REPLACED:
        return None
    return "name" if token.marks & Mark.CAPITAL and number > 0 else "word"
