"""The filters of the page, as they stand in its address: server, days, confidence, article."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self
from urllib.parse import urlencode

from datasette.app import Datasette  # type: ignore[import-untyped]
from datasette.utils.asgi import Request  # type: ignore[import-untyped]

from bot.dashboard.reading import NAME
from bot.dashboard.sql import DAYS, OUTSIDE, sql
from bot.locales import Texts

_SERVERS = sql("""
    with {all_servers}
    select cast(id as text) as id,
      (select name from names where names.id = server.id) as name
    from server where id is not null
    union all
    select {outside}, null where exists (select 1 from queries where guild_id is null)
""")
MOST_SERVERS = 1000
"""Servers that are offered; more are too many for a menu, and for the database."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown: each is empty where it is not given."""

    guild: str = ""
    """A server's id, or OUTSIDE."""
    since: str = ""
    until: str = ""
    """Days in UTC, such as 2026-12-31, both inclusive."""
    sure: str = ""
    """The confidence below which an answer counts as poor, in 0..1."""
    article: str = ""
    """The id or title of an article."""

    @classmethod
    def of(cls, arguments: Mapping[str, str | None]) -> Self:
        """Return the filters in the arguments of an address."""
        return cls(**{name: (arguments.get(name) or "").strip() for name in cls.__slots__})

    @property
    def blanks(self) -> dict[str, str]:
        """The blanks of the page's queries."""
        return asdict(self)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that are shown."""
        until = date.fromisoformat(self.until) if self.until else datetime.now(UTC).date()
        if self.since:
            return date.fromisoformat(self.since), until
        return datetime.now(UTC).date() - timedelta(days=DAYS - 1), until

    def link(self, path: str, **other: str) -> str:
        """Return an address with these filters, and other arguments in addition or instead.

        >>> Filters(guild="7").link("/", since="2026-12-31")
        '/?guild=7&since=2026-12-31'
        """
        kept = {"guild": self.guild, "since": self.since, "until": self.until} | other
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"{path}?{query}" if query else path


def arguments(request: Request) -> dict[str, str]:
    """Return the arguments of an address; of one that is repeated, the first."""
    return {name: request.args.get(name) or "" for name in request.args}


@dataclass(frozen=True, slots=True)
class Server:
    """A server to choose."""

    id: str
    """Or OUTSIDE."""
    name: str


async def servers(datasette: Datasette, texts: Texts) -> list[Server]:
    """Return the servers where something was asked, by name."""
    rows = (await datasette.get_database(NAME).execute(_SERVERS)).rows[:MOST_SERVERS]
    names = {row["id"]: row["name"] or row["id"] for row in rows}
    times = Counter(names.values())
    named = [
        Server(place, name if times[name] == 1 else f"{name} ({place})")
        for place, name in names.items()
        if place != OUTSIDE
    ]
    named.sort(key=lambda server: server.name.casefold())
    if OUTSIDE in names:
        named.append(Server(OUTSIDE, texts("page.outside")))
    return named


async def problem(
    datasette: Datasette, arguments: Mapping[str, str | None], texts: Texts
) -> str | None:
    """Return a sentence about an invalid filter, or None."""
    given = Filters.of(arguments)
    for day in (given.since, given.until):
        if day and not _is_day(day):
            return texts("page.no_day", day=day, example=datetime.now(UTC).date())
    if given.sure and not _is_share(given.sure):
        return texts("page.no_share", share=given.sure)
    if given.since and given.until and given.since > given.until:
        return texts("page.no_days", since=given.since, until=given.until)
    if given.guild and not await _is_known(datasette, given.guild):
        return texts("page.no_server", server=given.guild)
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
