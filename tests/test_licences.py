"""The page of licences has every package that is installed to run Kutip, as it states it."""

import runpy

from tests.lock import ROOT

LICENCES = runpy.run_path(str(ROOT / "docs" / "licences.py"))


def test_the_page_lists_the_licence_of_every_package() -> None:
    lines = (ROOT / "docs" / "licences.md").read_text().splitlines()

    for name, licence in LICENCES["licences"]().items():
        assert f"| {name} | {licence} |" in lines, "run `make licences`"


def test_no_licence_asks_for_more_than_a_notice() -> None:
    """Kutip itself is under the MIT licence."""
    for name, licence in LICENCES["licences"]().items():
        assert "GPL" not in licence, name
