"""How the panels of the dashboard look: specifications for Vega-Lite, without data."""

from typing import Any

Chart = dict[str, Any]
"""A specification, or a part of one."""

ANSWERED, REFUSED, FAILED, PLAIN = "#2a9d8f", "#e9b44c", "#d1495b", "#4a6fa5"
"""Colours that people who tell no red from green can tell apart as well."""
HEIGHT, RANKED_HEIGHT = 220, 300
"""Of a chart, and of one of bars with names, in CSS pixels."""
BAR = 14
"""Height of a bar with a name, in CSS pixels."""
LONGEST_NAME = 300
"""That stands beside a bar uncut, in CSS pixels."""

# Its editor is a page elsewhere, which would be sent the data.
_NO_EDITOR = {"export": True, "source": False, "compiled": False, "editor": False}
_DAY = {
    "field": "day",
    "type": "temporal",
    "timeUnit": "utcyearmonthdate",
    "title": None,
    "axis": {"format": "%d %b", "labelOverlap": True, "grid": False, "tickCount": 8},
}


def chart(mark: str | Chart, encoding: Chart, **more: object) -> Chart:
    """Return a chart of one mark."""
    return {
        "mark": mark,
        "encoding": encoding,
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",  # a name; nothing is loaded
        "height": HEIGHT,
        "usermeta": {"embedOptions": {"renderer": "svg", "actions": _NO_EDITOR}},
        **more,
    }


def per_day(mark: str | Chart, encoding: Chart, **more: object) -> Chart:
    """Return a chart over the column `day`."""
    return chart(mark, {"x": _DAY, **encoding}, **more)


def fold(*columns: str) -> list[Chart]:
    """Return the transformation of columns into rows of `kind` and `count`."""
    return [{"fold": list(columns), "as": ["kind", "count"]}]


def legend(colours: dict[str, str]) -> Chart:
    """Return the colours of each `kind`, told above the chart."""
    return {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": list(colours), "range": list(colours.values())},
        "legend": {"title": None, "orient": "top"},
    }


def ranked(name: str, count: str, title: str, colour: str, **more: Chart) -> Chart:
    """Return bars of what there is most of, the longest first; more are other channels."""
    return chart(
        {"type": "bar", "color": colour, "cornerRadiusEnd": 3, "size": BAR},
        {
            "y": {
                "field": name,
                "type": "nominal",
                "sort": "-x",
                "title": None,
                "axis": {"labelLimit": LONGEST_NAME, "ticks": False, "domain": False},
            },
            "x": {
                "field": count,
                "type": "quantitative",
                "title": title,
                "axis": {"tickMinStep": 1, "format": "d"},
            },
            "tooltip": [
                {"field": name, "type": "nominal"},
                {"field": count, "type": "quantitative"},
            ],
            **more,
        },
        height=RANKED_HEIGHT,
    )
