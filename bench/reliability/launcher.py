"""Runs Kutip against a stand-in: `python -m reliability.launcher PORT [ARGUMENT …]`.

All limits of time are Kutip's own, except these, which the environment may change:

- KILL_FILE: from the moment that there is a file of this name, with a number n in it, the process
  counts its writing SQL statements and commits, and kills itself right before the n-th. What it
  has counted so far is in a file beside it (.steps).
- POLL_SECONDS: how often what follows changes is looked for.
- NO_TIDYING: nothing is deleted because it is old.
- WALL_CLOCK: see tests/discord/wallclock.py.
"""

import os
import signal
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.discord import wallclock

READS = ("SELECT", "WITH", "PRAGMA")


class Fuse:
    """Kills the process before a step of its work with the database."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._steps = 0

    def step(self, what: str) -> None:
        """Count a step, if steps are counted by now."""
        try:
            last = int(self._file.read_text(encoding="ascii") or 0)
        except OSError:
            self._steps = 0
            return
        self._steps += 1
        with self._file.with_suffix(".steps").open("a", encoding="utf-8") as steps:
            steps.write(f"{self._steps} {what}\n")
        if self._steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def light(self) -> None:
        """Count from now on."""
        from sqlalchemy import Engine, event  # noqa: PLC0415
        from sqlalchemy.engine.default import DefaultDialect  # noqa: PLC0415

        commit = DefaultDialect.do_commit

        def committing(dialect: DefaultDialect, connection: Any) -> None:  # noqa: ANN401
            self.step("before COMMIT")
            commit(dialect, connection)  # type: ignore[no-untyped-call]
            self.step("after COMMIT")

        DefaultDialect.do_commit = committing  # type: ignore[method-assign]

        def executing(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401
            if statement != "BEGIN" and not statement.startswith(READS):
                self.step(" ".join(statement.split())[:60])

        event.listen(Engine, "before_cursor_execute", executing)


async def _tidy_nothing(*_: object) -> None:
    """Replace housekeeping."""


def main() -> None:
    """Run a command of Kutip."""
    if clock := os.environ.pop(wallclock.VARIABLE, None):
        # First, because modules keep the classes that they import.
        wallclock.follow(Path(clock))
    if file := os.environ.pop("KILL_FILE", None):
        Fuse(Path(file)).light()
    if seconds := os.environ.pop("POLL_SECONDS", None):
        audit_channel: Any = import_module("bot.discord.notices.audit_channel")
        audit_channel.EVERY_SECONDS = float(seconds)
    if os.environ.pop("NO_TIDYING", None):
        housekeeping: Any = import_module("bot.housekeeping")
        housekeeping.tidy = _tidy_nothing
    os.environ["OWN_PATIENCE"] = "1"
    import_module("tests.discord.program").run()


if __name__ == "__main__":
    main()
