"""Tables of results, as plain cells, for the terminal and for the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from performance.figures import (
    END_TO_END,
    MEANING,
    ON_POSTGRESQL,
    SERVERS,
    SIZES,
    STARTS,
    Figure,
    number,
)
from performance.measures import Row, growth
from performance.results import Results

NAMES = {
    "kutip": "Kutip",
    "before": "Kutip before",
    "postgresql": "Kutip on PostgreSQL",
    "rank_bm25": "rank_bm25",
    "bm25s": "bm25s",
    "tantivy": "tantivy",
    "fts5": "SQLite FTS5",
}
"""The systems, in the order of their rows."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells with a heading for each column; all but the first two columns are numbers."""

    headings: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def markdown(self) -> str:
        """Return it as a table of GitHub's Markdown."""
        lines = [self.headings, ("---", "---", *["---:"] * (len(self.headings) - 2)), *self.rows]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def tables(results: Results) -> dict[str, Table]:
    """Return the tables of all that was measured, by name."""
    found = {
        name: _by_size(figures, results.sizes) for name, figures in SIZES.items() if results.sizes
    }
    for name, shown, rows in (
        ("servers", SERVERS, results.servers),
        ("discord", END_TO_END, results.end_to_end),
        ("postgresql", (*END_TO_END, *ON_POSTGRESQL), results.on_postgresql),
        ("commands", STARTS, results.starts),
        ("meaning", MEANING, results.meaning),
    ):
        if rows:
            found[name] = _by_system(shown, rows)
    return found


def shown_size(size: int) -> str:
    """Return a number of passages, as 10, 1k or 1M."""
    for unit, letter in ((1_000_000, "M"), (1_000, "k")):
        if size >= unit and size % unit == 0:
            return f"{size // unit}{letter}"
    return str(size)


def value_of(row: Row, system: str, figure: Figure) -> float | None:
    """Return a system's figure, or what it is compared by; None if it has none."""
    if figure.key in row:
        return row[figure.key]
    return row.get(figure.for_peers) if system not in {"kutip", "before"} else None


def _by_size(figures: Sequence[Figure], sizes: Mapping[int, Mapping[str, Row]]) -> Table:
    """Return a row for each figure of a system, with its ratio to Kutip's and its growth."""
    rows = []
    for figure in figures:
        for system, name in NAMES.items():
            points = {
                size: value
                for size, of in sizes.items()
                if system in of and (value := value_of(of[system], system, figure)) is not None
            }
            if points:
                cells = [
                    _cell(points.get(size), of.get("kutip", {}).get(figure.key), system)
                    for size, of in sizes.items()
                ]
                rows.append((_heading(figure), name, *cells, _growth(points)))
    return Table(("", "", *map(shown_size, sizes), "Growth"), rows)


def _by_system(figures: Sequence[Figure], systems: Mapping[str, Row]) -> Table:
    """Return a row for each figure, with a column for each build."""
    ours = systems.get("kutip", {})
    rows = []
    for figure in figures:
        if any(figure.key in row for row in systems.values()):
            cells = [
                _cell(row.get(figure.key), ours.get(figure.key), system)
                for system, row in systems.items()
            ]
            rows.append((figure.heading, figure.unit, *cells))
    return Table(("", "", *(NAMES[system] for system in systems)), rows)


def _heading(figure: Figure) -> str:
    return f"{figure.heading}, {figure.unit}"


def _cell(value: float | None, ours: float | None, system: str) -> str:
    """Return a figure, and how many times Kutip's it is."""
    if value is None:
        return "—"
    if system == "kutip" or not ours or not value:
        return number(value)
    return f"{number(value)} ({number(value / ours)}×)"


def _growth(points: Mapping[int, float]) -> str:
    """Return the exponents of growth from each size to the next."""
    ordered = sorted(points.items())
    exponents = [growth(*pair) for pair in pairwise(ordered)]
    return " ".join("—" if each is None else f"{each:.1f}" for each in exponents) or "—"
