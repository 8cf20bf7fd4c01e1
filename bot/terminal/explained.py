"""Printing of explanations, for maintainers."""

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.explanation import ExplainedHit, Explanation

REFINEMENTS = 6
"""How many of the largest refinements are printed, for a passage and for its sentence."""


def show_explanation(explanation: Explanation, console: Console) -> None:
    """Print how the question was analysed and why each passage was found."""
    console.print(f"Asks for: {explanation.kind}")
    terms = Table("looked for", "as", "weight", "known", box=None, header_style="dim")
    for term in explanation.terms:
        known = "yes" if term.known else "no"
        terms.add_row(term.word, ", ".join(term.terms), f"{term.weight:.2f}", known)
    console.print(terms)
    for place, hit in enumerate(explanation.hits, start=1):
        _show_hit(place, hit, console)
    verdict = "shown" if explanation.shown else "not shown"
    console.print(
        f"\nConfidence {explanation.confidence:.2f}, at least {explanation.min_confidence:.2f} "
        f"is wanted: {verdict}."
    )


def _show_hit(place: int, hit: ExplainedHit, console: Console) -> None:
    console.print(
        Text(f"\n{place}. paragraph {hit.passage.number} of {hit.article.id}", style="bold")
    )
    console.print(Text(f"   “{hit.sentence.of(hit.article.body)}”", style="dim"))
    gains = ", ".join(f"{term} {gain:.2f}" for term, gain in _largest(hit.gains, len(hit.gains)))
    console.print(f"   BM25 {hit.bm25:.2f}, place {hit.bm25_rank}: {gains}")
    for name, score, added in (
        ("refined", hit.score, hit.refinements),
        ("sentence", sum(hit.sentence_refinements.values()), hit.sentence_refinements),
    ):
        most = ", ".join(f"{feature} {gain:+.2f}" for feature, gain in _largest(added, REFINEMENTS))
        console.print(f"   {name} {score:.2f}: {most}")


def _largest(added: Mapping[str, float], most: int) -> Iterable[tuple[str, float]]:
    return sorted(added.items(), key=lambda item: -abs(item[1]))[:most]
