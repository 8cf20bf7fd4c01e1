"""`kutip bench`: measure how fast Kutip is, by bench/ in a clone of the repository."""

import os
import subprocess
import sys
from pathlib import Path

import click

from bot.errors import MissingSourceError
from bot.terminal.command import command, option

SOURCE = Path(__file__).parents[2]
"""The folder with Kutip's packages and, in a clone of the repository, with bench/."""


@command("bench", help="help.bench")
@option("--sizes", metavar="LIST", help="help.bench_sizes")
@option("--servers", metavar="NUMBER", type=click.IntRange(min=1), help="help.bench_servers")
@option("--parts", metavar="LIST", help="help.bench_parts")
@option("--against", metavar="REVISION", help="help.bench_against")
@option("--json", metavar="FILE", type=click.Path(dir_okay=False), help="help.bench_json")
def bench(**options: str | int | None) -> None:
    """Measure Kutip beside an earlier build and other search engines."""
    if not (SOURCE / "bench" / "performance").is_dir():
        raise MissingSourceError
    given = [f"--{name}={value}" for name, value in options.items() if value is not None]
    path = f"{SOURCE / 'bench'}{os.pathsep}{SOURCE}"
    # A process of its own, because what measures must not be part of what is measured.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "performance", *given],
        env=os.environ | {"PYTHONPATH": path},
        check=False,
    )
    sys.exit(done.returncode)
