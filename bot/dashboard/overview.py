"""The overview: how Kutip answered on the chosen days, in figures and charts."""

import asyncio
from collections.abc import Mapping
from typing import Any

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.utils.asgi import Request, Response  # type: ignore[import-untyped]

from bot.dashboard.charts import Axis, Chart, days, lines, stacked
from bot.dashboard.filters import Filters, arguments
from bot.dashboard.language import texts_of
from bot.dashboard.panels import PANELS, TENTHS
from bot.dashboard.reading import NAME, TooLongError
from bot.dashboard.values import Values
from bot.locales import Texts

Rows = list[dict[str, Any]]

_OUTCOMES = ("answered", "refused", "error")
_EFFECTS = ("gained", "changed", "lost")


async def overview(datasette: Datasette, request: Request) -> Response:
    """Show the overview."""
    filters, texts = Filters.of(arguments(request)), texts_of(request)
    database = datasette.get_database(NAME)

    async def ask(query: str) -> Rows | None:
        """Return the rows of a panel; None if it takes too long, which spoils no other panel."""
        try:
            return [dict(row) for row in (await database.execute(query, filters.blanks)).rows]
        except TooLongError:
            return None

    asked = await asyncio.gather(*map(ask, PANELS.values()))
    found = {name: rows or [] for name, rows in zip(PANELS, asked, strict=True)}
    shown = {
        "too_long": None in asked,
        "figures": _figures(found, texts),
        "charts": _charts(found, filters, texts),
        "unanswered": found["unanswered"],
        "articles": found["articles"],
        "reasons": found["reasons"],
    }
    return Response.html(await datasette.render_template("overview.html", shown, request=request))


def _figures(found: Mapping[str, Rows], texts: Texts) -> dict[str, str]:
    """Return the figures at the top."""
    values = Values(texts)
    answered, refused, errors = (
        sum(row[kind] for row in found["outcomes"]) for kind in ("answered", "refused", "error")
    )
    up, down = (sum(row[kind] for row in found["votes"]) for kind in ("up", "down"))
    asked, votes = answered + refused + errors, up + down
    open_questions = found["unanswered"][0]["open"] if found["unanswered"] else 0
    return {
        "asked": values.number(asked),
        "answered": values.share(answered / asked if asked else None, 1),
        "liked": values.share(up / votes if votes else None, 1),
        "open": values.number(open_questions),
    }


def _charts(found: Mapping[str, Rows], filters: Filters, texts: Texts) -> dict[str, Chart]:
    values = Values(texts)
    by_day, by_week = (days(*filters.days, values.day, step) for step in (1, 7))
    outcomes = {outcome: texts(f"figures.outcome.{outcome}") for outcome in _OUTCOMES}
    daily = {
        name: {row["day"]: row for row in found[name]} for name in ("outcomes", "votes", "latency")
    }
    answered = {
        day: {"answered": row["answered"] / (row["answered"] + row["refused"] + row["error"])}
        for day, row in daily["outcomes"].items()
    }
    weekly = {row["week"]: row for row in found["weeks"]}
    served = {
        week: {kind: row[kind] / row["asked"] for kind in ("served", "settled")}
        for week, row in weekly.items()
        if row["asked"]
    }
    number, percent = values.number, values.share
    return {
        "outcomes": stacked(by_day, daily["outcomes"], outcomes, number),
        "share": lines(by_day, answered, {"answered": outcomes["answered"]}, percent, highest=1),
        "weeks": lines(
            by_week,
            served,
            {"served": texts("page.served"), "settled": texts("page.settled")},
            percent,
            highest=1,
        ),
        "effects": stacked(
            by_week,
            weekly,
            {effect: texts(f"page.effect.{effect}") for effect in _EFFECTS},
            number,
        ),
        "confidence": _confidence(found["confidence"], texts),
        "latency": lines(
            by_day,
            daily["latency"],
            {"median": texts("page.median"), "slow": texts("page.slow")},
            values.milliseconds,
        ),
        "votes": stacked(
            by_day, daily["votes"], {"up": texts("page.up"), "down": texts("page.down")}, number
        ),
    }


def _confidence(rows: Rows, texts: Texts) -> Chart:
    """Return the histogram of confidence, with a column for each tenth."""
    steps = tuple(f"{10 * tenth}" for tenth in range(10))
    counted: dict[str, dict[str, float]] = {step: {} for step in steps}
    for name, (outcome, _, _) in TENTHS.items():
        counted[name.split()[1]][outcome] = rows[0][name] if rows else 0
    labels = tuple(texts("page.at_least", percent=step) for step in steps)
    axis = Axis(steps, labels, tuple(f"{step}\N{NO-BREAK SPACE}%" for step in steps))
    legend = {outcome: texts(f"figures.outcome.{outcome}") for outcome in _OUTCOMES[:2]}
    return stacked(axis, counted, legend, Values(texts).number)
