"""Whether what a reader filled in can be meant: servers, dates, and how sure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from datasette.app import Datasette  # type: ignore[import-untyped]

from bot.dashboard.reading import NAME
from bot.dashboard.sql import OUTSIDE

_PAGES = ("/-/dashboards/", f"/{NAME}/")
"""Where there are blanks for them."""


async def problem(
    datasette: Datasette, path: str, arguments: Mapping[str, str | None]
) -> str | None:
    """Return a sentence for the reader about what is wrong, or None."""
    if not path.startswith(_PAGES):
        return None
    since, until = arguments.get("since") or "", arguments.get("until") or ""
    for name, day in (("since", since), ("until", until)):
        if day and not _is_day(day):
            return f"“{day}” is no day for “{name}”; write it as {datetime.now(UTC).date()}."
    sure = arguments.get("sure") or ""
    if sure and not _is_share(sure):
        return f"“{sure}” is nothing that Kutip can be sure; give a number from 0 to 1."
    if since and until and since > until:
        return f"There is no day from {since} to {until}; swap them."
    guild = arguments.get("guild") or ""
    if guild and not await _is_known(datasette, guild):
        return (
            f"Nothing was ever asked on a server “{guild}”; give another's id, “{OUTSIDE}”, or "
            "nothing for all."
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
