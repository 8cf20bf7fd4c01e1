import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dashboard.lists import LISTS
from bot.dashboard.panels import CHARTS, FIGURES
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
    NOW,
    OTHER,
    TICKET,
    TITLE,
    fill,
)
from tests.bot.set_back import set_clock_back

QUERIES = {name: panel["query"] for name, panel in {**FIGURES, **CHARTS}.items()} | {
    f"list {name}": shown["sql"] for name, shown in LISTS.items()
}
FIGURES_OF_ALL = ["asked", "answered", "outcomes", "share", "confidence", "latency"]
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
    ("guild", "asked", "answered", "liked", "unanswered"),
    [
        ("", 60, 33.3, 33.3, 2),
        (str(GUILD), 30, 66.7, 33.3, 1),
        (str(OTHER), 20, 0, "–", 1),
        (OUTSIDE, 10, 0, "–", 0),
    ],
)
def test_figures_are_those_of_the_servers_chosen(
    ask: Ask, guild: str, asked: int, answered: float, liked: float | str, unanswered: int
) -> None:
    assert ask("asked", guild=guild) == [{"figure": asked}]
    assert ask("answered", guild=guild) == [{"figure": answered}]
    assert ask("liked", guild=guild) == [{"figure": liked}]
    assert ask("open", guild=guild) == [{"figure": unanswered}]


def test_days_are_counted_with_the_first_and_the_last(ask: Ask) -> None:
    first, last = (f"{NOW - timedelta(days=ago):%Y-%m-%d}" for ago in (4, 2))

    days = ask("outcomes", since=first, until=last)

    assert [day["day"] for day in days] == [
        f"{NOW - timedelta(days=ago):%Y-%m-%d}" for ago in (4, 3, 2)
    ]
    assert {(day["answered"], day["refused"], day["failed"]) for day in days} == {(2, 3, 1)}
    assert ask("asked", since=first, until=last) == [{"figure": 18}]


def test_without_dates_the_last_thirty_days_are_meant(ask: Ask) -> None:
    assert len(ask("outcomes")) == DAYS
    assert ask("asked", until="2020-01-01") == [{"figure": 0}]
    assert ask("asked", since="2020-01-01") == ask("asked")


def test_the_share_answered_is_shown_per_day(ask: Ask) -> None:
    assert {day["share"] for day in ask("share", guild=str(GUILD))} == {2 / 3}


def test_confidence_is_counted_in_tenths(ask: Ask) -> None:
    [counts] = ask("confidence", guild=str(GUILD))

    assert {name: count for name, count in counts.items() if count} == {
        "answered 90": 10,
        "answered 40": 10,
        "refused 10": 10,
    }


def test_answer_times_are_shown_per_day(ask: Ask) -> None:
    days = ask("latency", guild=str(GUILD))

    assert {(day["median"], day["95 % within"]) for day in days} == {(10.0, 10.0)}


async def test_unanswered_questions_are_those_that_moderators_see(ask: Ask, log: Path) -> None:
    async with open_database(log) as engine:
        for guild, server in ((GUILD, str(GUILD)), (OTHER, str(OTHER)), (EVERYWHERE, OUTSIDE)):
            seen = await unanswered(engine, guild, NOW - timedelta(days=20))
            shown = ask("unanswered", guild=server)
            assert [(row["question"], row["times"]) for row in shown] == [
                (each.question, each.times) for each in seen
            ]
            assert {row["server"] for row in shown} <= {server}
    assert {row["question"] for row in ask("unanswered")} == {HOSTILE, FORMULA}


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
                    row["answered_by_settled"],
                    row["gained"],
                    row["lost"],
                    row["changed"],
                    row["percent_served"],
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
                    round(100 * week.served / week.asked, 1),
                )
                for week in seen
            ]
    totals = ask("list weeks")
    assert sum(row["served"] for row in totals) == DAYS  # The ticket is doubtful.
    assert sum(row["answered_by_settled"] for row in totals) == DAYS
    assert sum(row["gained"] for row in totals) == DAYS
    assert sum(row["lost"] for row in totals) == DAYS
    assert {row["served"] for row in ask("weeks", guild=str(GUILD))} == {1 / 3}
    assert sum(row["gained"] for row in ask("effects")) == DAYS


@pytest.mark.parametrize("strictness", Strictness)
def test_an_answer_is_served_by_the_strictness_of_its_server(strictness: Strictness) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table guilds (id, strictness)")
        connection.execute("insert into guilds values (7, ?)", (strictness,))
        sure = "select {sure} from (select ? as guild_id)"
        [(here,), (elsewhere,)] = [
            connection.execute(sql(sure), (guild_id,)).fetchone() for guild_id in (7, 8)
        ]

    balanced = next(float(each.default) for each in SETTINGS if "CONFIDENCE" in each.name)
    assert here == pytest.approx(strictness.least(balanced) + DOUBT)
    assert elsewhere == pytest.approx(balanced + DOUBT)


def test_articles_are_named_by_their_titles_and_lead_to_their_questions(ask: Ask) -> None:
    assert ask("articles") == [
        {"title": TITLE, "questions": 20, "href": "/kutip/of_article?article=ferry"}
    ]
    for article in ("ferry", TITLE):
        listed = ask("list of_article", article=article)
        assert {row["question"] for row in listed} == {FERRY, TICKET}
        assert {row["article"] for row in listed} == {TITLE}


def test_thumbs_and_their_reasons_are_counted(ask: Ask) -> None:
    assert {(day["up"], day["down"]) for day in ask("thumbs")} == {(1, 2)}
    assert {row["why"]: row["votes"] for row in ask("reasons")} == {
        "another reason": 10,
        "wrong passage": 10,
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
    waiting = {row["question"]: row["want_to_be_told"] for row in ask("list unanswered")}
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

    assert not [step for step in steps if "queries" in step and "COVERING INDEX" not in step]
    assert any("(guild_id=? AND asked_at>? AND asked_at<?)" in step for step in steps)
