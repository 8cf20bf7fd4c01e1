"""A news site on a small internet, and a server that follows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Table, insert, select, update

from bot.follows.follows import Follows, Started
from bot.follows.rounds import Rounds
from bot.parts import Parts
from corpus.database import writing
from corpus.schema import article_looks, drafts, follow_notices, followed_entries, follows
from tests.corpus.formats.feeds.feeds import item, rss
from tests.corpus.web.server import Internet

GUILD = 7
HOST = "kabar.example"
FEED = f"{HOST}/feed"
LINK = f"http://{FEED}"
WEEK = timedelta(days=7)


def text_of(number: int) -> str:
    """Return a text that resembles that of no other number."""
    words = " ".join(f"kata{number}x{place * 7919 % 97}" for place in range(40))
    return f"Kabar nomor {number} dari desa: {words}."


@dataclass(frozen=True)
class Site:
    """The site, what Kutip has of it, and the rounds in which Kutip looks at it."""

    internet: Internet
    parts: Parts
    rounds: Rounds
    guild_id: int = GUILD

    def page(self, number: int, text: str | None = None) -> None:
        """Serve an article."""
        body = f"Kabar {number}\n\n{text or text_of(number)}".encode()
        self.internet.page(f"{HOST}/{number}", body, "Content-Type: text/plain; charset=utf-8")

    def feed(self, *numbers: int, headers: Sequence[str] = (), **fields: str) -> None:
        """Serve the feed with these articles, and their pages."""
        for number in numbers:
            if f"{HOST}/{number}" not in self.internet.pages:
                self.page(number)
        items = (
            item(number, **{"link": f"http://{HOST}/{number}", **fields}) for number in numbers
        )
        self.internet.page(FEED, rss(*items), "Content-Type: application/rss+xml", *headers)

    @property
    def follows(self) -> Follows:
        return Follows(self.parts.engine, self.parts.fetcher, self.guild_id)

    async def follow(self, latest: int = 0, *, publish: bool = False, link: str = LINK) -> Started:
        return await self.follows.start(link, 9, publish=publish, latest=latest)

    async def round(self, times: int = 1) -> None:
        """Let everything be due, and do so many rounds."""
        for _ in range(times):
            await self.pass_time()
            await self.rounds.poll()

    async def pass_time(self) -> None:
        """Let all that was to be fetched at some time be due, in the same order."""
        before = datetime.now(UTC) - timedelta(seconds=1)
        async with writing(self.parts.engine) as connection:
            for table in (follows, article_looks, followed_entries):
                due = table.c.due_at
                wanted = select(due).where(due.is_not(None)).distinct().order_by(due)
                for place, at in enumerate((await connection.scalars(wanted)).all()):
                    now = before + timedelta(microseconds=place)
                    await connection.execute(update(table).where(due == at).values(due_at=now))

    async def rows(self, table: Table) -> Sequence[Row[Any]]:
        async with self.parts.engine.connect() as connection:
            wanted = select(table).order_by(*table.primary_key)
            return (await connection.execute(wanted)).all()

    async def notices(self) -> list[str]:
        """Return the kinds of all notices."""
        return [row.kind for row in await self.rows(follow_notices)]

    async def proposed(self) -> list[str]:
        """Return the titles of the drafts, the first one first."""
        rows = sorted(await self.rows(drafts), key=lambda row: row.made_at)
        return [row.content["draft"]["title"] for row in rows]

    async def statuses(self) -> dict[str, str]:
        """Return what became of each article, by its link."""
        return {row.link: row.status for row in await self.rows(followed_entries)}

    async def shelf(self) -> list[str]:
        """Return the titles of the server's articles."""
        entries = await self.parts.catalogue(self.guild_id).entries()
        return [entry.title for entry in entries if not entry.shared]

    async def propose_many(self, count: int) -> None:
        """Store so many proposals."""
        now = datetime.now(UTC)
        async with writing(self.parts.engine) as connection:
            for number in range(count):
                await connection.execute(
                    insert(drafts).values(
                        id=f"{number:032}", guild_id=GUILD, made_by=0, made_at=now, content={}
                    )
                )
                await connection.execute(
                    insert(follow_notices).values(
                        guild_id=GUILD, kind="new", draft_id=f"{number:032}", made_at=now
                    )
                )
