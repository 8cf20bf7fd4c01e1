"""A database with some rows in every table, of any schema since the first."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.article import Block, Kind, Span
from corpus.database import open_database
from corpus.draft import Draft
from corpus.library import Library
from corpus.shelf import Shelf

GUILD, OTHER_GUILD = 7, 8
LONG = Draft(
    "angin",
    "Catatan angin",
    "Koran Contoh",
    "https://example.org/angin",
    "id",
    "\n\n".join(
        f"Pada hari ke-{day}, angin bertiup dari arah {['utara', 'timur', 'barat'][day % 3]} "
        f"dengan kecepatan {day * 3} kilometer per jam. Nelayan di dermaga {day} menunggu sampai "
        f"sore, lalu pulang membawa {day + 2} keranjang ikan."
        for day in range(1, 80)
    ),
    blocks=(Block(Kind.PARAGRAPH, Span(0, 20)),),
)
"""It fills several pages."""
AYAM = Draft(
    "ayam",
    "Ayam kampung",
    "Antara",
    None,
    "id",
    "Ayam kampung berkokok pukul lima pagi. Kandangnya dibersihkan setiap hari Jumat.",
)
BEBEK = Draft(
    "bebek",
    "Bebek sawah",
    "",
    None,
    "id",
    "Bebek sawah berenang di kolam belakang rumah. Sore hari mereka pulang sendiri.",
)

TIME = "2026-01-05 08:30:00.000000"
QUERIES = [f"{number:032x}" for number in range(1, 25)]


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return rows by table, with the columns of every schema so far."""
    queries = [
        {
            "id": query_id,
            "asked_at": TIME,
            "guild_id": GUILD if number % 2 else None,
            "channel_id": 70,
            "way_in": "slash",
            "asker": f"{number:064x}",
            "locale": "id",
            "question": f"Kapan ayam nomor {number} berkokok?",
            "question_key": f"ayam berkokok {number}",
            "outcome": "answered" if number % 3 else "refused",
            "confidence": 0.5,
            "milliseconds": 4.5,
            "article_id": "ayam" if number % 3 else None,
            "moment": number + 1,
        }
        for number, query_id in enumerate(QUERIES)
    ]
    hits = [
        {
            "query_id": each["id"],
            "rank": 1,
            "article_id": "ayam",
            "version": 1,
            "passage": 1,
            "start_at": 0,
            "end_at": 80,
            "sentence_start_at": 0,
            "sentence_end_at": 38,
            "score": 2.5,
            "chosen": 0,
            "settled": 0,
        }
        for each in queries
        if each["article_id"]
    ]
    first, second, *_ = QUERIES
    quote = '{"article_id": "ayam", "version": 1, "passage": 1}'
    draft = (
        '{"draft": {"id": "itik", "title": "Itik", "source": "", "url": null, "language": "id", '
        '"body": "Itik berenang di sawah yang luas.", "origin": null, "etag": null, '
        '"last_modified": null, "blocks": [], "author": null, "published": null}, '
        '"base": null, "query_id": null, "twins": [], "skipped": []}'
    )
    return {
        "queries": queries,
        "query_hits": hits,
        "feedback": [
            {"query_id": first, "voter": "a" * 64, "vote": 1, "given_at": TIME},
            {
                "query_id": second,
                "voter": "b" * 64,
                "vote": -1,
                "given_at": TIME,
                "reason": "other",
                "comment": "kurang lengkap",
            },
        ],
        "judgements": [
            {
                "id": 1,
                "guild_id": GUILD,
                "question": "Kapan ayam berkokok?",
                "asker": "a" * 64,
                "question_key": "ayam berkokok",
                "article_id": "ayam",
                "version": 1,
                "passage": 1,
                "relevant": 1,
                "judged_by": 9,
                "judged_at": TIME,
                "moment": 5,
            }
        ],
        "closed_questions": [
            {
                "guild_id": GUILD,
                "question_key": "ayam berkokok 3",
                "closed_as": "dismissed",
                "closed_at": TIME,
                "closed_by": 9,
                "moment": 6,
            }
        ],
        "grouped_questions": [
            {
                "guild_id": GUILD,
                "question_key": "ayam berkokok 5",
                "group_key": "ayam berkokok 7",
                "grouped_by": 9,
                "grouped_at": TIME,
            }
        ],
        "answer_changes": [
            {
                "query_id": first,
                "changed_at": TIME,
                "guild_id": GUILD,
                "effect": "lost",
                "before": quote,
                "moment": 7,
            }
        ],
        "wishes": [
            {
                "query_id": first,
                "user_id": 11,
                "guild_id": GUILD,
                "channel_id": 70,
                "question_key": "ayam berkokok 1",
                "wished_at": TIME,
                "moment": 8,
            }
        ],
        "drafts": [
            {
                "id": "d" * 32,
                "guild_id": GUILD,
                "made_by": 9,
                "made_at": TIME,
                "content": draft,
            }
        ],
        "guilds": [
            {
                "id": GUILD,
                "language": "id",
                "ask_private": 0,
                "strictness": "balanced",
                "log_channel_id": 71,
                "digest": 1,
                "digest_at": TIME,
            }
        ],
        "guild_moderator_roles": [{"guild_id": GUILD, "role_id": 12}],
        "guild_channels": [{"guild_id": GUILD, "channel_id": 70}],
        "guild_open_channels": [{"guild_id": GUILD, "channel_id": 72}],
        "help_requests": [
            {
                "query_id": second,
                "guild_id": GUILD,
                "user_id": 11,
                "channel_id": 70,
                "asked_at": TIME,
                "answer": "Jam lima, kecuali hari Minggu.",
                "answered_by": 9,
                "answered_at": TIME,
            }
        ],
        "hidden_suggestions": [
            {
                "guild_id": GUILD,
                "question_key": "ayam berkokok 7",
                "hidden_by": 9,
                "hidden_at": TIME,
            }
        ],
        "names": [
            {"id": GUILD, "guild_id": GUILD, "name": "Kampung"},
            {"id": 70, "guild_id": GUILD, "name": "dermaga"},
        ],
        "outbox": [
            {"id": 1000, "guild_id": GUILD, "task": "post", "since": 1, "until": 1, "cut": 0}
        ],
        "hidden_articles": [{"guild_id": OTHER_GUILD, "article_id": "ayam"}],
        "follows": [
            {
                "id": 1,
                "guild_id": GUILD,
                "link": "https://example.org/feed",
                "title": "Kabar Desa",
                "publish": 0,
                "followed_by": 9,
                "followed_at": TIME,
                "looked_at": TIME,
                "due_at": TIME,
            }
        ],
        "followed_entries": [
            {
                "follow_id": 1,
                "key": "e" * 32,
                "guild_id": GUILD,
                "link": "https://example.org/itik",
                "title": "Itik",
                "state": "s" * 32,
                "status": "taken",
            }
        ],
        "article_looks": [{"article_id": "ayam", "guild_id": GUILD, "due_at": TIME}],
        "follow_notices": [
            {
                "id": 1,
                "guild_id": GUILD,
                "kind": "new",
                "follow_id": 1,
                "draft_id": "d" * 32,
                "made_at": TIME,
                "sent": 1,
            }
        ],
        "shard_group": [{"id": 1, "bot_id": 13, "secret": "c" * 64, "shards": 2}],
        "shard_processes": [
            {"name": "desa-1", "version": "0.1.0", "started_at": TIME, "seen_at": TIME}
        ],
        "shard_leases": [{"shard": 0, "process": "desa-1", "expires_at": TIME}],
        "shard_turns": [{"bucket": 0, "next_at": TIME}],
        "row_changes": [{"xid": 1, "table_name": "queries", "key": first, "changed_at": TIME}],
    }


def insert_rows(database: Path) -> None:
    """Insert these rows into the tables and columns that the database has."""
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, found in rows().items():
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            for row in found:
                known = {name: value for name, value in row.items() if name in columns}
                if known:
                    places = ", ".join("?" * len(known))
                    connection.execute(
                        f"INSERT INTO {table} ({', '.join(known)}) VALUES ({places})",
                        list(known.values()),
                    )


async def fill(database: Path) -> None:
    """Make a database of the newest schema, with articles of three shelves and rows everywhere."""
    async with open_database(database) as engine:
        await Library(engine).take_in_shipped()
        await Shelf(engine, GUILD).add(AYAM, by=9)
        await Shelf(engine, GUILD).add(LONG, by=9)
        await Shelf(engine, OTHER_GUILD).add(BEBEK)
        await Shelf(engine, GUILD).revise(replace(AYAM, body=f"{AYAM.body} Telurnya cokelat."), 1)
    insert_rows(database)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE moments SET number = number + 100")
