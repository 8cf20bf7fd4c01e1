"""Charts of figures by corpus size, both on logarithmic scales, as SVG for light and dark pages."""

import math
from collections.abc import Mapping, Sequence
from html import escape

from performance.figures import Figure
from performance.measures import Row
from performance.tables import NAMES, shown_size, value_of

WIDTH, HEIGHT = 760, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 46, 46
"""Margins; the names of the lines stand in the one on the right."""
LINE_HEIGHT = 17
STYLES = {
    "kutip": ("#b45309", "#f5b041"),
    "before": ("#b45309", "#f5b041"),
    "rank_bm25": ("#475569", "#cbd5e1"),
    "bm25s": ("#15803d", "#4ade80"),
    "tantivy": ("#1d4ed8", "#7dadff"),
    "fts5": ("#a21caf", "#f08cf5"),
}
"""Colours of each system on light and on dark ground, at least 4.5 to 1 against it."""
DASHED = "before"

Points = Sequence[tuple[float, float]]


def chart(title: str, figure: Figure, sizes: Mapping[int, Mapping[str, Row]]) -> str:
    """Return the chart of a figure; the lines are labelled at their ends."""
    lines = {
        system: [
            (size, value)
            for size, rows in sizes.items()
            if system in rows and (value := value_of(rows[system], system, figure))
        ]
        for system in NAMES
    }
    lines = {system: points for system, points in lines.items() if points}
    values = [value for points in lines.values() for _, value in points]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    high = max(high, low + 1)
    smallest, largest = math.log10(min(sizes)), math.log10(max(sizes))

    def x(size: float) -> float:
        share = (math.log10(size) - smallest) / ((largest - smallest) or 1)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        share = (math.log10(value) - low) / (high - low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    placed = {
        system: [(x(size), y(value)) for size, value in points] for system, points in lines.items()
    }
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(title)}">',
        f"<style>{_style()}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" rx="8"/>',
        f'<text class="title" x="{LEFT}" y="26">{escape(title)}, {figure.unit}</text>',
        *(_grid(y(10.0**power), f"{10.0**power:,g}") for power in range(low, high + 1)),
        *(_tick(x(size), shown_size(size)) for size in sizes),
        f'<text text-anchor="end" x="{WIDTH - RIGHT}" y="{HEIGHT - 8}">passages</text>',
        *(_line(system, points) for system, points in placed.items()),
        *_labels({system: points[-1] for system, points in placed.items()}),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _style() -> str:
    """Return the colours for light pages, and for dark ones."""
    grounds = (("#ffffff", "#1f2937", "#d1d5db"), ("#0d1117", "#e5e7eb", "#374151"))
    styles = []
    for place, (ground, ink, grid) in enumerate(grounds):
        rules = [
            f".ground{{fill:{ground}}}text{{fill:{ink}}}.grid{{stroke:{grid}}}",
            *(
                f".{system}{{stroke:{colours[place]}}}text.{system}{{fill:{colours[place]};"
                f"stroke:none}}circle.{system}{{fill:{colours[place]}}}"
                for system, colours in STYLES.items()
            ),
        ]
        styles.append("".join(rules))
    light, dark = styles
    return (
        "text{font:13px system-ui,sans-serif}.title{font-weight:600;font-size:15px}"
        "polyline{fill:none;stroke-width:2.2;stroke-linejoin:round}"
        f".{DASHED}{{stroke-dasharray:6 4}}"
        f"{light}@media (prefers-color-scheme:dark){{{dark}}}"
    )


def _grid(y: float, label: str) -> str:
    return (
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text text-anchor="end" x="{LEFT - 8}" y="{y + 4:.1f}">{label}</text>'
    )


def _tick(x: float, label: str) -> str:
    y = HEIGHT - BOTTOM + 20
    return f'<text text-anchor="middle" x="{x:.1f}" y="{y}">{label}</text>'


def _line(system: str, points: Points) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle class="{system}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
    return f'<polyline class="{system}" points="{path}"/>{dots}'


def _labels(ends: Mapping[str, tuple[float, float]]) -> list[str]:
    """Return the names of the lines at their ends, moved apart where they would overlap."""
    labels = []
    above = -math.inf
    for system, (x, y) in sorted(ends.items(), key=lambda end: end[1][1]):
        above = max(y + 4, above + LINE_HEIGHT)
        label = escape(NAMES[system])
        labels.append(f'<text class="{system}" x="{x + 10:.1f}" y="{above:.1f}">{label}</text>')
    return labels
