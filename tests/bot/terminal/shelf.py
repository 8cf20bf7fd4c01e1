"""`kutip` as a terminal runs it, over a database of the test's own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from click.testing import Result

Kutip = Callable[..., Result]
"""Runs the command in this process."""


def in_a_process(
    data_dir: Path, *arguments: str, stdout: IO[str] | int = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    process = start(data_dir, *arguments, stdout=stdout, patient=True, **environment)
    out, err = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def start(
    data_dir: Path,
    *arguments: str,
    stdout: IO[str] | int = subprocess.PIPE,
    patient: bool = True,
    **environment: str,
) -> subprocess.Popen[str]:
    """Start the command as a process of its own, with patience or with the product's."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.patient" if patient else "bot", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={
            **os.environ,
            "KUTIP_DATA_DIR": str(data_dir),
            "KUTIP_LANGUAGE": "en",
            **environment,
        },
        text=True,
    )
