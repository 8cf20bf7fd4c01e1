"""A query log of the last days, small enough to be counted by hand."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.pseudonyms import Pseudonyms
from corpus.article import Article
from corpus.data_folder import SECRET_NAME
from corpus.database import open_database, writing
from corpus.draft import Draft
from corpus.moments import next_moment, next_moments
from corpus.schema import (
    EVERYWHERE,
    answer_changes,
    closed_questions,
    drafts,
    feedback,
    follows,
    grouped_questions,
    help_requests,
    hidden_suggestions,
    judgements,
    names,
    queries,
    query_hits,
    wishes,
)
from corpus.shelf import Shelf

GUILD, OTHER = 700_000_000_000_000_011, 700_000_000_000_000_022
CHANNEL = 700_000_000_000_000_033
NAMED = {GUILD: "Kampung <b>Nelayan</b>"}
"""Servers whose names are known."""
ANA, BUDI = "a1" * 32, "b2" * 32
"""Keyed hashes."""
DEWI = 987_654_321_012_345_678
"""A Discord user."""
DRAFTED = "Not yet for everybody."
TITLE = "The ferry to Sabang"
FERRY, TICKET, WHO = "When does the ferry leave?", "What is a ticket?", "Siapa dia?"
HOSTILE = """<img src=x onerror="document.title='taken over'">"""
FORMULA = "=cmd()"
DAYS = 10
"""With the same questions each, the last of them today."""
NOW = datetime.now(UTC)

EACH_DAY = (
    # server, question, key, outcome, confidence, milliseconds, asker
    (GUILD, FERRY, "when: ferry", "answered", 0.92, 5.0, ANA),
    (GUILD, TICKET, "none: ticket", "answered", 0.42, 15.0, BUDI),
    (GUILD, HOSTILE, "none: img", "refused", 0.12, 10.0, ANA),
    (OTHER, FORMULA, "none: cmd", "refused", 0.0, 10.0, BUDI),
    (OTHER, "Oh?", "", "error", None, 10.0, BUDI),
    (None, WHO, "who: dia", "refused", 0.1, 10.0, None),
)

Row = dict[str, Any]


async def fill(path: Path, url: URL | None = None) -> None:
    """Make a database with the log at this path, or on PostgreSQL."""
    async with open_database(path, url) as engine:
        await Pseudonyms.open(path.with_name(SECRET_NAME), engine)
        draft = Draft("ferry", TITLE, "Sabang Post", None, "en", "It leaves at eight.")
        article = await Shelf(engine, GUILD).add(draft, by=DEWI)
        asked = [row for ago in range(DAYS) for row in _day(NOW - timedelta(days=ago), article)]
        async with writing(engine) as connection:
            earliest_first = sorted(asked, key=lambda row: row["asked_at"])
            moments = await next_moments(connection, len(asked))
            numbered = [
                row | {"moment": moment}
                for row, moment in zip(earliest_first, moments, strict=True)
            ]
            await connection.execute(insert(queries), numbered)
            await connection.execute(insert(query_hits), list(_hits(asked, article)))
            await connection.execute(insert(answer_changes), list(_changes(asked)))
            await connection.execute(insert(feedback), list(_votes(asked)))
            await connection.execute(insert(names), list(_names()))
            await _moderate(connection, asked, article)


def _day(day: datetime, article: Article) -> Iterator[Row]:
    for server, question, key, outcome, confidence, milliseconds, asker in EACH_DAY:
        yield {
            "id": uuid.uuid4().hex,
            "asked_at": day,
            "guild_id": server,
            "channel_id": CHANNEL if server == GUILD else None,
            "way_in": "slash" if server else "dm",
            "asker": asker,
            "locale": "id",
            "question": question,
            "question_key": key,
            "outcome": outcome,
            "confidence": confidence,
            "milliseconds": milliseconds,
            "article_id": article.id if outcome == "answered" else None,
        }


def _names() -> Iterator[Row]:
    for server, name in NAMED.items():
        yield {"id": server, "guild_id": server, "name": name}
        yield {"id": CHANNEL, "guild_id": server, "name": "dermaga"}


def _hits(asked: list[Row], article: Article) -> Iterator[Row]:
    """Yield what was found by settled questions."""
    span = article.passage(1).span
    for row in asked:
        if row["question"] == FERRY:
            yield {
                "query_id": row["id"],
                "rank": 1,
                "article_id": article.id,
                "version": 1,
                "passage": 1,
                "start_at": span.start,
                "end_at": span.end,
                "sentence_start_at": span.start,
                "sentence_end_at": span.end,
                "score": 1.0,
                "chosen": False,
                "settled": True,
            }


def _changes(asked: list[Row]) -> Iterator[Row]:
    """Yield an answer gained a day, and one lost outside servers."""
    for row in asked:
        if row["question"] in {TICKET, WHO}:
            yield {
                "query_id": row["id"],
                "changed_at": row["asked_at"],
                "guild_id": row["guild_id"] or EVERYWHERE,
                "effect": "gained" if row["guild_id"] else "lost",
                "article_id": None,
            }


def _votes(asked: list[Row]) -> Iterator[Row]:
    """Yield a thumb up a day, and as many down for one of two reasons."""
    for row in asked:
        vote = {"query_id": row["id"], "given_at": row["asked_at"], "reason": None, "comment": None}
        if row["question"] == FERRY:
            yield vote | {"voter": BUDI, "vote": 1}
        if row["question"] == TICKET:
            yield vote | {"voter": ANA, "vote": -1, "reason": "other", "comment": FORMULA}
            yield vote | {"voter": BUDI, "vote": -1, "reason": "passage"}


async def _moderate(connection: AsyncConnection, asked: list[Row], article: Article) -> None:
    """Dismiss, judge and group a question each, begin a draft, and wait for news of the ferry."""
    closed = {"guild_id": EVERYWHERE, "question_key": "who: dia", "closed_as": "dismissed"}
    judged = {"guild_id": GUILD, "question": TICKET, "question_key": "none: ticket", "passage": 1}
    told = {"guild_id": GUILD, "channel_id": 1, "question_key": "none: img", "user_id": DEWI}
    await connection.execute(
        insert(closed_questions).values(
            **closed, closed_by=DEWI, closed_at=NOW, moment=await next_moment(connection)
        )
    )
    await connection.execute(
        insert(judgements).values(
            **judged,
            asker=BUDI,
            article_id=article.id,
            version=1,
            judged_by=DEWI,
            judged_at=NOW,
        )
    )
    await connection.execute(
        insert(grouped_questions).values(
            guild_id=GUILD,
            question_key="none: img",
            group_key="none: gambar",
            grouped_by=DEWI,
            grouped_at=NOW,
        )
    )
    await connection.execute(
        insert(drafts).values(
            id="d" * 32, guild_id=GUILD, made_by=DEWI, made_at=NOW, content={"body": DRAFTED}
        )
    )
    hidden = {"question_key": "apa", "hidden_by": DEWI, "hidden_at": NOW}
    await connection.execute(insert(hidden_suggestions).values(guild_id=GUILD, **hidden))
    helped = {"user_id": DEWI, "channel_id": DEWI, "asked_at": NOW, "answered_by": DEWI}
    await connection.execute(
        insert(help_requests).values(query_id=asked[2]["id"], guild_id=GUILD, **helped)
    )
    times = {"followed_at": NOW, "looked_at": NOW, "due_at": NOW}
    feed = {"link": "https://example.org/feed", "title": "Kabar", "publish": False}
    await connection.execute(
        insert(follows).values(guild_id=GUILD, followed_by=DEWI, **feed, **times)
    )
    await connection.execute(insert(wishes).values(**told, query_id=asked[2]["id"], wished_at=NOW))
