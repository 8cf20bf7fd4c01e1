"""What candidates and their sentences say of a question, term by term."""

from dataclasses import dataclass

import numpy as np

from index.ranking.matches import Floats, Integers, Matches


@dataclass(frozen=True, slots=True)
class Said:
    """How strongly each query term is said, in 0..1.

    Of the arrays, those in rows have the shape `(query terms, rows)`, the others
    `(query terms, candidates)`.
    """

    in_rows: Floats
    """The best match in each row."""
    kin_in_rows: Floats
    """The same, where kin of a term count as well."""
    exact_in_rows: Floats
    """1 where a row has the very word of the question, else 0."""
    strengths: Floats
    """The best match in each candidate, or outside of its text."""

    @classmethod
    def by(cls, matches: Matches, outside: Floats) -> "Said":
        """Return what candidates say in their texts, and what is said outside of these."""
        in_rows = matches.best_in_rows(matches.hits)
        return cls(
            in_rows,
            np.maximum(in_rows, matches.best_in_rows(matches.kin_hits)),
            matches.exact_in_rows(),
            np.maximum(matches.in_candidates(in_rows), outside),
        )

    def only(self, matches: Matches, chosen: Integers) -> "Said":
        """Return what some of the candidates say, given their numbers among these matches."""
        listed = np.zeros(matches.count, np.bool_)
        listed[chosen] = True
        rows = np.flatnonzero(np.repeat(listed, matches.sentences))
        return Said(
            self.in_rows[:, rows],
            self.kin_in_rows[:, rows],
            self.exact_in_rows[:, rows],
            self.strengths[:, chosen],
        )
