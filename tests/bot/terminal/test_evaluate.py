import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from bot.terminal.measuring import HEADINGS
from tests.index.learning.judged_sets import PASSAGES, QUESTIONS, write_lines, write_set

RANKING_ONLY = {"quote1", "quote3", "kept", "refused", "auroc", "served", "unwarned", "gap"}


def kutip_eval(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["eval", *map(str, arguments)])


def rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_file_of_questions_gets_a_row_of_figures(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "small", dev=QUESTIONS, train=QUESTIONS[:2])

    result = kutip_eval(folder)

    headings, dev, train = result.stdout.splitlines()
    assert headings.split() == list(HEADINGS.values())
    assert dev.split()[:6] == ["small", "queries.dev.jsonl", "kutip", "3", "1.000", "1.000"]
    assert train.split()[3] == "2"
    assert train.split()[-5:] == ["—", "—", "1.000", "0.000", "—"]
    assert (result.exit_code, result.stderr) == (0, "")


def test_json_holds_the_same_figures_an_object_a_line(tmp_path: Path) -> None:
    result = kutip_eval(write_set(tmp_path / "small"), "--json")

    assert rows(result) == [
        {
            "set": "small",
            "queries": "queries.dev.jsonl",
            "system": "kutip",
            "questions": 3,
            "mrr10": 1,
            "recall1": 1,
            "recall5": 1,
            "ndcg10": 1,
            "quote1": 1,
            "quote3": 1,
            "kept": 1,
            "refused": 1,
            "auroc": 1,
            "served": 1,
            "unwarned": 0,
            "gap": None,
        }
    ]


def test_each_kind_of_question_gets_a_row_below_its_file(tmp_path: Path) -> None:
    questions = [
        {**question, "kind": kind} for question, kind in zip(QUESTIONS, "aab", strict=True)
    ]

    found = rows(kutip_eval(write_set(tmp_path, dev=questions), "--json"))

    assert [(row["queries"], row["questions"]) for row in found] == [
        ("queries.dev.jsonl", 3),
        ("… a", 2),
        ("… b", 1),
    ]


def test_compare_adds_a_row_for_each_peer_with_the_figures_of_ranking(tmp_path: Path) -> None:
    kutip, meaning, *peers = rows(kutip_eval(write_set(tmp_path), "--json", "--compare"))

    assert meaning["system"] == "kutip_meaning"
    assert meaning["kept"] is not None
    assert [peer["system"] for peer in peers] == ["rank_bm25", "bm25s", "sqlite_fts5"]
    for peer in peers:
        assert list(peer) == list(kutip)
        assert {key for key, value in peer.items() if value is None} == RANKING_ONLY
        assert peer["mrr10"] == 1


def test_every_set_is_measured_and_may_have_its_own_file_of_a_name(tmp_path: Path) -> None:
    one = write_set(tmp_path / "one", dev=QUESTIONS, train=QUESTIONS)
    two = write_set(tmp_path / "two", dev=QUESTIONS[:1])

    found = rows(kutip_eval(one, two, "--json", "--queries", "queries.dev.jsonl"))

    assert [(row["set"], row["queries"], row["questions"]) for row in found] == [
        ("one", "queries.dev.jsonl", 3),
        ("two", "queries.dev.jsonl", 1),
    ]


def test_questions_may_stand_elsewhere(tmp_path: Path) -> None:
    other = write_lines(tmp_path / "other.jsonl", QUESTIONS[:1])

    (row,) = rows(kutip_eval(write_set(tmp_path / "set"), "--json", "--queries", other))

    assert (row["queries"], row["questions"]) == ("other.jsonl", 1)


def test_malformed_lines_are_named_and_the_rest_is_measured(tmp_path: Path) -> None:
    folder = write_set(tmp_path, [*PASSAGES, PASSAGES[0]], dev=[*QUESTIONS, {"id": "\x1b[31m"}])

    result = kutip_eval(folder, "--json")

    assert result.exit_code == 0
    assert [row["questions"] for row in rows(result)] == [3]
    assert result.stderr.splitlines() == [
        f"kutip: {folder / 'passages.jsonl'}, line 4: the id 'p1' was used before.",
        f"kutip: {folder / 'queries.dev.jsonl'}, line 4: “text” is missing.",
    ]


def test_unreadable_sets_exit_with_66_and_the_rest_is_measured(tmp_path: Path) -> None:
    good = write_set(tmp_path / "good")
    (good / "queries.bad.jsonl").write_bytes(b"\xff\xfe")
    without_questions = write_set(tmp_path / "without")
    (without_questions / "queries.dev.jsonl").unlink()

    result = kutip_eval(tmp_path / "missing", without_questions, good, "--json")

    assert [row["set"] for row in rows(result)] == ["good"]
    assert result.exit_code == 66
    missing, without, bad = result.stderr.splitlines()
    assert missing.startswith(f"kutip: Can't read {tmp_path / 'missing' / 'passages.jsonl'}: ")
    assert without.startswith(f"kutip: {without_questions} has no question files")
    assert bad.startswith(f"kutip: {good / 'queries.bad.jsonl'} is not UTF-8 text: ")


def test_a_missing_folder_ends_with_one_line(tmp_path: Path) -> None:
    result = kutip_eval(tmp_path / "missing")

    assert (result.exit_code, result.stdout) == (66, "")
    assert len(result.stderr.splitlines()) == 1


def test_runs_and_judgements_are_written_where_wanted(tmp_path: Path) -> None:
    result = kutip_eval(write_set(tmp_path / "small"), "--compare", "--trec", tmp_path / "trec")

    assert result.exit_code == 0
    assert {path.name for path in (tmp_path / "trec").iterdir()} == {
        "small.queries.dev.jsonl.qrels",
        "small.queries.dev.jsonl.kutip.run",
        "small.queries.dev.jsonl.kutip_meaning.run",
        "small.queries.dev.jsonl.rank_bm25.run",
        "small.queries.dev.jsonl.bm25s.run",
        "small.queries.dev.jsonl.sqlite_fts5.run",
    }


def test_a_folder_for_runs_that_cant_be_created_exits_with_73_and_one_line(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "small")

    result = kutip_eval(folder, "--trec", folder / "passages.jsonl")

    assert (result.exit_code, len(result.stderr.splitlines())) == (73, 1)


@pytest.mark.parametrize("package", ["ir_measures", "bm25s"])
def test_without_its_packages_one_line_says_how_to_install_them(
    tmp_path: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("evaluation", "measures", "peers", "trec"):
        monkeypatch.delitem(sys.modules, f"index.learning.{module}", raising=False)
    monkeypatch.setitem(sys.modules, package, None)

    result = kutip_eval(write_set(tmp_path))

    assert result.exit_code == 69
    (line,) = result.stderr.splitlines()
    assert package in line
    assert "[eval]" in line


@pytest.mark.parametrize("arguments", [[], ["set", "--queries"], ["set", "--nonsense"]])
def test_misuse_exits_with_2(arguments: list[str]) -> None:
    assert kutip_eval(*arguments).exit_code == 2


def test_the_format_of_a_set_and_every_figure_are_documented() -> None:
    guide = Path("CONTRIBUTING.md").read_text()

    keys = {key for row in PASSAGES + QUESTIONS for key in row}
    assert [key for key in sorted(keys | set(HEADINGS)) if f"`{key}`" not in guide] == []
    assert [heading for heading in HEADINGS.values() if not re.search(heading, guide)] == []
