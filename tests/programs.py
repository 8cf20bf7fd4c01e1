"""Programs that tests need."""

import shutil
from collections.abc import Iterable

import pytest


def find_program(names: Iterable[str]) -> str:
    """Return the path of the first of these that is installed; fail the test if none is."""
    names = tuple(names)
    found = next(filter(None, map(shutil.which, names)), None)
    return found or pytest.fail(f"{names[0]} is missing; run .ci/packages")
