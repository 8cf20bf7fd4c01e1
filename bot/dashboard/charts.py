"""What the charts show, computed for the templates, which draw them as HTML: no script is needed.

Heights and places are percentages of the plot, so that a chart fits any width.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

MOST_LINES = 4
"""Maximum grid lines above zero."""
TICKS = 6
"""About how many labels the horizontal axis has."""
MOST_DAYS = 1000
"""Columns of a chart by day; of a longer range, the last ones."""

Row = Mapping[str, float | None]
Write = Callable[[float], str]
"""Writes a value for readers."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a column."""

    kind: str
    height: float
    """In percent of the plot."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a day, a week or a step of confidence."""

    tick: str
    """Its label on the axis; empty for most."""
    words: str
    """Its values in words, shown under the pointer."""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a chart with lines."""

    kind: str
    points: str
    """As SVG's `points`, in percent; gaps are bridged."""
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns, or lines over columns without parts."""

    legend: tuple[tuple[str, str], ...]
    """Kinds, and what they are called."""
    columns: tuple[Column, ...]
    grid: tuple[tuple[float, str], ...]
    """Heights of lines, in percent, and their labels."""
    lines: tuple[Line, ...] = ()
    empty: bool = False
    """Whether there is nothing to show."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The places of a chart from left to right."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    short: tuple[str, ...]
    """The labels as they stand under the chart."""

    def tick(self, place: int) -> str:
        """Return the label under a place: of about TICKS places, counted back from the last."""
        step = max(1, -(-len(self.keys) // TICKS))
        return self.short[place] if (len(self.keys) - 1 - place) % step == 0 else ""


def days(first: date, last: date, written: Callable[[date], str], step: int = 1) -> Axis:
    """Return an axis of days, or of weeks by their Mondays (`step` 7)."""
    if step > 1:
        first -= timedelta(days=first.weekday())
    count = max(0, (last - first).days // step + 1)
    shown = [first + timedelta(days=step * place) for place in range(count)][-MOST_DAYS:]
    labels = tuple(map(written, shown))
    return Axis(tuple(map(str, shown)), labels, labels)


def stacked(axis: Axis, rows: Mapping[str, Row], legend: Mapping[str, str], write: Write) -> Chart:
    """Return a chart of stacked columns; `rows` has the kinds' values by key of the axis."""
    values = [[rows.get(key, {}).get(kind) or 0 for kind in legend] for key in axis.keys]
    highest, grid = scale(max(map(sum, values), default=0), write)
    columns = tuple(
        Column(
            axis.tick(place),
            _in_words(axis.labels[place], zip(legend.values(), each, strict=True), write),
            tuple(
                Part(kind, 100 * value / highest)
                for kind, value in zip(legend, each, strict=True)
                if value
            ),
        )
        for place, each in enumerate(values)
    )
    return Chart(tuple(legend.items()), columns, grid, empty=not any(map(sum, values)))


def lines(
    axis: Axis,
    rows: Mapping[str, Row],
    legend: Mapping[str, str],
    write: Write,
    highest: float | None = None,
) -> Chart:
    """Return a chart of lines, up to `highest`, or to a round number above all values."""
    shown = [rows.get(key, {}) for key in axis.keys]
    values = [each[kind] or 0 for each in shown for kind in legend if each.get(kind) is not None]
    top, grid = scale(highest or max(values, default=0), write)
    columns = tuple(
        Column(
            axis.tick(place),
            _in_words(axis.labels[place], [(legend[k], each.get(k)) for k in legend], write),
        )
        for place, each in enumerate(shown)
    )
    drawn = []
    for kind in legend:
        dots = tuple(
            (100 * (place + 0.5) / len(shown), 100 - 100 * min(value / top, 1))
            for place, each in enumerate(shown)
            if (value := each.get(kind)) is not None
        )
        drawn.append(Line(kind, " ".join(f"{x:.2f},{y:.2f}" for x, y in dots), dots))
    return Chart(tuple(legend.items()), columns, grid, tuple(drawn), empty=not values)


def scale(most: float, write: Write) -> tuple[float, tuple[tuple[float, str], ...]]:
    """Return a round number of at least `most`, and grid lines up to it."""
    step = next(
        digit * 10**power
        for power in range(-1 if 0 < most < MOST_LINES / 2 else 0, 15)
        for digit in (1, 2, 5)
        if digit * 10**power * MOST_LINES >= most * (1 - 1e-9)
    )
    count = max(1, -(-most // step))
    highest = step * count
    return highest, tuple(
        (100 * place / count, write(step * place)) for place in range(int(count) + 1)
    )


def _in_words(label: str, values: Iterable[tuple[str, float | None]], write: Write) -> str:
    words = [f"{name}: {write(value)}" for name, value in values if value is not None]
    return f"{label} · {', '.join(words)}" if words else label
