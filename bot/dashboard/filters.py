"""Validation of the filters on the page: server, dates and confidence."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from datasette.app import Datasette  # type: ignore[import-untyped]

from bot.dashboard.reading import NAME
from bot.dashboard.sql import OUTSIDE

_PAGES = ("/-/dashboards/", f"/{NAME}/")
"""Prefixes of the pages with filters."""


async def problem(
    datasette: Datasette, path: str, arguments: Mapping[str, str | None]
) -> str | None:
    """Return a sentence about an invalid filter, or None."""
    if not path.startswith(_PAGES):
        return None
    since, until = arguments.get("since") or "", arguments.get("until") or ""
    for name, day in (("since", since), ("until", until)):
        if day and not _is_day(day):
            return f"“{name}” must be a date such as {datetime.now(UTC).date()}, not “{day}”."
    sure = arguments.get("sure") or ""
    if sure and not _is_share(sure):
        return f"“sure” must be a number from 0 to 1, not “{sure}”."
    if since and until and since > until:
        return f"The range from {since} to {until} is empty; swap the dates."
    guild = arguments.get("guild") or ""
    if guild and not await _is_known(datasette, guild):
        return (
            f"No questions were asked on a server “{guild}”; enter another server's id or "
            f"“{OUTSIDE}”, or leave it empty for all."
        )
    return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_share(text: str) -> bool:
    try:
        return 0 <= float(text) <= 1
    except ValueError:
        return False


async def _is_known(datasette: Datasette, guild: str) -> bool:
    if guild == OUTSIDE:
        return True
    if not guild.isdecimal() or not guild.isascii():
        return False
    asked = await datasette.get_database(NAME).execute(
        "select 1 from queries where guild_id = :guild limit 1", {"guild": guild}
    )
    return bool(asked.rows)
