"""Printing of explanations, for maintainers."""

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.terminal.language import texts
from bot.terminal.logged import one_line
from index.explanation import ExplainedHit, Explanation
from index.found import Meant
from index.searching.settled import Support

REFINEMENTS = 6
"""How many of the largest refinements are printed, for a passage and for its sentence."""


def show_explanation(explanation: Explanation, console: Console) -> None:
    """Print how the question was analysed and why each passage was found."""
    console.print(texts("explain.kind", kind=explanation.kind))
    headings = (texts(f"explain.column_{name}") for name in ("word", "terms", "weight", "known"))
    terms = Table(*headings, box=None, header_style="dim")
    for term in explanation.terms:
        known = texts("explain.yes" if term.known else "explain.no")
        terms.add_row(term.word, ", ".join(term.terms), f"{term.weight:.2f}", known)
    console.print(terms)
    for article, passage in explanation.chosen:
        where = texts("explain.hit", number=passage.number, article=article.id)
        console.print(Text(f"\n{texts('explain.chosen')} {where}", style="bold"))
    if explanation.meant is not None:
        console.print(f"\n{_meant(explanation.meant)}")
    for place, hit in enumerate(explanation.hits, start=1):
        _show_hit(place, hit, console)
    verdict = texts(
        "explain.shown" if explanation.shown else "explain.not_shown",
        confidence=f"{explanation.confidence:.2f}",
        threshold=f"{explanation.min_confidence:.2f}",
    )
    console.print(f"\n{verdict}")


def _show_hit(place: int, hit: ExplainedHit, console: Console) -> None:
    where = texts("explain.hit", number=hit.passage.number, article=hit.article.id)
    console.print(Text(f"\n{place}. {where}", style="bold"))
    console.print(Text(f"   “{hit.sentence.of(hit.article.body)}”", style="dim"))
    gains = ", ".join(f"{term} {gain:.2f}" for term, gain in _largest(hit.gains, len(hit.gains)))
    console.print(f"   BM25 {hit.bm25:.2f}, {texts('explain.rank', rank=hit.bm25_rank)}: {gains}")
    for name, score, added in (
        (texts("explain.reranked"), hit.score, hit.refinements),
        (
            texts("explain.sentence"),
            sum(hit.sentence_refinements.values()),
            hit.sentence_refinements,
        ),
    ):
        most = ", ".join(f"{feature} {gain:+.2f}" for feature, gain in _largest(added, REFINEMENTS))
        console.print(f"   {name} {score:.2f}: {most}")
    for line in _supported(hit.support):
        console.print(Text(f"   {line}"))


def _meant(meant: Meant) -> str:
    """Return what meaning said about the first passage."""
    similarity = f"{meant.similarity:.2f}"
    if meant.missed:
        return texts("explain.meant_missed", similarity=similarity)
    if meant.ahead:
        return texts("explain.meant_moved", similarity=similarity, ahead=f"{meant.ahead:.2f}")
    return texts("explain.meant_same", similarity=similarity)


def _supported(support: Support) -> Iterable[str]:
    """Yield what settled questions say for and against a passage."""
    if support.said:
        yield texts("explain.settled_words", words=", ".join(support.said))
    if support.nearest is not None:
        question, likeness = one_line(support.nearest.question), f"{support.likeness:.2f}"
        yield texts("explain.settled", question=question, likeness=likeness)
    if support.unlikeness:
        yield texts("explain.rejected", unlikeness=f"{support.unlikeness:.2f}")


def _largest(added: Mapping[str, float], most: int) -> Iterable[tuple[str, float]]:
    return sorted(added.items(), key=lambda item: -abs(item[1]))[:most]
