"""Plays the weeks in tests/quality/weeks, or those named, and prints what came of them.

    python -m week [--json] [WEEK...]

Each week is played twice by the same script: with a moderator who settles what is listed on two
evenings, and without. `--json` prints an object for each week, with what was shown for each
question.
"""

import argparse
import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from rich.table import Table

from bot.terminal.output import unbounded_console
from week.figures import Figure, Share, figures, matching, worse
from week.play import Played, play
from week.script import load_week
from week.server import Shown

WEEKS = Path(__file__).parents[2] / "tests" / "quality" / "weeks"


def main() -> None:
    """Play the weeks, and print a table of their figures or, with `--json`, all there is."""
    parser = argparse.ArgumentParser(prog="week", description="Play weeks of a server.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("weeks", nargs="*", help="names in tests/quality/weeks, or folders")
    arguments = parser.parse_args()
    names = arguments.weeks or sorted(path.name for path in WEEKS.iterdir() if path.is_dir())
    folders = [WEEKS / name for name in names]
    for folder in folders:
        if not folder.is_dir():
            parser.error(f"There is no week {folder}.")
    # Each in a process of its own: SimCord runs one client at a time.
    with ProcessPoolExecutor() as pool:
        settled = pool.map(partial(_play, settling=True), folders)
        left_alone = pool.map(partial(_play, settling=False), folders)
        both = zip(settled, left_alone, strict=True)
        weeks = {folder.name: each for folder, each in zip(folders, both, strict=True)}
    if arguments.json:
        for name, (settling, without) in weeks.items():
            print(json.dumps(_everything(name, settling, without), ensure_ascii=False))  # noqa: T201
    else:
        unbounded_console().print(_table(weeks))


def _play(folder: Path, *, settling: bool) -> Played:
    logging.disable(logging.WARNING)
    return asyncio.run(play(load_week(folder), settling=settling))


def _columns(settling: Played, without: Played) -> dict[str, dict[str, Figure]]:
    settled = settling.settled
    return {
        "without": figures(without, settled, without),
        "settling": figures(settling, settled, without),
    }


def _table(weeks: Mapping[str, tuple[Played, Played]]) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    table.add_column("")
    columns: list[dict[str, Figure]] = []
    for name, both in weeks.items():
        for run, figures_of_run in _columns(*both).items():
            table.add_column(f"{name}\n{run}", justify="right")
            columns.append(figures_of_run)
    for heading in columns[0]:
        table.add_row(heading, *(str(column.get(heading, "—")) for column in columns))
    return table


def _everything(name: str, settling: Played, without: Played) -> dict[str, Any]:
    return {
        "week": name,
        "figures": {
            run: {heading: _plain(figure) for heading, figure in column.items()}
            for run, column in _columns(settling, without).items()
        },
        "settled": [one.question.id for one in settling.settled],
        "missed": [question.id for question in settling.missed],
        "lost": [question.id for question in settling.lost],
        "matching": [question.id for question in matching(settling, settling.settled)],
        "worse": [question.id for question in worse(settling, without, settling.settled)],
        "groups": [sorted(group) for group in without.groups if len(group) > 1],
        "questions": _questions(settling.shown, without.shown),
    }


def _questions(settling: Sequence[Shown], without: Sequence[Shown]) -> list[dict[str, Any]]:
    return [
        {
            "id": now.question.id,
            "day": now.question.day,
            "kind": now.question.kind,
            "text": now.question.text,
            "settling": _seen(now),
            "without": _seen(then),
        }
        for now, then in zip(settling, without, strict=True)
    ]


def _seen(shown: Shown) -> dict[str, bool]:
    return {key: getattr(shown, key) for key in ("right", "answered", "doubtful", "chosen")}


def _plain(figure: Figure) -> float | int | list[int]:
    return [figure.part, figure.whole] if isinstance(figure, Share) else figure


if __name__ == "__main__":
    main()
