"""Chromium, for the tests that look at pages."""

import os

from tests.programs import find_program

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox"] if os.geteuid() == 0 else []
"""How it is started: its sandbox doesn't work for root, as in a container."""


def find_chromium() -> str:
    """Return the path of a Chromium; fail the test, saying what to do, where there is none."""
    return find_program(NAMES)
