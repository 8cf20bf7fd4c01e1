"""Runs the tests of each change, in a process that has run no test before."""

import functools
import hashlib
import json
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from tests.mutants.changes import Change
from tests.mutants.coverage import Coverage

SECONDS = 3.0
"""How long the tests of a change may take together, on the processor."""
MOST_MEMORY = 8 << 30
BROKEN = 99
"""Exit code of a process that ended by itself before the tests did."""
OUT_OF_TIME = {signal.SIGXCPU, signal.SIGKILL, signal.SIGALRM}


class Trials:
    """A plugin of pytest that tries changes instead of running the tests that were collected."""

    def __init__(
        self,
        root: Path,
        kept: Path,
        every: Iterable[Change],
        drawn: Sequence[Change],
        deadline: float,
    ) -> None:
        """Try the changes that were drawn until a time, and keep what comes of them in a folder."""
        self._root = root
        self._every = list(every)
        self._drawn = drawn
        self._deadline = deadline
        self._coverage_file = kept / "coverage.json"
        self._ends_file = kept / "ends.json"
        self._ends: dict[str, dict[str, Any]] = _read(self._ends_file)
        self._digests: dict[str, str] = {}

    def end(self, change: Change) -> str | None:
        """Return what became of a change: killed, survived, out of time, or nothing yet."""
        kept = self._ends.get(f"{change.path} {change.name}")
        if kept is None or kept["source"] != _digest(change.original + change.source):
            return None
        valid = all(self._digest(path) == digest for path, digest in kept["tests"].items())
        return str(kept["end"]) if valid else None

    def killer(self, change: Change) -> str:
        """Return the id of the test that killed a change."""
        return str(self._ends[f"{change.path} {change.name}"]["by"])

    def pytest_collection(self) -> None:
        """Let hypothesis not look for the simplest example, which takes minutes."""
        phases = (Phase.explicit, Phase.generate)
        everyday = settings.get_profile("everyday")
        settings.register_profile("mutants", everyday, phases=phases, database=None)
        settings.load_profile("mutants")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try the changes that were not tried before."""
        items = {item.nodeid: item for item in session.items}
        coverage = self._coverage(session, items)
        # Those that survived before, of which tests may have changed, take the longest.
        for change in sorted(self._drawn, key=lambda change: self.end(change) is not None):
            tests = self._tests(change, coverage)
            if not self._tried(change, tests) and time.monotonic() < self._deadline:
                seconds = sum(coverage[test]["seconds"] for test in tests)
                self._try(session, change, [items[test] for test in tests], seconds)
        return True

    def _tried(self, change: Change, tests: Sequence[str]) -> bool:
        """Return whether it is known what becomes of a change, also by tests that are new."""
        end = self.end(change)
        if end is None or end == "killed":
            return end is not None
        return _files(tests) == set(self._ends[f"{change.path} {change.name}"]["tests"])

    def _coverage(
        self, session: pytest.Session, items: Mapping[str, pytest.Item]
    ) -> dict[str, Any]:
        """Return which functions each test calls, from runs of the test files that are new."""
        names = {id(each.current().__code__): _name(each) for each in self._every}
        index = _digest("".join(sorted(change.original for change in self._every)))
        kept = _read(self._coverage_file)
        by_file: dict[str, list[pytest.Item]] = {}
        for item in items.values():
            by_file.setdefault(item.nodeid.partition("::")[0], []).append(item)
        for path, of_file in by_file.items():
            key = _digest(index + self._digest(path))
            if kept.get(path, {}).get("key") != key and time.monotonic() < self._deadline:
                ended, text = _forked(functools.partial(self._record, session, names, of_file))
                assert ended == 0, f"{path} fails without any change"
                kept[path] = {"key": key, "tests": json.loads(text)}
                _write(self._coverage_file, kept)
        return {
            test: of for path in by_file if path in kept for test, of in kept[path]["tests"].items()
        }

    def _record(
        self, session: pytest.Session, names: dict[int, str], items: list[pytest.Item]
    ) -> str:
        coverage = Coverage(names)
        session.config.pluginmanager.register(coverage)
        recorded = coverage.of(items, session.config.hook.pytest_runtest_protocol)
        assert not session.testsfailed
        return json.dumps(recorded)

    def _try(
        self, session: pytest.Session, change: Change, tests: Sequence[pytest.Item], seconds: float
    ) -> None:
        def run() -> str:
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(2 + 5 * seconds),) * 2)
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(math.ceil(60 + 50 * seconds))
            _forget()
            change.apply()
            return _first_failed(session, tests)

        ended, by = _forked(run)
        assert ended != BROKEN, f"{change.path} {change.name} can't be tried"
        survived = ended == 0 and not by
        end = "out of time" if -ended in OUT_OF_TIME else "survived" if survived else "killed"
        judges = [by] if by else [test.nodeid for test in tests]
        self._ends[f"{change.path} {change.name}"] = {
            "source": _digest(change.original + change.source),
            "end": end,
            "by": by or str(ended),
            "tests": {path: self._digest(path) for path in sorted(_files(judges))},
        }
        _write(self._ends_file, self._ends)

    def _tests(self, change: Change, coverage: Mapping[str, Any]) -> list[str]:
        """Return the tests that call a function, nearest first, as many as there is time for.

        Those are nearest that mirror its file, and then those in the same folder.
        """
        path = Path("tests") / change.path
        mirrored, beside = f"{path.with_name('test_' + path.name)}::", f"{path.parent}/"

        def order(test: str) -> tuple[bool, bool, float]:
            seconds: float = coverage[test]["seconds"]
            return not test.startswith(mirrored), not test.startswith(beside), seconds

        calling = [test for test, of in coverage.items() if _name(change) in of["calls"]]
        left, tests = SECONDS, []
        for test in sorted(calling, key=order):
            left -= coverage[test]["seconds"]
            if left < 0:
                break
            tests.append(test)
        return tests

    def _digest(self, path: str) -> str:
        if path not in self._digests:
            file = self._root / path
            text = file.read_text(encoding="utf-8") if file.is_file() else ""
            self._digests[path] = _digest(text)
        return self._digests[path]


def _forget() -> None:
    """Empty the caches of functions, which were filled while modules were imported."""
    modules = [module for name, module in sys.modules.items() if name.startswith("index")]
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, functools._lru_cache_wrapper):
                value.cache_clear()


def _first_failed(session: pytest.Session, items: Sequence[pytest.Item]) -> str:
    """Run tests until one fails, and return its id."""
    for item, following in zip_longest(items, items[1:]):
        session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return item.nodeid
    return ""


def _forked(run: Callable[[], str]) -> tuple[int, str]:
    """Run a function in a forked process, and return its exit code (or -signal) and result."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        code = BROKEN
        try:
            nothing = os.open(os.devnull, os.O_RDWR)
            for descriptor in (1, 2):
                os.dup2(nothing, descriptor)
            result = run()
            with os.fdopen(writing, "w", encoding="utf-8") as pipe:
                pipe.write(result)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        result = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), result


def _files(tests: Iterable[str]) -> set[str]:
    return {test.partition("::")[0] for test in tests}


def _name(change: Change) -> str:
    return f"{change.path} {change.name.rpartition('__mutmut_')[0]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _write(path: Path, kept: Mapping[str, Any]) -> None:
    """Write a file at once, because a run may be stopped at any time."""
    whole = path.with_suffix(".new")
    whole.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    whole.replace(path)
