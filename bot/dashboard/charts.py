"""Vega-Lite specifications for the dashboard's panels, without data."""

from typing import Any

Chart = dict[str, Any]
"""A specification, or a part of one."""

ANSWERED, REFUSED, FAILED, PLAIN = "#2a9d8f", "#e9b44c", "#d1495b", "#4a6fa5"
"""Colours that remain distinguishable with red-green colour blindness."""
HEIGHT, RANKED_HEIGHT = 220, 300
"""Heights of a chart and of a ranked bar chart, in CSS pixels."""
BAR = 14
"""Height of a ranked bar, in CSS pixels."""
LONGEST_NAME = 300
"""Maximum width of a bar's label, in CSS pixels."""

# The Vega editor is an external site, which would receive the data.
_NO_EDITOR = {"export": True, "source": False, "compiled": False, "editor": False}
_DAY = {
    "field": "day",
    "type": "temporal",
    "timeUnit": "utcyearmonthdate",
    "title": None,
    "axis": {"format": "%d %b", "labelOverlap": True, "grid": False, "tickCount": 8},
}


def chart(mark: str | Chart, encoding: Chart, **more: object) -> Chart:
    """Return a chart with one mark."""
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
    """Return the transform from columns to rows of `kind` and `count`."""
    return [{"fold": list(columns), "as": ["kind", "count"]}]


def legend(colours: dict[str, str]) -> Chart:
    """Return the colour scale of `kind`, with its legend above the chart."""
    return {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": list(colours), "range": list(colours.values())},
        "legend": {"title": None, "orient": "top"},
    }


def ranked(name: str, count: str, title: str, colour: str, **more: Chart) -> Chart:
    """Return a ranked bar chart, the longest bar first; `more` are further channels."""
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
