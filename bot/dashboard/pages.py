"""Titles, descriptions and contents of Datasette's own pages: its metadata."""

from typing import Any

from bot.dashboard.lists import LISTS
from bot.dashboard.reading import NAME, OF_PEOPLE
from corpus.schema import (
    articles,
    change_count,
    drafts,
    feedback,
    metadata,
    moments,
    outbox,
    queries,
    row_changes,
    text_marks,
)

_INTERNAL = (change_count, drafts, moments, outbox, row_changes, text_marks)
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


def pages() -> dict[str, Any]:
    """Return the metadata of all pages."""
    lists = {
        name: {"sql": shown.sql, "params": [*shown.own, "guild", "since", "until"]}
        for name, shown in LISTS.items()
    }
    return {
        "title": "Kutip",
        "databases": {NAME: {"queries": lists, "tables": _tables()}},
        "plugins": {},
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
