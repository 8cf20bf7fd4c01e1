import json
from pathlib import Path

import pytest

from tests.bot.terminal.judged import GUILD, KOLAM, PAGI, ask_and_judge, take_in
from tests.bot.terminal.shelf import Kutip


@pytest.fixture
def judged(kutip: Kutip, data_dir: Path, tmp_path: Path) -> None:
    ask_and_judge(kutip, data_dir, take_in(kutip, tmp_path, PAGI, KOLAM))


def test_judged_questions_are_measured_then_and_now(kutip: Kutip, judged: None) -> None:
    result = kutip("eval", "--log", "--guild", GUILD)

    heading, then, without_own, now = result.stdout.splitlines()
    assert heading.split()[:4] == ["3", "questions", "MRR@10", "Answered"]
    assert then.split() == ["Then", "0.500", "0.667", "0.500", "1.000"]
    assert without_own.split("judgement")[1].split() == ["0.500", "0.667", "0.500", "1.000"]
    assert now.split()[-4:] == ["1.000", "1.000", "0.000", "1.000"]
    assert (result.exit_code, result.stderr) == (0, "")


def test_questions_are_replayed_with_the_current_settings(kutip: Kutip, judged: None) -> None:
    strict = {"KUTIP_MIN_CONFIDENCE": "1"}
    result = kutip("eval", "--log", "--guild", GUILD, "--json", **strict)
    figures = json.loads(result.stdout)

    assert figures["questions"] == 3
    assert figures["then"]["wrongly_refused"] == 0.5
    assert figures["without_own"] == {
        "mrr10": 0.0,
        "answered": 0.0,
        "wrongly_refused": 1.0,
        "wrong_first": 0.0,
    }


def test_what_is_left_out_is_reported(kutip: Kutip, judged: None, tmp_path: Path) -> None:
    take_in(kutip, tmp_path, PAGI, "Rendang itu masakan daging dari Sumatra yang pedas sekali.")
    result = kutip("eval", "--log", "--guild", GUILD)

    assert result.stderr == (
        "kutip: left out 2 questions whose judged passages are no longer in the articles.\n"
    )


@pytest.mark.parametrize("command", [("eval", "--log"), ("export-judgements", "set")])
def test_where_nothing_was_judged_there_is_a_sentence(
    kutip: Kutip, judged: None, command: tuple[str, ...]
) -> None:
    outside = kutip(*command)
    assert outside.exit_code == 1
    assert outside.stderr.startswith("kutip: No questions from outside servers were judged yet. ")

    unknown = kutip(*command, "--guild", "8")
    assert unknown.exit_code == 1
    assert unknown.stderr == (
        "kutip: There is no server 8 in the query log; the most questions came from 7 (3).\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--log", "set"), "--log can only be combined with --guild and --json."),
        (("--log", "--compare"), "--log can only be combined with --guild and --json."),
        (("set", "--guild", "7"), "--guild needs --log."),
        ((), "Missing argument 'DIR...'."),
    ],
)
def test_a_usage_error_is_one_sentence(
    kutip: Kutip, arguments: tuple[str, ...], sentence: str
) -> None:
    result = kutip("eval", *arguments)

    assert result.exit_code == 2
    assert sentence in result.stderr
