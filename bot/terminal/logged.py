"""Printing of logged queries."""

import json
from collections.abc import Sequence

from rich.table import Table

from bot.querylog.rows import LoggedQuery
from bot.terminal.console import printable
from bot.terminal.language import texts
from bot.terminal.output import unbounded_console

MAX_SHOWN = 160
"""Code points of a question that are shown; `--json` and `--csv` have all."""

MAX_TITLE = 32
"""Code points of an article's title that are shown."""

_NONE = "—"


def show_rows(rows: Sequence[LoggedQuery]) -> None:
    """Print the queries as a table, one line each, with local times."""
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for name in ("asked", "server", "outcome"):
        table.add_column(texts(f"log.column_{name}"))
    for name in ("confidence", "milliseconds", "votes"):
        table.add_column(texts(f"log.column_{name}"), justify="right")
    for name in ("article", "question"):
        table.add_column(texts(f"log.column_{name}"))
    for row in rows:
        table.add_row(*_cells(row))
    unbounded_console().print(table)


def as_line(row: LoggedQuery) -> str:
    """Return a query as one line with fixed columns."""
    asked, server, outcome, confidence, milliseconds, _, article, question = _cells(row)
    return (
        f"{asked}  {server:<19}  {outcome:<8}  {confidence:>4}  {milliseconds:>6} ms"
        f"  {article:<{MAX_TITLE}}  {question}"
    )


def as_json(row: LoggedQuery) -> str:
    """Return a query as a JSON object, with its time in UTC."""
    return json.dumps(
        {
            "id": row.id,
            "asked_at": row.asked_at.isoformat(),
            "guild_id": row.guild_id,
            "channel_id": row.channel_id,
            "way_in": row.way_in,
            "locale": row.locale,
            "question": row.question,
            "outcome": row.outcome,
            "confidence": None if row.confidence is None else round(row.confidence, 4),
            "milliseconds": round(row.milliseconds, 1),
            "article_id": row.article_id,
            "article": row.title,
            "thumbs_up": row.thumbs_up,
            "thumbs_down": row.thumbs_down,
            "delivered": row.delivered,
        },
        ensure_ascii=False,
    )


def one_line(text: str, most: int = MAX_SHOWN) -> str:
    """Return a printable text on one line, shortened to `most` code points."""
    line = " ".join(printable(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _cells(row: LoggedQuery) -> tuple[str, ...]:
    thumbs = (
        f"+{row.thumbs_up}" * bool(row.thumbs_up),
        f"-{row.thumbs_down}" * bool(row.thumbs_down),
    )
    outcome = row.outcome.value
    article = row.title or row.article_id
    return (
        f"{row.asked_at.astimezone():%Y-%m-%d %H:%M:%S}",
        _NONE if row.guild_id is None else str(row.guild_id),
        outcome if row.delivered else texts("log.not_delivered", outcome=outcome),
        _NONE if row.confidence is None else f"{row.confidence:.2f}",
        f"{row.milliseconds:.1f}",
        " ".join(filter(None, thumbs)),
        one_line(article, MAX_TITLE) if article else _NONE,
        one_line(row.question),
    )
