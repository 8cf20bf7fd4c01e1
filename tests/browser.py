"""Chromium, for the tests that look at pages: found, or installed where that may be done."""

import os
import shutil
import subprocess

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "Chromium is missing; install it, on Debian by: apt-get install chromium"
AS_ROOT = ["--no-sandbox"]
"""How it is started: its sandbox doesn't work for root, as in a container."""


def find_chromium() -> str:
    """Return the path of a Chromium; fail the test, saying what to do, where there is none."""
    found = _found()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for step in (["update"], ["install", "--yes", "chromium"]):
            subprocess.run(["apt-get", "--quiet=2", *step], check=False, capture_output=True)
        found = _found()
    return found or pytest.fail(MISSING)


def _found() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)
