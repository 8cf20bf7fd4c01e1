"""Programs and libraries that tests need: found, or installed where that may be done."""

import ctypes.util
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
    if found is None:
        _install(package)
        found = _found(names)
    return found or pytest.fail(
        f"{names[0]} is missing; install it, on Debian by: apt-get install {package}"
    )


def need_library(name: str, package: str) -> None:
    """End the tests, saying what to do, where a library of the system, from a package, is not."""
    if ctypes.util.find_library(name) is None:
        _install(package)
        if ctypes.util.find_library(name) is None:
            pytest.exit(
                f"lib{name} is missing; install it, on Debian by: apt-get install {package}", 1
            )


def _install(package: str) -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for step in (["update"], ["install", "--yes", package]):
            subprocess.run(["apt-get", "--quiet=2", *step], check=False, capture_output=True)


def _found(names: Iterable[str]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)
