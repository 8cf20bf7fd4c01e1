"""Draws the chart of questions per day and outcome: an SVG of its own, rendered as a PNG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import accumulate
from pathlib import Path

from bot.discord.render.figures import short_day
from bot.locales import Texts
from bot.querylog.record import Outcome
from bot.querylog.statistics import Day

WIDTH, HEIGHT = 1200, 480
"""The size of the picture, in pixels."""
GROUND, INK, FAINT = "#2b2d31", "#f2f3f5", "#b5bac1"
"""The picture has its own background, to be legible in Discord's dark and light themes."""
COLOURS = {
    Outcome.ANSWERED: "#e8b04a",
    Outcome.REFUSED: "#7f8ea3",
    Outcome.ERROR: "#d8604f",
}
"""They also differ in lightness, for readers who can't distinguish the hues."""
MOST_TICKS = 10
"""Maximum number of labelled days."""
MOST_LINES = 5
"""Maximum number of grid lines above zero."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 100, WIDTH - 40, 104, HEIGHT - 60
"""The edges of the plot."""
_MARGIN = 40
_BAR, _WIDEST = 0.7, 64
"""The width of a bar: a share of its day's place, and at most so many pixels."""
_GAP, _ROUND = 2, 6
"""Between the parts of a bar, and the radius of its top corners."""
_SPACE = "\N{NO-BREAK SPACE}"
_MARK = "\N{LEFT-TO-RIGHT MARK}"
"""Keeps a bullet on the left of its word, in Arabic as well."""

_FONTS = Path(__file__).parent / "fonts"
_FILES = [str(_FONTS / f"NotoSans{script}-Regular.ttf") for script in ("", "Arabic", "Thai")]
_FAMILY = "Noto Sans"
_COVERED = ((0x0000, 0x058F), (0x0600, 0x06FF), (0x0E00, 0x0E7F), (0x1E00, 0x20CF))
"""Code points of the scripts that these fonts have: Latin, Greek, Cyrillic, Arabic, Thai."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """The vertical axis: questions from 0 to `highest`, with a grid line every `step`."""

    highest: int
    step: int

    def y(self, count: int) -> float:
        """Return the height at which a count is drawn, in pixels from above."""
        return _BOTTOM - (_BOTTOM - _TOP) * count / self.highest


def questions_per_day(days: Sequence[Day], until: date, count: int, texts: Texts) -> bytes:
    """Return a PNG of the last `count` days until and including `until`."""
    # Imported here because most runs draw nothing.
    from resvg_py import svg_to_bytes  # noqa: PLC0415

    drawn = svg(days, until, count, texts)
    return svg_to_bytes(
        svg_string=drawn,
        font_family=_FAMILY,
        font_files=_FILES,
        # These are read at each call: only for the words of another script.
        skip_system_fonts=all(map(_has_glyph, drawn)),
    )


def svg(days: Sequence[Day], until: date, count: int, texts: Texts) -> str:
    """Return the chart as SVG 1.1."""
    shown = [until - timedelta(days=back) for back in reversed(range(count))]
    asked = {day.date: day for day in days}
    heights = [_counts(asked.get(day)) for day in shown]
    scale = _scale(max(map(sum, heights), default=0))
    place = (_RIGHT - _LEFT) / count
    middles = [_LEFT + place * (number + 0.5) for number in range(count)]
    width = min(place * _BAR, _WIDEST)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{_FAMILY}" font-size="21" fill="{FAINT}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUND}"/>',
        _text(_MARGIN, 56, texts("figures.chart_title"), f'font-size="30" fill="{INK}"'),
        _legend(heights, texts),
        *_grid(scale),
    ]
    for middle, outcomes in zip(middles, heights, strict=True):
        parts += _bar(middle - width / 2, width, outcomes, scale)
    # Backwards from the last day, so that it is always labelled.
    for number in range(count - 1, -1, -max(1, -(-count // MOST_TICKS))):
        label = short_day(shown[number], texts)
        parts.append(_text(middles[number], _BOTTOM + 34, label, 'text-anchor="middle"'))
    return "\n".join([*parts, "</svg>"])


def _counts(day: Day | None) -> tuple[int, int, int]:
    """Return how many questions a day had, in the order of COLOURS."""
    return (day.answered, day.refused, day.errors) if day else (0, 0, 0)


def _scale(most: int) -> _Scale:
    """Return a scale with round numbers for days of up to `most` questions."""
    step = next(
        digit * 10**power
        for power in range(len(str(most)) + 1)
        for digit in (1, 2, 5)
        if digit * 10**power * MOST_LINES >= most
    )
    return _Scale(max(1, -(-most // step)) * step, step)


def _grid(scale: _Scale) -> Iterator[str]:
    for count in range(0, scale.highest + 1, scale.step):
        y = scale.y(count)
        opacity = 0.14 if count else 0.4
        yield f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" stroke="{INK}" stroke-opacity="{opacity}"/>'
        yield _text(_LEFT - 14, y + 7, str(count), 'text-anchor="end"')


def _bar(left: float, width: float, counts: Sequence[int], scale: _Scale) -> Iterator[str]:
    """Yield the parts of a day's bar, from below; the corners of the last are round."""
    tops = list(accumulate(counts))
    for count, top, colour in zip(counts, tops, COLOURS.values(), strict=True):
        if not count:
            continue
        is_last = top == tops[-1]
        low, high = scale.y(top - count), scale.y(top) + (0 if is_last else _GAP)
        high = min(high, low - 2)  # One question is seen among thousands, too.
        corner = min(_ROUND, width / 2, low - high) if is_last else 0
        yield (
            f'<path fill="{colour}" d="M{left:.1f} {low:.1f}V{high + corner:.1f}'
            f"q0 {-corner:.1f} {corner:.1f} {-corner:.1f}h{width - 2 * corner:.1f}"
            f'q{corner:.1f} 0 {corner:.1f} {corner:.1f}V{low:.1f}z"/>'
        )


def _legend(heights: Sequence[Sequence[int]], texts: Texts) -> str:
    """Return the legend as one line of text, because the widths of words aren't known.

    Spaces part its words: `dx` would not count as width, and letters that join break at a `dy`.
    """
    entries = "".join(
        f'<tspan fill="{COLOURS[outcome]}" font-size="40" dy="6">{_SPACE}{_SPACE}•{_MARK}</tspan>'
        f'<tspan dy="-6">{_SPACE}</tspan>{escape(texts(f"figures.outcome.{outcome}"))}{_MARK}'
        for number, outcome in enumerate(COLOURS)
        if outcome is not Outcome.ERROR or any(counts[number] for counts in heights)
    )
    return f'<text x="{_RIGHT}" y="54" text-anchor="end">{entries}</text>'


def _text(x: float, y: float, words: str, attributes: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {attributes}>{escape(words)}</text>'


def _has_glyph(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _COVERED)
