"""The standing part of a vocabulary: what is known of its strings by their letters alone."""

from dataclasses import dataclass

from index.reading.analysis import Analyzer
from index.searching.arrays import Arrays, below, prefixed
from index.searching.derivations import Derivations
from index.searching.kinship import Grams
from index.searching.spelling import Spellings
from index.searching.stems import StandingStems
from index.searching.strings import Strings


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words and terms are looked up by, in arrays that a file can be mapped to."""

    analyzer: Analyzer
    words: Strings
    terms: Strings
    spellings: Spellings
    """Of the words."""
    grams: Grams
    """Of the terms."""
    stems: StandingStems | None
    derivations: Derivations | None
    """Of the words, or None if the language has no confixes."""

    @classmethod
    def of(cls, analyzer: Analyzer, words: Strings, terms: Strings) -> "Vocabulary":
        """Index the words and terms of a corpus, whether or not they occur in it now."""
        confixes = analyzer.language.confixes
        every = words.every()
        return cls(
            analyzer,
            words,
            terms,
            Spellings.of(every),
            Grams.of(terms.every()),
            StandingStems.of(every, analyzer.term) if confixes else None,
            Derivations.of(words) if confixes else None,
        )

    @classmethod
    def from_arrays(
        cls, analyzer: Analyzer, words: Strings, terms: Strings, arrays: Arrays
    ) -> "Vocabulary":
        """Take the arrays of `arrays()`, which are not copied; strings are not looked at."""
        confixes = analyzer.language.confixes
        return cls(
            analyzer,
            words,
            terms,
            Spellings(below("spellings", arrays)),
            Grams(below("grams", arrays)),
            StandingStems(below("stems", arrays)) if confixes else None,
            Derivations(words, below("derivations", arrays)) if confixes else None,
        )

    def arrays(self) -> Arrays:
        """Return what the vocabulary is made of, by name; words and terms are not included."""
        arrays = prefixed("spellings", self.spellings.arrays())
        arrays |= prefixed("grams", self.grams.arrays())
        if self.stems is not None:
            arrays |= prefixed("stems", self.stems.arrays())
        if self.derivations is not None:
            arrays |= prefixed("derivations", self.derivations.arrays())
        return arrays
