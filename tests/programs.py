"""Programs that tests look at things with: found, or installed where that may be done."""

import os
import shutil
import subprocess
from collections.abc import Iterable

import pytest


def find_program(names: Iterable[str], package: str) -> str:
    """Return the path of the first of these that there is, from a package of Debian's.

    Fail the test, saying what to do, where there is none.
    """
    names = tuple(names)
    found = _found(names)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for step in (["update"], ["install", "--yes", package]):
            subprocess.run(["apt-get", "--quiet=2", *step], check=False, capture_output=True)
        found = _found(names)
    return found or pytest.fail(
        f"{names[0]} is missing; install it, on Debian by: apt-get install {package}"
    )


def _found(names: Iterable[str]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)
