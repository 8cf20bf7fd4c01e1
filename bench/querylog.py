"""Measures reading, writing and purging a query log of a million questions.

    python bench/querylog.py [RECORDS [SERVERS]]

All questions are from one server, the worst case, unless SERVERS is given. Times depend on the
machine, so compare the ratio to a peer in the same run: for reading, counting all rows of the
period in Python without an index; for writing, sqlite3 alone writing the same rows. The panels and
lists of the dashboard are queried one after the other, as the dashboard does, and continuously
where rows are written "while the dashboard is read".
"""

import asyncio
import functools
import multiprocessing
import sqlite3
import statistics as figures
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from uuid import uuid4

from generated_log import DAYS, FIRST_GUILD, RECORDS, fill
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.articles.indexing import Indexing
from bot.articles.shelves import Shelves
from bot.asked import Asked, WayIn
from bot.dashboard.lists import LISTS
from bot.dashboard.panels import PANELS as OVERVIEW
from bot.dashboard.reading import ReadOnly
from bot.guilds import Guilds
from bot.judgements.choices import ChoicesOfGuilds
from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.querylog.poor import poor
from bot.querylog.record import QueryRecord
from bot.querylog.retention import forget_before
from bot.querylog.rows import rows
from bot.querylog.selection import Selection
from bot.querylog.statistics import statistics
from bot.querylog.unanswered import LOOKBACK, unanswered
from bot.querylog.weekly import shown_since, weekly
from bot.questions.assistant import Assistant
from bot.questions.fair_queue import FairQueue
from corpus.changes import Changes
from corpus.database import open_database
from corpus.library import Library

ROUNDS = 5
PAGE = 50
"""Rows of the first page of the log."""
DOUBTFUL_BELOW = 0.55
WRITTEN = 200
"""How many questions are recorded, one after the other."""
ASKED = 50
"""How many answers are timed before the purge starts."""
PANELS = OVERVIEW | {f"list {name}": shown.sql for name, shown in LISTS.items()}
"""The queries of the dashboard by name."""
BLANKS = dict.fromkeys(("guild", "since", "until", "sure", "article"), "")
PANEL_DAYS = (30, DAYS)
PAUSE = 0.01
"""Seconds between two questions during the purge."""
QUESTION = "Siapa Vipin Narang?"


async def main(count: int, guilds: int) -> None:
    """Print one line per measurement."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "kutip.db"
        async with open_database(path) as engine:
            await Library(engine).take_in_shipped()
            started = time.perf_counter()
            await fill(engine, count, guilds)
            size = path.stat().st_size / 2**20
            _report(f"{count} questions, {guilds} servers, {size:.0f} MB", _since(started))
            await _read(engine, path)
            await _panels(path)
            await _write(engine, path)
            await _purge(engine, path)


async def _read(engine: AsyncEngine, path: Path) -> None:
    since = datetime.now(UTC) - LOOKBACK
    here = Selection(guild_id=FIRST_GUILD)
    lately = replace(here, since=since)
    weeks = replace(here, since=shown_since(datetime.now(UTC).date()))

    async def page() -> None:
        async for _ in rows(engine, here, PAGE):
            pass

    peer = await _median(lambda: asyncio.to_thread(_counted_in_python, path, since))
    _report("counted in Python, 90 days", peer)
    for name, measured in (
        ("unanswered, 90 days", lambda: unanswered(engine, FIRST_GUILD, since)),
        ("poor, 90 days", lambda: poor(engine, FIRST_GUILD, since, DOUBTFUL_BELOW)),
        ("statistics, 90 days", lambda: statistics(engine, lately)),
        ("statistics, all", lambda: statistics(engine, here)),
        ("weekly, 56 days", lambda: weekly(engine, weeks, DOUBTFUL_BELOW)),
        ("weekly, all", lambda: weekly(engine, here, DOUBTFUL_BELOW)),
        ("first page of the log", page),
    ):
        each = await _median(measured)
        _report(name, each, f"in Python / this {peer / each:7.1f}")


async def _panels(path: Path) -> None:
    today = datetime.now(UTC).date()
    with closing(ReadOnly(None, str(path)).connect()) as connection:
        for days in PANEL_DAYS:
            blanks = BLANKS | {"since": f"{today - timedelta(days=days - 1)}"}
            for name, query in PANELS.items():
                ask = functools.partial(_ask, connection, query, blanks)
                _report(
                    f"panel {name}, {days} days",
                    await _median(functools.partial(asyncio.to_thread, ask)),
                )


def _ask(connection: sqlite3.Connection, query: str, blanks: Mapping[str, str]) -> None:
    connection.execute(query, blanks).fetchall()


def _counted_in_python(path: Path, since: datetime) -> None:
    """Do the work of `statistics()` and `unanswered()`: count and sort in Python."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT asked_at, outcome, milliseconds, article_id, question_key FROM queries NOT INDEXED"
        " WHERE guild_id = ? AND asked_at >= ?",
        (FIRST_GUILD, f"{since:%Y-%m-%d %H:%M:%S.%f}"),
    ).fetchall()
    connection.close()
    Counter((asked_at[:10], outcome) for asked_at, outcome, *_ in rows).most_common()
    Counter(row[3] for row in rows).most_common()
    Counter(row[4] for row in rows if row[1] == "refused").most_common()
    sorted(row[2] for row in rows)


async def _write(engine: AsyncEngine, path: Path) -> None:
    peer = figures.median(await asyncio.to_thread(_written_by_sqlite, path))
    _report("write a row, sqlite3 alone", peer)
    async with _querylog(engine) as querylog:
        some = await anext(aiter(rows(engine, Selection(guild_id=FIRST_GUILD), 1)))
        record = await querylog.find(some.id)
        assert record is not None
        await _record(querylog, record, peer, "")
        # In a separate process, like `kutip review`.
        context = multiprocessing.get_context("spawn")
        begun = context.Event()
        reader = context.Process(target=_keep_reading, args=[path, begun])
        reader.start()
        await asyncio.to_thread(begun.wait)
        await _record(querylog, record, peer, ", while the dashboard is read")
        reader.terminate()
        reader.join()


def _keep_reading(path: Path, begun: Event) -> None:
    since = f"{datetime.now(UTC).date() - timedelta(days=DAYS)}"
    with closing(ReadOnly(None, str(path)).connect()) as connection:
        while True:
            for query in PANELS.values():
                begun.set()
                _ask(connection, query, BLANKS | {"since": since})


async def _record(querylog: QueryLog, record: QueryRecord, peer: float, how: str) -> None:
    taken, written = [], []
    # The CPU time of this thread alone, which runs the event loop.
    busy = time.thread_time()
    for _ in range(WRITTEN):
        one = replace(record, id=uuid4().hex, asked_at=datetime.now(UTC))
        started = time.perf_counter()
        querylog.record(one)
        taken.append(_since(started))
        await querylog.written(one.id)
        written.append(_since(started))
    on_loop = (time.thread_time() - busy) * 1000 / WRITTEN
    _report(f"record() returns{how}", figures.median(taken), f"longest {max(taken):.3f} ms")
    _report(f"write a row, CPU of the event loop{how}", on_loop)
    median = figures.median(written)
    _report(
        f"write a row{how}",
        median,
        f"longest {max(written):.1f} ms, this / sqlite3 {median / peer:.1f}",
    )


async def _purge(engine: AsyncEngine, path: Path) -> None:
    """Delete half of the log while questions are asked, one after the other."""
    before = datetime.now(UTC) - timedelta(days=DAYS / 2)
    async with _querylog(engine) as querylog:
        library = Library(engine)
        shelves = Shelves(library, Indexing(library, path), Changes(engine))
        guilds = await Guilds.load(engine, 0.3)
        pseudonyms = Pseudonyms(b"k" * 32)
        choices, queue = ChoicesOfGuilds(engine, shelves.changes), FairQueue()
        assistant = Assistant(shelves, library, guilds, querylog, choices, pseudonyms, queue)
        delays: list[float] = []

        async def ask() -> None:
            started = time.perf_counter()
            await assistant.ask(Asked(QUESTION, WayIn.SLASH, FIRST_GUILD))
            delays.append(_since(started))

        for _ in range(ASKED):
            await ask()
        longest = max(delays[1:])  # The first answer waits for the finder to be made.
        _report("answer a question", figures.median(delays), f"longest {longest:.1f} ms")
        delays.clear()

        started = time.perf_counter()
        purging = asyncio.create_task(forget_before(engine, before))
        while not purging.done():
            await ask()
            await asyncio.sleep(PAUSE)
        _report(f"delete {await purging} questions", _since(started))
        _report(
            "answer a question during the purge",
            figures.median(delays),
            f"longest {max(delays):.1f} ms, this / longest before {max(delays) / longest:.1f}",
        )
        await shelves.close()


def _written_by_sqlite(path: Path) -> list[float]:
    """Return the time of sqlite3 alone for each of WRITTEN rows with hits, in milliseconds."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    query = connection.execute("SELECT * FROM queries WHERE outcome = 'answered'").fetchone()
    hits = connection.execute("SELECT * FROM query_hits WHERE query_id = ?", query[:1]).fetchall()
    times = []
    for _ in range(WRITTEN):
        new = uuid4().hex
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for table, row in (("queries", query), *(("query_hits", hit) for hit in hits)):
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", (new, *row[1:]))  # noqa: S608
        connection.execute("COMMIT")
        times.append(_since(started))
    connection.close()
    return times


async def _median(measured: Callable[[], Awaitable[object]]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        await measured()
        times.append(_since(started))
    return figures.median(times)


@asynccontextmanager
async def _querylog(engine: AsyncEngine) -> AsyncIterator[QueryLog]:
    querylog = QueryLog(engine)
    yield querylog
    await querylog.close(60)


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _report(name: str, milliseconds: float, more: str = "") -> None:
    print(f"{name:<58} {milliseconds:11.3f} ms  {more}".rstrip(), flush=True)  # noqa: T201


if __name__ == "__main__":
    asked_for = [int(argument) for argument in sys.argv[1:]]
    asyncio.run(main(*[*asked_for, *(RECORDS, 1)[len(asked_for) :]]))
