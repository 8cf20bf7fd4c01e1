"""Prints the page docs/licences.md: the licences of everything that `kutip` needs to run."""

import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.lock import RUNTIME, locked

CLASSIFIER = "License :: OSI Approved :: "
LONGEST = 60
"""Characters of a licence's name; a longer field is the licence itself."""
NEWER_PYTHONS = {"audioop-lts": "PSF-2.0"}
"""What only Python 3.13 and later need; the page is made with an older one."""

IN_A_FILE = {"resvg-py": "MIT"}
"""What packages state only in their licence file."""


def licence_of(name: str) -> str:
    """Return an installed package's licence as its metadata states it.

    Raise PackageNotFoundError if it is not installed, LookupError if it states none.
    """
    stated = metadata(name)
    classified = [
        each.removeprefix(CLASSIFIER)
        for each in stated.get_all("Classifier") or []
        if each.startswith(CLASSIFIER)
    ]
    field = "".join(stated.get_all("License") or [])
    short = field if len(field) <= LONGEST and "\n" not in field else ""
    expression = "".join(stated.get_all("License-Expression") or [])
    licence = expression or ", ".join(classified) or short or IN_A_FILE.get(name, "")
    if not licence:
        raise LookupError(name)
    return licence


def licences() -> dict[str, str]:
    """Return the licences of the installed packages of the lock file, by name."""
    found = {}
    for each in locked(RUNTIME):
        try:
            found[each.name] = licence_of(each.name)
        except PackageNotFoundError:  # It is for another platform.
            continue
    return found


def page() -> str:
    """Return the page."""
    rows = [
        f"| {name} | {licence} |" for name, licence in sorted((NEWER_PYTHONS | licences()).items())
    ]
    return "\n".join(
        [
            "# Licences",
            "",
            "What `kutip` needs to run is in `requirements.txt`, with the hashes of its files,",
            "which pip checks. Each package states its licence as follows; `make licences` lists",
            "them again.",
            "",
            "| Package | Licence |",
            "|---|---|",
            *rows,
            "",
            "The fonts of charts, Noto Sans, Noto Sans Arabic and Noto Sans Thai, are in",
            "`bot/discord/render/fonts/`, under the SIL Open Font License 1.1 (`OFL.txt` there).",
            "",
        ]
    )


if __name__ == "__main__":
    sys.stdout.write(page())
