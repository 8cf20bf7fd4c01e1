import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.terminal import bench


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a clone whose benchmark writes down how it is called, and exits with 3."""
    package = tmp_path / "bench" / "performance"
    package.mkdir(parents=True)
    (package / "__main__.py").write_text(
        "import json, pathlib, sys\n"
        f"pathlib.Path({str(tmp_path / 'called.json')!r}).write_text(json.dumps(sys.argv[1:]))\n"
        "sys.exit(3)\n"
    )
    monkeypatch.setattr(bench, "SOURCE", tmp_path)
    return tmp_path


def test_the_benchmark_gets_the_options_and_gives_the_exit_status(source: Path) -> None:
    options = ["--sizes", "10,200", "--servers", "5", "--against", "v1", "--json", "figures.json"]

    result = CliRunner().invoke(cli, ["bench", *options])

    assert result.exit_code == 3
    assert json.loads((source / "called.json").read_text()) == [
        "--sizes=10,200",
        "--servers=5",
        "--against=v1",
        "--json=figures.json",
    ]


def test_without_its_source_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "SOURCE", tmp_path)

    result = CliRunner().invoke(cli, ["bench"])

    assert result.exit_code == 69
    assert "clone of the repository" in result.stderr
