import json
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.querylog.unwritten import keep, unwritten_files
from tests.bot.querylog.test_log import RECORD
from tests.bot.terminal.shelf import Kutip, in_a_process, start

ANSWERED, REFUSED = "Siapa Vipin Narang?", "Bagaimana memasak rendang?"


@pytest.fixture
def asked(kutip: Kutip) -> None:
    """Three questions, the last on server 7."""
    kutip("ask", ANSWERED)
    kutip("ask", REFUSED)
    kutip("ask", REFUSED, "--guild", "7")


def objects(kutip: Kutip, *arguments: str) -> list[dict[str, object]]:
    result = kutip("log", *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_questions_are_listed_in_columns_the_last_one_last(kutip: Kutip, asked: None) -> None:
    head, first, second, third = kutip("log").stdout.splitlines()

    assert head.rstrip().startswith("Asked  ")
    assert head.rstrip().endswith("Question")
    assert first.rstrip().endswith(ANSWERED)
    assert "answered" in first
    assert "Korea Selatan dan A.S. mengemba…" in first
    assert second.rstrip().endswith(REFUSED)
    assert " 7 " in third
    asked_at = datetime.fromisoformat(first[:19]).astimezone()
    assert timedelta() <= datetime.now().astimezone() - asked_at < timedelta(minutes=10)


def test_what_could_not_be_written_is_taken_in_first(kutip: Kutip, data_dir: Path) -> None:
    kutip("ask", ANSWERED)
    keep(data_dir / "kutip.db", [replace(RECORD, question="Belum tertulis?")])

    assert {each["question"] for each in objects(kutip)} == {ANSWERED, "Belum tertulis?"}


def test_a_reply_that_did_not_arrive_is_shown_as_such(kutip: Kutip, data_dir: Path) -> None:
    kutip("ask", ANSWERED)
    keep(data_dir / "kutip.db", [replace(RECORD, delivered=False)])

    head, lost, arrived = kutip("log").stdout.splitlines()

    assert "answered, not delivered" in lost
    assert "not delivered" not in head + arrived
    assert [each["delivered"] for each in objects(kutip)] == [False, True]


def test_what_a_lock_held_up_until_the_end_is_logged_at_the_next_start(
    kutip: Kutip, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kutip("ask", ANSWERED)
    with (
        monkeypatch.context() as patch,
        closing(sqlite3.connect(data_dir / "kutip.db", isolation_level=None)) as other,
    ):
        patch.setattr("bot.answering.LOG_SECONDS", 0)
        patch.setattr("corpus.sqlite.BUSY_TIMEOUT_MS", 0)
        other.execute("BEGIN IMMEDIATE")
        asked = kutip("ask", REFUSED)

    assert (asked.exit_code, len(unwritten_files(data_dir / "kutip.db"))) == (1, 1)
    assert kutip("ask", ANSWERED).exit_code == 0
    assert unwritten_files(data_dir / "kutip.db") == []
    assert [each["question"] for each in objects(kutip)] == [ANSWERED, REFUSED, ANSWERED]


def test_a_truncated_list_says_so(
    kutip: Kutip, asked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kutip("log").stderr == ""

    monkeypatch.setattr("bot.terminal.log.SHOWN", 2)

    assert kutip("log").stderr == "Only the latest 2 questions; use --limit for more.\n"
    assert kutip("log", "--limit", "2").stderr == ""


def test_json_has_everything_but_the_asker(kutip: Kutip, asked: None) -> None:
    first, *_ = objects(kutip)

    assert len(str(first.pop("id"))) == 32
    assert datetime.fromisoformat(str(first.pop("asked_at"))).utcoffset() == timedelta()
    assert first.pop("milliseconds")
    assert first.pop("confidence")
    assert str(first.pop("article")).startswith("Korea Selatan")
    assert first == {
        "guild_id": None,
        "channel_id": None,
        "way_in": "terminal",
        "locale": "en",
        "question": ANSWERED,
        "outcome": "answered",
        "article_id": "strategi-nuklir-korea",
        "thumbs_up": 0,
        "thumbs_down": 0,
        "delivered": True,
    }


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 3),
        (("--guild", "7"), 1),
        (("--guild", "0"), 2),
        (("--outcome", "answered"), 1),
        (("--text", "RENDANG"), 2),
        (("--limit", "2"), 2),
        (("--since", "1h"), 3),
        (("--until", "1h"), 0),
        (("--since", "2W", "--until", "2099-01-01"), 3),
        (("--since", "2020-01-01"), 3),
    ],
)
def test_filters_choose_questions(
    kutip: Kutip, asked: None, options: tuple[str, ...], count: int
) -> None:
    assert len(objects(kutip, *options)) == count


def test_a_limit_keeps_the_last_ones(kutip: Kutip, asked: None) -> None:
    (last,) = objects(kutip, "--limit", "1")

    assert last["guild_id"] == 7


def test_csv_has_a_header_and_a_line_a_question_and_no_formula(kutip: Kutip) -> None:
    kutip("ask", "=cmd|'/c calc'!A0")
    header, line = kutip("log", "--csv").stdout.splitlines()

    assert header.startswith("asked_at,guild_id,")
    assert "'=cmd|'/c calc'!A0" in line


@pytest.mark.parametrize("option", ["--csv", "--json"])
def test_what_programs_read_is_utf8_whatever_the_terminal_takes(
    kutip: Kutip, data_dir: Path, option: str
) -> None:
    kutip("ask", "日本語")

    assert "日本語" in in_a_process(data_dir, "log", option, PYTHONIOENCODING="latin-1").stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--since", "kemarin"),
            "“kemarin” is not a time; write it like 12h, 7d, 4w or 2026-01-31.",
        ),
        (("--since", "2026-02-31"), "“2026-02-31” is not a time"),
        (("--since", "999999w"), "“999999w” is not a time"),
        (("--since", "0001-01-01"), "“0001-01-01” is not a time"),
        (("--since", "1d", "--until", "2d"), "--since must be before --until."),
        (("--since", "2099-01-01"), "--since must be in the past."),
        (("--guild", "x"), "'x' is not a valid integer"),
        (("--outcome", "maybe"), "'maybe' is not one of"),
        (("--limit", "0"), "0 is not in the range"),
        (("--csv", "--json"), "--csv and --json can't be used together."),
        (("--guild", "7", "stats"), "Put the options after `stats`."),
        (("stats", "--since", "1d", "--until", "2d"), "--since must be before --until."),
        (("tail", "--since", "kemarin"), "is not a time"),
    ],
)
def test_a_usage_error_is_one_sentence(
    kutip: Kutip, arguments: tuple[str, ...], sentence: str
) -> None:
    result = kutip("log", *arguments)

    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("command", [(), ("stats",), ("tail",)])
def test_an_unknown_server_is_reported_with_those_that_asked(
    kutip: Kutip, asked: None, command: tuple[str, ...]
) -> None:
    result = kutip("log", *command, "--guild", "8")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "kutip: There is no server 8 in the query log; the most questions came from 7 (1).\n"
    )


def test_without_any_question_no_server_is_known(kutip: Kutip) -> None:
    assert kutip("log").stdout.split()[0] == "Asked"
    assert kutip("log", "--guild", "8").stderr == (
        "kutip: There is no server 8 in the query log; no server has asked anything yet.\n"
    )


def test_a_question_cant_control_the_terminal_or_break_its_line(kutip: Kutip) -> None:
    kutip("ask", "apa\x1b[31m ini\n\nitu " + "x" * 500)
    _, line = kutip("log").stdout.splitlines()

    assert "apa\N{REPLACEMENT CHARACTER}[31m ini itu xxx" in line
    assert line.rstrip().endswith("x…")


def test_statistics_count_the_outcomes(kutip: Kutip, asked: None) -> None:
    kutip("ask", ANSWERED, "--guild", "7")
    text = kutip("log", "stats", "--guild", "7").stdout

    assert text.splitlines()[0] == (
        "2 questions · Answered: 1 (50.0%) · Refused: 1 (50.0%) · Errors: 0 (0.0%)"
    )
    assert "👍 0, 👎 0" in text
    assert "Busiest articles" in text
    week = text.partition("Week from")[2].splitlines()[1].split()
    assert week[1:] == ["2", "1", "(50.0%)", "0", "0", "0", "0"]
    assert REFUSED in text


def test_statistics_as_json_are_complete(kutip: Kutip, asked: None) -> None:
    everywhere = json.loads(kutip("log", "stats", "--json").stdout)
    here = json.loads(kutip("log", "stats", "--guild", "7", "--json").stdout)

    assert (everywhere["asked"], everywhere["share_answered"]) == (3, 0.3333)
    assert everywhere["unanswered"] is None
    assert [one["question"] for one in here["unanswered"]] == [REFUSED]
    (week,) = here["weeks"]
    names = ("asked", "served", "settled", "gained", "lost", "changed")
    assert [week[name] for name in names] == [1, 0, 0, 0, 0, 0]
    (day,) = here["days"]
    assert (day["answered"], day["refused"], day["errors"]) == (0, 1, 0)


def test_statistics_of_an_empty_selection_are_a_sentence(kutip: Kutip) -> None:
    assert kutip("log", "stats").stdout == "No questions.\n"


@pytest.mark.usefixtures("no_patience")
def test_a_locked_database_is_reported_in_a_sentence(
    kutip: Kutip, asked: None, data_dir: Path
) -> None:
    other = sqlite3.connect(data_dir / "kutip.db", isolation_level=None)
    # Out of write-ahead logging first: with it, reading waits for nobody.
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    result = kutip("log")
    other.close()

    assert result.exit_code == 74
    assert result.stderr.startswith("kutip: ")
    assert "no other program has it locked" in result.stderr


@pytest.fixture
def tail(data_dir: Path, kutip: Kutip, asked: None) -> Iterator[subprocess.Popen[str]]:
    """`kutip log tail`, which ends with its clean exit at Ctrl-C."""
    process = start(data_dir, "log", "tail", "--json", PYTHONUNBUFFERED="1")
    yield process
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (out, err, process.returncode) == ("", "", 0)


def test_tail_shows_the_last_questions_and_each_new_one_once(
    kutip: Kutip, tail: subprocess.Popen[str]
) -> None:
    def told() -> str:
        assert tail.stdout is not None
        return str(json.loads(tail.stdout.readline())["question"])

    assert [told() for _ in range(3)] == [ANSWERED, REFUSED, REFUSED]
    kutip("ask", "Apa itu rendang?")
    assert told() == "Apa itu rendang?"
    kutip("ask", "Apa itu soto?")
    assert told() == "Apa itu soto?"
