"""The query log as CSV (RFC 4180), for spreadsheets and other programs.

There is no byte order mark: who writes a file for Excel encodes it as `utf-8-sig`. Who asked stands
nowhere in it, not even as a pseudonym.
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
)
"""The header; a time is in UTC, an article's title as it is now."""

# What spreadsheets take for the beginning of a formula, with what some of them fold to it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Where those that part cells at semicolons, and know no quotation marks within one, see another.
_WITHIN = re.compile(r"([;\t\r\n] *)(?=[=+\-@＝＋－＠])")


async def csv_lines(rows: AsyncIterable[LoggedQuery]) -> AsyncIterator[str]:
    """Yield the header and then a line a question, each with its CR LF.

    What a spreadsheet would run as a formula gets an apostrophe before it.
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
            )
        )


def as_text(text: str | None) -> str | None:
    """Return a text in which no spreadsheet finds a formula."""
    if text is None:
        return None
    parted = _WITHIN.sub(r"\1'", text)
    return f"'{parted}" if parted.lstrip(" ").startswith(_FORMULA) else parted


def _line(cells: Iterable[object]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()
