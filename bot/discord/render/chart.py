"""Draws the chart of questions per day and outcome."""

import io
import threading
from collections.abc import Sequence
from datetime import date, timedelta

from bot.discord.render.figures import short_day
from bot.locales import Texts
from bot.querylog.record import Outcome
from bot.querylog.statistics import Day

INCHES = (8.0, 3.2)
DOTS_PER_INCH = 150
GROUND = "#2b2d31"
INK = "#dbdee1"
"""The picture has its own background, to be legible in Discord's dark and light themes."""
COLOURS = {
    Outcome.ANSWERED: "#e8b04a",
    Outcome.REFUSED: "#7f8ea3",
    Outcome.ERROR: "#d8604f",
}
"""They also differ in lightness, for readers who can't distinguish the hues."""
MOST_TICKS = 10
"""Maximum number of labelled days."""

_one_at_a_time = threading.Lock()
"""Matplotlib is not thread-safe."""


def questions_per_day(days: Sequence[Day], until: date, count: int, texts: Texts) -> bytes:
    """Return a PNG of the last `count` days until and including `until`.

    This takes a fraction of a second, and the first call imports Matplotlib.
    """
    # Imported here because it takes half a second, and most runs draw nothing.
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    shown = [until - timedelta(days=back) for back in reversed(range(count))]
    asked = {day.date: day for day in days}
    stacks = {
        Outcome.ANSWERED: [asked[day].answered if day in asked else 0 for day in shown],
        Outcome.REFUSED: [asked[day].refused if day in asked else 0 for day in shown],
        Outcome.ERROR: [asked[day].errors if day in asked else 0 for day in shown],
    }
    with _one_at_a_time:
        figure = Figure(figsize=INCHES, dpi=DOTS_PER_INCH, facecolor=GROUND, layout="constrained")
        axes = figure.add_subplot(facecolor=GROUND)
        base = [0] * count
        for outcome, heights in stacks.items():
            if any(heights) or outcome is not Outcome.ERROR:
                label = texts(f"figures.outcome.{outcome}")
                axes.bar(range(count), heights, 0.8, base, color=COLOURS[outcome], label=label)
            base = [below + height for below, height in zip(base, heights, strict=True)]
        axes.set_title(texts("figures.chart_title"), color=INK, loc="left", fontweight="bold")
        # Backwards from the last day, so that it is always labelled.
        ticks = range(count - 1, -1, -max(1, -(-count // MOST_TICKS)))
        axes.set_xticks(ticks, [short_day(shown[place], texts) for place in ticks])
        axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10], integer=True))
        axes.set_xlim(-0.6, count - 0.4)
        axes.set_ylim(0, max(1, *base) * 1.05)
        axes.grid(axis="y", color=INK, alpha=0.15)
        axes.set_axisbelow(True)
        axes.tick_params(colors=INK, length=0)
        axes.spines[:].set_visible(False)
        axes.legend(
            loc="lower right",
            bbox_to_anchor=(1, 1),
            ncols=len(stacks),
            frameon=False,
            labelcolor=INK,
            handlelength=1,
        )
        picture = io.BytesIO()
        figure.savefig(picture, format="png")
    return picture.getvalue()
