"""What must hold after any fault, once the bot runs again."""

import asyncio
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.pseudonyms import Pseudonyms
from corpus.data_folder import DATABASE_NAME, SECRET_NAME
from corpus.similarity import title_key
from reliability.ledger import Key, Value
from reliability.people import Server
from reliability.sentences import says
from reliability.standin import NoReplyError, text_of
from reliability.texts import Story, answer_in
from reliability.world import World

OUTBOX_SECONDS = 60
"""How long what follows changes may take, and the query log."""

WITH_EFFECTS = frozenset({"/article restore", "/article hide", "/article unhide"})
"""Commands with a second reply: what the change did to the answers of questions."""
DEFAULTS: dict[str, Value] = {"strictness": "balanced", "digest": False}
"""The settings of a server that has set none."""

HALVES = {
    "articles without their latest version": """
        SELECT id FROM articles LEFT JOIN article_versions
        ON article_id = id AND article_versions.version = articles.version
        WHERE article_id IS NULL""",
    "versions without passages": """
        SELECT article_id, version FROM article_versions v WHERE NOT EXISTS
        (SELECT 1 FROM passages p WHERE p.article_id = v.article_id AND p.version = v.version)""",
    "passages without sentences": """
        SELECT article_id, version, number FROM passages p WHERE NOT EXISTS (SELECT 1 FROM sentences
        s WHERE s.article_id = p.article_id AND s.version = p.version AND s.passage = p.number)""",
    "articles without an entry in the audit": """
        SELECT id FROM articles WHERE NOT EXISTS
        (SELECT 1 FROM audit WHERE article_id = articles.id)""",
    "entries in the audit without their version": """
        SELECT a.id FROM audit a JOIN articles ON articles.id = a.article_id  -- not purged
        WHERE version_after IS NOT NULL AND NOT EXISTS (SELECT 1 FROM
        article_versions v WHERE v.article_id = a.article_id AND v.version = a.version_after)""",
    "standing articles without marks": """
        SELECT id FROM articles WHERE removed_at IS NULL AND NOT EXISTS
        (SELECT 1 FROM text_marks WHERE article_id = articles.id)""",
    "answers without the passages that were shown": """
        SELECT queries.id FROM queries JOIN articles ON articles.id = article_id
        WHERE outcome = 'answered' AND removed_at IS NULL  -- or else its quotes may be purged
        AND NOT EXISTS
        (SELECT 1 FROM query_hits WHERE query_id = queries.id)""",
    "judgements of questions that are not closed": """
        SELECT guild_id, question_key FROM judgements j WHERE relevant AND NOT EXISTS (SELECT 1 FROM
        closed_questions c WHERE c.guild_id = j.guild_id AND c.question_key = j.question_key)""",
}
"""Queries whose rows are halves of something."""


@dataclass(slots=True)
class Findings:
    """What one check has found."""

    wrong: list[str] = field(default_factory=list)
    """Each a promise that was broken."""
    rows_missing: int = 0
    """Questions whose reply was shown, but which the log lacks."""
    quotes: int = 0
    """Articles that were asked about."""


async def check(world: World, folder: Path, *, log_may_lack_rows: bool) -> Findings:
    """Check everything, with the bot running again and nobody using it.

    A question whose reply was shown just before the process was killed may lack its row; they are
    counted, and are wrong only if the log must have them all.
    """
    found = Findings()
    if not await _followed(folder):
        found.wrong.append(f"the outbox is not empty after {OUTBOX_SECONDS} s")
    if not log_may_lack_rows:
        await _logged(world, folder)
    await asyncio.to_thread(_check_database, world, folder, found)
    if found.rows_missing and not log_may_lack_rows:
        found.wrong.append(f"{found.rows_missing} questions that were answered have no row")
    found.wrong += twice(world) + wrongly_notified(world)
    await _check_index(world, found)
    return found


async def _followed(folder: Path) -> bool:
    """Wait until everything has followed the changes so far; return False if it doesn't in time."""
    for _ in range(OUTBOX_SECONDS * 5):
        with closing(_open(folder)) as database:
            if not database.execute("SELECT 1 FROM outbox").fetchall():
                return True
        await asyncio.sleep(0.2)
    return False


async def _logged(world: World, folder: Path) -> None:
    """Give the query log time to write what it has gathered."""
    for _ in range(OUTBOX_SECONDS * 5):
        with closing(_open(folder)) as database:
            logged = {query for (query,) in database.execute("SELECT id FROM queries")}
        if logged.issuperset(world.ledger.shown):
            return
        await asyncio.sleep(0.2)


def _open(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{folder / DATABASE_NAME}?mode=ro", uri=True, timeout=30)


def _check_database(world: World, folder: Path, found: Findings) -> None:
    with closing(_open(folder)) as database:
        found.wrong += damage(database)
        state = State(database, Pseudonyms.load(folder / SECRET_NAME))
        found.wrong += world.ledger.settle(state.actual)
        missing = [query for query in world.ledger.shown if not state.has_row(query)]
        found.rows_missing = len(missing)
        for query in missing:
            del world.ledger.shown[query]
        found.wrong += unposted(world, database)


def damage(database: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds wrong with a database, and what is half there."""
    wrong = [
        f"integrity_check: {line}"
        for (line,) in database.execute("PRAGMA integrity_check")
        if line != "ok"
    ]
    wrong += [f"foreign_key_check: {row}" for row in database.execute("PRAGMA foreign_key_check")]
    for what, query in HALVES.items():
        if rows := database.execute(query).fetchall():
            wrong.append(f"{what}: {rows}")
    return wrong


class State:
    """Looks up what a database has for the keys of a ledger."""

    def __init__(self, database: sqlite3.Connection, pseudonyms: Pseudonyms) -> None:
        self._database = database
        self._pseudonyms = pseudonyms

    def actual(self, key: Key) -> Value:
        """Return the value of a thing, None if it is not there."""
        kind, *names = key
        look: Callable[..., Value] = getattr(self, f"_{kind}")
        return look(*names)

    def has_row(self, query: str) -> bool:
        """Return whether the log has a question."""
        return self._row("SELECT 1 FROM queries WHERE id = ?", query) is not None

    def _article(self, server: int, title: str) -> Value:
        row = self._row(
            """SELECT body FROM articles JOIN article_versions USING (version)
            WHERE article_id = id AND guild_id = ? AND title_key = ? AND removed_at IS NULL""",
            server,
            title_key(title),
        )
        return None if row is None else answer_in(str(row[0]))

    def _draft(self, server: int, draft: str) -> Value:
        row = self._row("SELECT 1 FROM drafts WHERE guild_id = ? AND id = ?", server, draft)
        return None if row is None else "draft"

    def _title(self, server: int, draft: str) -> Value:
        row = self._row(
            "SELECT content ->> '$.draft.title' FROM drafts WHERE guild_id = ? AND id = ?",
            server,
            draft,
        )
        return None if row is None else str(row[0])

    def _judged(self, server: int, query: str) -> Value:
        row = self._row(
            """SELECT 1 FROM judgements j JOIN queries q USING (question_key)
            WHERE relevant AND j.guild_id = ? AND q.id = ?""",
            server,
            query,
        )
        return None if row is None else True

    def _vote(self, query: str, person: int) -> Value:
        return self._row(
            "SELECT vote, reason, comment FROM feedback WHERE query_id = ? AND voter = ?",
            query,
            self._pseudonyms.of(person),
        )

    def _wish(self, query: str, person: int) -> Value:
        row = self._row("SELECT 1 FROM wishes WHERE query_id = ? AND user_id = ?", query, person)
        return None if row is None else True

    def _closed(self, server: int, query: str) -> Value:
        row = self._row(
            """SELECT closed_as FROM closed_questions c JOIN queries q USING (question_key)
            WHERE c.guild_id = ? AND q.id = ?""",
            server,
            query,
        )
        return None if row is None else str(row[0])

    def _setting(self, server: int, name: str) -> Value:
        row = self._row(f"SELECT {name} FROM guilds WHERE id = ?", server)  # noqa: S608
        if row is None:
            return DEFAULTS[name]
        return bool(row[0]) if name == "digest" else row[0]

    def _row(self, query: str, *values: Any) -> tuple[Any, ...] | None:  # noqa: ANN401
        found: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
        return found


def twice(world: World) -> list[str]:
    """Return what people were shown twice, or was reported to them both as done and as failed."""
    wrong = []
    for exchange in world.discord.finished():
        pressed = None if exchange.interaction is None else exchange.interaction.source_id
        replies = [text_of(each) for each in exchange.messages if each["id"] != pressed]
        failed = [each for each in replies if says(each, "fault.apology")]
        if len(replies) > (2 if exchange.what in WITH_EFFECTS else 1):
            wrong.append(f"{exchange.what} got {len(replies)} replies: {replies}")
        elif failed and len(exchange.messages) > 1 and pressed is None:
            wrong.append(f"{exchange.what} got an apology besides: {exchange.text!r}")
    return wrong


def unposted(world: World, database: sqlite3.Connection) -> list[str]:
    """Return the servers whose log channel doesn't have each change once."""
    posted: Counter[int] = Counter()
    for message_id in world.discord.notices:
        message = world.discord.state.messages.stored[message_id]
        if str(message.get("nonce", "")).startswith("post-"):
            [*lines, last] = text_of(message).splitlines()
            more = re.search(r"\d+", last) if says(last, "shelf.log_more") else None
            posted[int(message["channel_id"])] += len(lines) + (int(more[0]) if more else 1)
    wrong = []
    for server in world.servers:
        query = "SELECT count(*) FROM audit WHERE guild_id = ?"
        [(changes,)] = database.execute(query, (server.id,))
        if posted[int(server.log["id"])] != changes:
            wrong.append(f"{posted[int(server.log['id'])]} of {changes} changes were posted")
    return wrong


def wrongly_notified(world: World) -> list[str]:
    """Return the wishes that are fulfilled without a message, or with several."""
    shown = [world.discord.state.messages.stored[each] for each in world.discord.notices]
    texts = [text_of(each) for each in shown if each["mentions"]]
    wrong = []
    for key, value in world.ledger.known("wish"):
        pings = sum(f"@{key[2]}" in text and world.wishes[key].title in text for text in texts)
        # After a kill in between it is still due; Discord ignores the second message.
        if pings > 1 or (pings == 0 and value is None and key in world.promised):
            wrong.append(f"{key} is {value!r}, but has got {pings} notifications")
    return wrong


async def _check_index(world: World, found: Findings) -> None:
    """Ask about some articles that are on a shelf, and about some that are not."""
    for standing in (True, False):
        named = [
            (key, value)
            for key, value in world.ledger.known("article")
            if (value is not None) == standing
        ]
        # The newest, and one by chance.
        chosen = dict.fromkeys([*named[-1:], *world.draw.sample(named, min(len(named), 1))])
        for key, value in chosen:
            server = next(each for each in world.servers if each.id == key[1])
            stories = world.stories[server.id, str(key[2])]
            story = stories[str(value)] if standing else next(reversed(stories.values()))
            found.quotes += 1
            if problem := await _quoted(world, server, story, standing=standing):
                found.wrong.append(problem)


async def _quoted(world: World, server: Server, story: Story, *, standing: bool) -> str | None:
    """Return what is wrong with the answer about an article, if anything."""
    shown = await world.discord.use(server, server.moderator, "ask", question=story.question)
    try:
        await shown.until(lambda each: each.has(r"kutip:bin:"), world.seconds)
    except NoReplyError as error:
        return str(error)
    quotes = " ".join(story.answer.split()) in " ".join(shown.text.split())
    if quotes != standing:
        return f"{story.title} is {'not ' * standing}quoted: {shown.text[:300]!r}"
    return None
