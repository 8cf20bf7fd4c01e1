"""The benchmark measures what it says, each system in a process; how fast they are is no matter."""

import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from performance import endtoend, servers, sizes, starting
from performance.__main__ import main
from performance.builds import ROOT, Build, NoBuildError, builds
from performance.figures import END_TO_END, ON_POSTGRESQL, SERVERS, STARTS
from performance.measures import Row
from performance.processes import Worker, WorkerError
from performance.results import Results

from tests.postgresql import Server

HERE = Build("kutip", ROOT, "here")
PEERS = ("rank_bm25", "fts5")
"""Those that come with Kutip."""


def silent(_step: str) -> None:
    """Report nothing."""


def assert_measured(row: Row, *keys: str) -> None:
    assert [key for key in keys if not (row[key] >= 0 and math.isfinite(row[key]))] == []


def test_a_size_is_measured_for_builds_and_peers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, few in (("QUESTIONS", 4), ("BATCH", 2), ("CHANGES", 2), ("COSTLIEST", 1)):
        monkeypatch.setattr(sizes, name, few)

    rows = sizes.measure_size(25, [HERE], PEERS, tmp_path, silent)

    asked = [
        f"{what}_{kind}_{p}"
        for what in ("candidates", "find")
        for kind in ("cpu", "wall")
        for p in ("p50", "p95")
    ]
    changed = ("add_cpu", "add_wall", "remove_cpu", "remove_wall")
    assert_measured(rows["kutip"], *asked, *changed, "costliest_cpu", "build_cpu", "build_peak")
    assert_measured(rows["kutip"], "first_answer_cpu", "first_answer_again_cpu", "resident", "disk")
    assert_measured(rows["fts5"], *asked[:4], *changed, "build_cpu", "first_answer_again_cpu")
    assert_measured(rows["rank_bm25"], *asked[:4], "build_cpu", "resident")
    assert "add_cpu" not in rows["rank_bm25"]
    assert list(tmp_path.iterdir()) == []


def test_servers_are_asked_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers, "PASSAGES", 20)
    monkeypatch.setattr(servers, "ROUNDS", 2)

    rows = servers.measure_servers(2, [HERE], tmp_path, silent)

    assert_measured(rows["kutip"], *(figure.key for figure in SERVERS))
    assert rows["kutip"]["servers"] == 2


@pytest.fixture
def few_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask as little as makes each figure."""
    for name, few in (
        ("GUILDS", endtoend.GUILDS[:2]),
        ("PASSAGES", 20),
        ("ASKED", 6),
        ("BUSY_ASKED", 4),
        ("BURST", 6),
        ("QUIET_ASKED", 2),
        ("DIFFERENT", 9),
    ):
        monkeypatch.setattr(endtoend, name, few)


@pytest.mark.usefixtures("few_questions")
async def test_every_question_on_discord_is_replied_to_and_counted(tmp_path: Path) -> None:
    rows = await endtoend.measure_end_to_end([HERE], tmp_path, silent)

    row = rows["kutip"]
    assert_measured(row, *(figure.key for figure in END_TO_END))
    assert row["burst_answered"] + row["burst_busy"] == 6
    assert row["burst_silent"] == 0
    assert row["asked_in_all"] >= 2 + 6 + 2 + 2
    assert row["rows_lost"] == 0


@pytest.mark.usefixtures("few_questions")
async def test_every_question_on_postgresql_is_replied_to_and_counted(
    tmp_path: Path, postgresql: Server
) -> None:
    url = postgresql.new().render_as_string()
    there = replace(HERE, name="postgresql", database=url)

    row = (await endtoend.measure_end_to_end([there], tmp_path, silent))["postgresql"]

    assert_measured(row, *(figure.key for figure in (*END_TO_END, *ON_POSTGRESQL)))
    assert row["asked_in_all"] >= 2 + 6 + 2 + 2
    assert row["rows_lost"] == 0


def test_commands_are_timed_from_start_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "ROUNDS", 1)

    rows = starting.measure_starts([HERE], tmp_path, silent)

    assert_measured(rows["kutip"], *(figure.key for figure in STARTS))


def test_a_worker_that_ends_early_is_reported() -> None:
    with pytest.raises(WorkerError, match="fts5 ended during walk"), Worker("fts5", ROOT) as worker:
        worker.call("walk")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with one commit, taken for Kutip's."""
    folder = tmp_path / "repository"
    for name in ("bot", "corpus", "index"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("old")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "One")
    monkeypatch.setattr("performance.builds.ROOT", folder)
    return folder


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def test_the_earlier_build_is_the_last_tag(repository: Path, tmp_path: Path) -> None:
    git(repository, "tag", "v1")
    (repository / "bot/__init__.py").write_text("new")

    here, before = builds(None, tmp_path / "before")

    assert (here.name, here.source) == ("kutip", repository)
    assert before.name == "before"
    assert (before.source / "bot/__init__.py").read_text() == "old"


@pytest.mark.usefixtures("repository")
def test_without_a_tag_no_earlier_build_is_compared(tmp_path: Path) -> None:
    assert [build.name for build in builds(None, tmp_path / "before")] == ["kutip"]


@pytest.mark.usefixtures("repository")
def test_a_revision_that_git_does_not_know_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoBuildError, match="v99"):
        builds("v99", tmp_path / "before")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--sizes=many", "--sizes"),
        ("--sizes=0", "positive"),
        ("--parts=everything", "sizes, servers, discord, postgresql, commands"),
        ("--against=v99", "v99"),
        ("--json=/no folder/figures.json", "no folder"),
    ],
)
def test_what_cannot_be_measured_is_said(
    option: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["performance", option])

    with pytest.raises(SystemExit) as ended:
        main()

    assert said in f"{ended.value.code} {capsys.readouterr().err}"


def test_what_was_measured_earlier_is_shown_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "figures.json"
    Results({"kutip": "v1"}, starts={"kutip": {"start_ask": 0.5}}).write(path)
    monkeypatch.setattr(sys, "argv", ["performance", f"--read={path}"])

    main()

    assert "`kutip ask`" in capsys.readouterr().out
