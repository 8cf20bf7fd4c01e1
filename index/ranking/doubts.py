"""Doubts: what is said before a quote that may not be the answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubts:
    """What speaks against the best hit, to be said before it."""

    corrected: tuple[tuple[str, str], ...] = ()
    """Words as they were typed, each with the word of an article that it is read as."""
    renamed: bool = False
    """Whether one of these is a name: then it may well be another."""
    missing: tuple[str, ...] = ()
    """Names, numbers and other weighty words of the question, as typed, that the best hit lacks."""
    contradicted: bool = False
    """Whether the hit has another number in the place of one of these: it is about another year,
    price or version."""

    unfilled: bool = False
    """Whether the sentence has a placeholder that nobody filled in, such as `[NAMA]`."""

    def __bool__(self) -> bool:
        """Return whether there is reason to warn, for which a mere typing error is too little."""
        return self.renamed or self.unfilled or bool(self.missing)
