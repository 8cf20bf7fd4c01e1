"""Mutation testing of `index/`: which changes of the code does no test notice?

    python tests/mutants.py [MINUTES [FILE...]]

mutmut changes one thing at a time in a file, and runs the file's own tests. A change that they all
pass survives. Each file has a folder in `mutants/`, which keeps the results: a run that was stopped
is continued, and a file is only tested again if it or its tests have changed. To see a change, run
`mutmut results` and `mutmut show NAME` in that folder.
"""

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "mutants"
MINUTES = 30.0
PASSED, NO_TESTS = 0, 33
"""Exit codes of mutmut's test runs where no test failed, and where no test reaches the change."""
LEFT_OUT = ("index/learning/", "__init__.py", "errors.py")
TESTS = {
    "answer": ("test_finder.py",),
    "finder": ("test_finder.py", "test_finder_changed.py"),
    "languages": ("reading/test_languages.py",),
    **{
        name: (f"ranking/test_{name}.py", "ranking/test_columns.py")
        for name in ("confidence", "features", "likeness", "matches", "ranking", "wording")
    },
}
"""The tests of a file by its name, where they are not just the one that mirrors it."""
PRELOADED = (
    "_hypothesis_pytestplugin", "alembic.command", "hypothesis", "numpy", "pytest",
    "pytest_asyncio.plugin", "rank_bm25", "rapidfuzz.process", "regex",
    "sqlalchemy.dialects.sqlite.aiosqlite", "sqlalchemy.ext.asyncio",
)  # fmt: skip
"""Modules that are imported once for all changes, because that takes longer than most tests."""
MUTMUT = f"import {', '.join(PRELOADED)}; from mutmut.__main__ import cli; cli()"


def main(minutes: float, chosen: Sequence[str]) -> None:
    """Test files until the time is over, and print a table of the results of all files."""
    deadline = time.monotonic() + minutes * 60
    sources = [source for source in _sources() if not chosen or source in chosen]
    for source in sources:
        left = deadline - time.monotonic()
        if left > 0:
            _test(source, left)
    results = {source: _results(source) for source in sources}
    results["all"] = sum(results.values(), Counter[str]())
    lines = [f"{'File':<36} {'Mutants':>7} {'Killed':>6} {'Survived':>8} {'Left':>5} {'Share':>6}"]
    lines += [_row(name, counts) for name, counts in results.items()]
    sys.stdout.write("\n".join(lines) + "\n")


def _sources() -> list[str]:
    paths = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "index").rglob("*.py"))
    kept = [path for path in paths if not any(part in path for part in LEFT_OUT)]
    return [*kept, "index/reading/languages/__init__.py"]


def _tests(source: str) -> list[str]:
    path = Path(source)
    name = path.parent.name if path.stem == "__init__" else path.stem
    mirrored = path.relative_to("index").with_name(f"test_{name}.py")
    return [f"tests/index/{test}" for test in TESTS.get(name, (str(mirrored),))]


def _folder(source: str) -> Path:
    return FOLDER / source.removesuffix(".py").replace("/", ".")


def _test(source: str, seconds: float) -> None:
    """Run mutmut on a file for so many seconds at most, if it is not finished."""
    folder = _folder(source)
    _prepare(folder, source)
    results = _results(source)
    if results and not results["left"]:
        return
    sys.stdout.write(f"{source} …\n")
    sys.stdout.flush()
    with (folder / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", MUTMUT, "run", "--max-children", "1"],
            cwd=folder,
            stdout=log,
            stderr=log,
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            process.wait()


def _prepare(folder: Path, source: str) -> None:
    """Make the folder of a file, and make it anew if the file or its tests have changed."""
    tests = _tests(source)
    digest = hashlib.sha256(b"".join((ROOT / path).read_bytes() for path in (source, *tests)))
    stamp = folder / "stamp"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest.hexdigest():
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("index", "corpus", "bot", "tests"):
        (folder / name).symlink_to(ROOT / name)
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    settings += f"only_mutate = {json.dumps([source])}\n"
    settings += f"pytest_add_cli_args_test_selection = {json.dumps(tests)}\n"
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    stamp.write_text(digest.hexdigest(), encoding="utf-8")


def _results(source: str) -> Counter[str]:
    """Return how many changes of a file were killed, survived, or are left to be tested."""
    meta = _folder(source) / "mutants" / f"{source}.meta"
    if not meta.is_file():
        return Counter()
    codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return Counter(_status(code) for code in codes.values())


def _status(code: int | None) -> str:
    """Return the status by the exit code that mutmut keeps."""
    if code is None:
        return "left"
    return "survived" if code in {PASSED, NO_TESTS} else "killed"


def _row(name: str, counts: Counter[str]) -> str:
    killed, survived, left = counts["killed"], counts["survived"], counts["left"]
    share = f"{killed / (killed + survived):.1%}" if killed + survived else "—"
    return f"{name:<36} {counts.total():7} {killed:6} {survived:8} {left:5} {share:>6}"


if __name__ == "__main__":
    main(float(sys.argv[1]) if sys.argv[1:] else MINUTES, sys.argv[2:])
