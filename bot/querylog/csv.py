"""The query log as CSV (RFC 4180), for spreadsheets and other programs.

There is no byte order mark; callers encode files for Excel as `utf-8-sig`. Askers are not included,
not even by pseudonym.
"""

import csv
import io
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable

from bot.querylog.rows import LoggedQuery

COLUMNS = (
    "asked_at",
    "guild_id",
    "channel_id",
    "way_in",
    "locale",
    "question",
    "outcome",
    "confidence",
    "milliseconds",
    "article_id",
    "article",
    "thumbs_up",
    "thumbs_down",
    "id",
    "delivered",
)
"""The header; times are in UTC, article titles are current."""

# Characters that start a formula in spreadsheets, and those that some of them fold to one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Formula starts after a separator, for spreadsheets that split at semicolons despite the quotes.
_WITHIN = re.compile(r"([;\t\r\n] *)(?=[=+\-@＝＋－＠])")


async def csv_lines(rows: AsyncIterable[LoggedQuery]) -> AsyncIterator[str]:
    """Yield the header and one line per question, each ending in CR LF.

    Text that a spreadsheet would evaluate as a formula is prefixed with an apostrophe.
    """
    yield _line(COLUMNS)
    async for row in rows:
        yield _line(
            (
                row.asked_at.isoformat(timespec="milliseconds"),
                row.guild_id,
                row.channel_id,
                row.way_in.value,
                as_text(row.locale),
                as_text(row.question),
                row.outcome.value,
                None if row.confidence is None else round(row.confidence, 4),
                round(row.milliseconds, 1),
                as_text(row.article_id),
                as_text(row.title),
                row.thumbs_up,
                row.thumbs_down,
                as_text(row.id),
                "true" if row.delivered else "false",
            )
        )


def as_text(text: str | None) -> str | None:
    """Return the text with apostrophes before anything a spreadsheet would take for a formula.

    >>> as_text("=1+1")
    "'=1+1"
    """
    if text is None:
        return None
    escaped = _WITHIN.sub(r"\1'", text)
    return f"'{escaped}" if escaped.lstrip(" ").startswith(_FORMULA) else escaped


def _line(cells: Iterable[object]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()
