import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dashboard.lists import LISTS
from bot.dashboard.panels import PANELS
from bot.dashboard.reading import ReadOnly
from bot.dashboard.sql import sql
from bot.guilds import Strictness
from bot.querylog.closing import ClosedAs, close
from bot.querylog.selection import Selection
from bot.querylog.unanswered import unanswered
from bot.querylog.weekly import weekly
from bot.settings import SETTINGS
from corpus.database import open_database
from corpus.schema import EVERYWHERE
from index.finder import DOUBT
from tests.bot.dashboard.log import (
    DAYS,
    FERRY,
    FORMULA,
    GUILD,
    HOSTILE,
    NAMED,
    NOW,
    OTHER,
    TICKET,
    TITLE,
    fill,
)
from tests.bot.set_back import set_clock_back

QUERIES = PANELS | {f"list {name}": shown.sql for name, shown in LISTS.items()}
FIGURES_OF_ALL = ["outcomes", "confidence", "latency"]
OUTSIDE = "outside servers"

Rows = list[dict[str, Any]]
Ask = Callable[..., Rows]


@pytest.fixture
def ask(log: Path) -> Iterator[Ask]:
    """Ask what a panel or list does, as the page asks it."""
    with closing(ReadOnly(None, str(log)).connect()) as connection:
        connection.row_factory = sqlite3.Row

        def ask(name: str, before: str = "", **blanks: str) -> Rows:
            given = dict.fromkeys(("guild", "since", "until", "sure", "article"), "") | blanks
            return [dict(row) for row in connection.execute(before + QUERIES[name], given)]

        yield ask


@pytest.mark.parametrize(
    ("guild", "outcomes", "votes", "unanswered"),
    [
        ("", (20, 30, 10), (10, 20), 2),
        (str(GUILD), (20, 10, 0), (10, 20), 1),
        (str(OTHER), (0, 10, 10), (0, 0), 1),
        (OUTSIDE, (0, 10, 0), (0, 0), None),
    ],
)
def test_figures_are_those_of_the_servers_chosen(
    ask: Ask,
    guild: str,
    outcomes: tuple[int, int, int],
    votes: tuple[int, int],
    unanswered: int | None,
) -> None:
    days, voted, still = (ask(name, guild=guild) for name in ("outcomes", "votes", "unanswered"))
    assert tuple(sum(day[kind] for day in days) for kind in ("answered", "refused", "error")) == (
        outcomes
    )
    assert tuple(sum(day[kind] for day in voted) for kind in ("up", "down")) == votes
    assert [row["open"] for row in still] == [unanswered] * (unanswered or 0)


def test_days_are_counted_with_the_first_and_the_last(ask: Ask) -> None:
    first, last = (f"{NOW - timedelta(days=ago):%Y-%m-%d}" for ago in (4, 2))

    days = ask("outcomes", since=first, until=last)

    assert [day["day"] for day in days] == [
        f"{NOW - timedelta(days=ago):%Y-%m-%d}" for ago in (4, 3, 2)
    ]
    assert {(day["answered"], day["refused"], day["error"]) for day in days} == {(2, 3, 1)}


def test_without_dates_the_last_thirty_days_are_meant(ask: Ask) -> None:
    assert len(ask("outcomes")) == DAYS
    assert ask("outcomes", until="2020-01-01") == []
    assert ask("outcomes", since="2020-01-01") == ask("outcomes")


def test_confidence_is_counted_in_tenths(ask: Ask) -> None:
    [counts] = ask("confidence", guild=str(GUILD))

    assert {name: count for name, count in counts.items() if count} == {
        "answered 90": 10,
        "answered 40": 10,
        "refused 10": 10,
    }


def test_answer_times_are_shown_per_day(ask: Ask) -> None:
    days = ask("latency", guild=str(GUILD))

    assert {(day["median"], day["slow"]) for day in days} == {(10.0, 10.0)}


async def test_unanswered_questions_are_those_that_moderators_see(ask: Ask, log: Path) -> None:
    async with open_database(log) as engine:
        for guild, server in ((GUILD, str(GUILD)), (OTHER, str(OTHER)), (EVERYWHERE, OUTSIDE)):
            seen = await unanswered(engine, guild, NOW - timedelta(days=20))
            shown = ask("unanswered", guild=server)
            assert [(row["question"], row["times"]) for row in shown] == [
                (each.question, each.times) for each in seen
            ]
            assert {row["server"] for row in shown} <= {NAMED.get(guild, server)}
    assert {row["question"] for row in ask("unanswered")} == {HOSTILE, FORMULA}


def test_an_unanswered_question_leads_to_the_last_time_it_was_asked(ask: Ask, log: Path) -> None:
    with closing(sqlite3.connect(log)) as connection:
        for row in ask("unanswered") + ask("list unanswered"):
            last = "select id from queries where question = ? order by moment desc"
            assert connection.execute(last, (row["question"],)).fetchone() == (row["id"],)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_the_columns_that_it_shows_and_what_their_links_need(
    ask: Ask, name: str
) -> None:
    shown = LISTS[name].columns
    for row in ask(f"list {name}", article="ferry"):
        assert set(shown) <= set(row)
        assert "id" in row or "question" not in shown
        assert "article_id" in row or "article" not in shown


async def test_a_question_answered_after_the_clock_was_set_back_is_not_shown(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kutip.db"
    await fill(path)
    async with open_database(path) as engine:
        await set_clock_back(engine)
        await close(engine, GUILD, ["none: img"], ClosedAs.ANSWERED, article_id="ferry")
    blanks = dict.fromkeys(("guild", "since", "until"), "")
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        shown = [row["question"] for row in connection.execute(QUERIES["list unanswered"], blanks)]

    assert shown == [FORMULA]


async def test_weeks_are_those_that_moderators_see(ask: Ask, log: Path) -> None:
    since = f"{NOW - timedelta(days=20):%Y-%m-%d}"
    start = datetime.fromisoformat(since).replace(tzinfo=UTC)
    async with open_database(log) as engine:
        for guild, server in (
            (None, ""),
            (GUILD, str(GUILD)),
            (OTHER, str(OTHER)),
            (EVERYWHERE, OUTSIDE),
        ):
            seen = await weekly(engine, Selection(guild_id=guild, since=start), 0.6)
            shown = ask("list weeks", guild=server, since=since)
            assert [
                (
                    row["week"],
                    row["asked"],
                    row["settled"],
                    row["gained"],
                    row["lost"],
                    row["changed"],
                    row["share_served"],
                )
                for row in reversed(shown)
            ] == [
                (
                    f"{week.monday}",
                    week.asked,
                    week.settled,
                    week.gained,
                    week.lost,
                    week.changed,
                    week.served / week.asked,
                )
                for week in seen
            ]
    totals = ask("list weeks")
    assert sum(row["served"] for row in totals) == DAYS  # The ticket is doubtful.
    assert sum(row["settled"] for row in totals) == DAYS
    assert sum(row["gained"] for row in totals) == DAYS
    assert sum(row["lost"] for row in totals) == DAYS
    assert {row["served"] / row["asked"] for row in ask("weeks", guild=str(GUILD))} == {1 / 3}
    assert sum(row["gained"] for row in ask("weeks")) == DAYS


@pytest.mark.parametrize("strictness", Strictness)
def test_an_answer_is_served_by_the_strictness_of_its_server(strictness: Strictness) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table guilds (id, strictness)")
        connection.execute("insert into guilds values (7, ?)", (strictness,))
        sure = "select {sure} from (select ? as guild_id)"
        [(here,), (elsewhere,)] = [
            connection.execute(sql(sure), (guild_id,)).fetchone() for guild_id in (7, 8)
        ]

    # Or the totals by twentieths would not say how many were served.
    assert 20 * here == pytest.approx(round(20 * here))
    balanced = next(float(each.default) for each in SETTINGS if "CONFIDENCE" in each.name)
    assert here == pytest.approx(strictness.least(balanced) + DOUBT)
    assert elsewhere == pytest.approx(balanced + DOUBT)


async def test_an_answer_is_served_by_its_own_server_also_among_all(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    await fill(path)
    served = {}
    for strictness in Strictness:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(
                "insert or replace into guilds (id, ask_private, strictness, digest) "
                "values (?, 0, ?, 0)",
                (GUILD, strictness),
            )
            connection.execute("update queries set confidence = 0.6 where outcome = 'answered'")
            for guild in ("", str(GUILD)):
                blanks = dict.fromkeys(("guild", "since", "until"), "") | {"guild": guild}
                rows = connection.execute(PANELS["weeks"], blanks).fetchall()
                served[strictness, guild] = sum(row[2] for row in rows)

    # Half of the answers have more thumbs down than up.
    assert served == {
        (strictness, guild): 0 if strictness is Strictness.STRICT else DAYS
        for strictness in Strictness
        for guild in ("", str(GUILD))
    }


def test_articles_are_named_by_their_titles_and_lead_to_their_questions(ask: Ask) -> None:
    assert ask("articles") == [{"title": TITLE, "questions": 20, "article_id": "ferry"}]
    for article in ("ferry", TITLE):
        listed = ask("list of_article", article=article)
        assert {row["question"] for row in listed} == {FERRY, TICKET}
        assert {row["article"] for row in listed} == {TITLE}


def test_thumbs_and_their_reasons_are_counted(ask: Ask) -> None:
    assert {(day["up"], day["down"]) for day in ask("votes")} == {(1, 2)}
    assert {row["reason"]: row["votes"] for row in ask("reasons")} == {
        "other": 10,
        "passage": 10,
    }
    assert ask("reasons", guild=str(OTHER)) == []


def test_the_lists_contain_what_they_describe(ask: Ask) -> None:
    poor = ask("list poor")
    assert {(row["question"], row["up"], row["down"]) for row in poor} == {(TICKET, 0, 2)}
    assert {row["question"] for row in ask("list poor", sure="0.95")} == {TICKET, FERRY}
    assert {(row["question"], row["comment"]) for row in ask("list comments")} == {
        (TICKET, FORMULA)
    }
    assert ask("list slowest")[0]["milliseconds"] == 15
    waiting = {row["question"]: row["waiting"] for row in ask("list unanswered")}
    assert waiting == {HOSTILE: 1, FORMULA: 0}


@pytest.mark.parametrize("name", QUERIES)
def test_an_empty_log_is_shown_too(ask: Ask, name: str) -> None:
    assert len(ask(name, since="2020-01-01", until="2020-01-02")) <= 1


@pytest.mark.parametrize("name", FIGURES_OF_ALL)
@pytest.mark.parametrize("guild", ["", str(GUILD)])
def test_figures_over_time_read_the_days_asked_for_and_no_question(
    ask: Ask, name: str, guild: str
) -> None:
    steps = [step["detail"] for step in ask(name, "explain query plan ", guild=guild)]

    assert not [step for step in steps if "queries" in step]
    assert any("(guild_id=? AND kind=? AND day>? AND day<?)" in step for step in steps)
