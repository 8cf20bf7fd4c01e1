"""Writes the figures into docs/reliability.md, between the marks for them."""

from collections.abc import Iterable
from pathlib import Path

from performance.page import between_marks

from reliability.results import Results, Row


def write_page(results: Results, page: Path) -> None:
    """Write the tables of the parts that were run; the rest stays as it is."""
    text = page.read_text(encoding="utf-8")
    for part, run in results.parts.items():
        about = f"Run on {run.when}, {run.where}; {run.version}."
        text = between_marks(text, part, f"{about}\n\n{_table(run.rows)}")
    page.write_text(text, encoding="utf-8")


def _table(rows: Iterable[Row]) -> str:
    lines = ["| Fault | Tried | Survived | Lost | |", "|---|--:|--:|--:|---|"]
    for row in rows:
        figures = ", ".join(f"{name} {value:g}" for name, value in sorted(row.counts.items()))
        lost = row.tried - row.survived
        lines.append(f"| {row.fault} | {row.tried} | {row.survived} | {lost} | {figures} |")
    return "\n".join(lines)
