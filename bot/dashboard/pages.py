"""Titles, descriptions and contents of the pages: Datasette's metadata."""

from typing import Any

from bot.dashboard.lists import LISTS
from bot.dashboard.panels import CHARTS, FIGURES
from bot.dashboard.reading import NAME, OF_PEOPLE
from bot.dashboard.sql import sql
from corpus.schema import (
    articles,
    change_count,
    drafts,
    feedback,
    metadata,
    moments,
    outbox,
    queries,
    text_marks,
)

DASHBOARD = "/-/dashboards/review"
"""The path of the dashboard."""

_INTERNAL = (change_count, drafts, moments, outbox, text_marks)
_HIDDEN = (*(table.name for table in _INTERNAL), "alembic_version")

_MORE: dict[str, dict[str, Any]] = {
    queries.name: {
        "sort_desc": "asked_at",
        "facets": ["outcome", "way_in", "guild_id", "locale"],
        "label_column": "question",
    },
    feedback.name: {"sort_desc": "given_at", "facets": ["vote", "reason"]},
    articles.name: {"label_column": "title_key"},
}

# A grid of panel names; a repeated name spans columns.
_LAYOUT = [
    ["asked", "answered", "liked", "open"],
    ["outcomes", "outcomes", "share", "share"],
    ["weeks", "weeks", "effects", "effects"],
    ["unanswered", "unanswered", "articles", "articles"],
    ["confidence", "confidence", "latency", "latency"],
    ["thumbs", "thumbs", "reasons", "reasons"],
    ["more", "more", "more", "more"],
]

_SERVERS = """
    with {all_servers}
    select cast(id as text) from server where id is not null
    union all
    select {outside} where exists (select 1 from queries where guild_id is null)
"""


def pages() -> dict[str, Any]:
    """Return the metadata of all pages."""
    return {
        "title": "Kutip",
        "databases": {NAME: {"title": "Tables and lists", "queries": LISTS, "tables": _tables()}},
        "plugins": {"datasette-dashboards": {"review": _dashboard()}},
    }


def _tables() -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {
        name: {
            "description": table.comment,
            "columns": {
                column.name: "hidden" if (name, column.name) in OF_PEOPLE else comment
                for column in table.columns
                if (comment := column.comment)
            },
            **_MORE.get(name, {}),
        }
        for name, table in metadata.tables.items()
    }
    for name in _HIDDEN:
        tables.setdefault(name, {})["hidden"] = True
    return tables


def _dashboard() -> dict[str, Any]:
    return {
        "title": "How Kutip answers",
        "description": (
            "Questions, answers and feedback. Days are in UTC; without a server, all servers are "
            "included."
        ),
        "layout": _LAYOUT,
        "settings": {"allow_fullscreen": False},
        "filters": {
            "guild": {"name": "Server", "type": "select", "db": NAME, "query": sql(_SERVERS)},
            "since": {"name": "From", "type": "date"},
            "until": {"name": "To", "type": "date"},
        },
        "charts": {**FIGURES, **CHARTS, "more": {"library": "markdown", "display": _more()}},
    }


def _more() -> str:
    lists = " · ".join(f"[{shown['title']}](/{NAME}/{name})" for name, shown in LISTS.items())
    return f"**Details:** {lists} · [All tables](/{NAME})"
