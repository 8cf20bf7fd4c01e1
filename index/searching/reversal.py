"""What makes a question another one than a settled one, however alike the words are."""

from collections.abc import Set
from dataclasses import dataclass, replace

from index.reading.languages import Mark
from index.reading.question import Question
from index.searching.opposites import ASKED_FOR, NEGATIONS, REVERSING, THEN, Turn, turns_of


@dataclass(frozen=True, slots=True)
class Reversible:
    """What makes a question another one, however alike the words are."""

    words: frozenset[str]
    """All words, those with content as terms."""
    numbers: frozenset[str]
    turns: frozenset[Turn]
    steps: tuple[tuple[frozenset[str], str], ...]
    """For each "then": the words before what happens next, and the first word of that."""

    @classmethod
    def of(cls, question: Question) -> "Reversible":
        """Return what turns a question round or narrows it."""
        turns = turns_of(question.words, question.content, question.kind, question.language)
        terms = {term.word: term.term for term in question.terms}
        words = tuple(terms.get(word, word) for word in question.words)

        def as_terms(turn: Turn) -> Turn:
            return replace(turn, about=tuple(terms.get(word, word) for word in turn.about))

        reversing = [turn for turn in map(as_terms, turns.named) if turn.name in REVERSING]
        negating = [turn for turn in map(as_terms, turns.others) if turn.name in NEGATIONS]
        steps = [
            turn.about[0]
            for turn in map(as_terms, turns.named)
            if turn.name == THEN and turn.about and turn.about[0] in words
        ]
        numbers = (term.term for term in question.terms if term.marks & Mark.NUMBER)
        return cls(
            frozenset(words),
            frozenset(numbers),
            frozenset([*reversing, *negating]),
            tuple((frozenset(words[: words.index(step)]), step) for step in steps),
        )

    def differs_from(self, other: "Reversible") -> bool:
        """Return whether it asks for another number, or one of both turns the other round."""
        return self.reverses(other) or self._differs(other, NEGATIONS)

    def reverses(self, other: "Reversible") -> bool:
        """Return whether it asks for another number, another order or the other way round."""
        if self.numbers and other.numbers and self.numbers != other.numbers:
            return True
        if any(later in before for _, later in self.steps for before, _ in other.steps):
            return True
        return self._differs(other, REVERSING)

    def _differs(self, other: "Reversible", names: Set[str]) -> bool:
        return any(
            not turn.about or turn.about[0] in {*there.words, ASKED_FOR}
            for here, there in ((self, other), (other, self))
            for turn in here.turns - there.turns
            if turn.name in names
        )
